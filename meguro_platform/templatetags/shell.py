"""What every page may use: icons, dates, sums, words in the reader's language."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from approvals.vocabulary import outcome_words
from forms.issuance.columns import write_month
from forms.reading.file import megabytes
from forms.spec import Text
from forms.wareki import write_short_date
from meguro_platform.web import wording
from workflow.engine.program import Program

register = template.Library()

NOTHING = "—"


def _language() -> str:
    return "en" if get_language() == "en" else "ja"


@register.simple_tag
@lru_cache(maxsize=256)  # a list draws the same few icons hundreds of times
def icon(name: str, size: str = "") -> SafeString:
    """A drawing that only repeats what the words beside it say; `{% icon "check" "s" %}` is the small one."""
    css = "i i--s" if size == "s" else "i"
    address = f"{static('icons.svg')}#i-{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', css, address)


@register.filter
def about(program: Program) -> str:
    """What a procedure is for (説明), in the reader's language."""
    return Text(program.description, program.description_en).in_language(_language())


@register.filter
def words(value: Any) -> str:
    """A Text in the reader's language; a thing with `name` and `en` (an item, a choice, a section) likewise."""
    match value:
        case None | "":
            return ""
        case str():
            return value
        case Text():
            return value.in_language(_language())
        case _:
            return Text(value.name, value.en).in_language(_language())


@register.filter
def file_size(size: int) -> str:
    """10MB."""
    return megabytes(size)


@register.filter
def outcome(name: str) -> str:
    """How a case ended, in the reader's language."""
    return outcome_words(name).in_language(_language())


@register.filter
def full_date(when: date | datetime | None) -> str:
    """令和8年12月9日（水）."""
    return wording.full_date(when, _language()) if when else NOTHING


@register.filter
def full_month(month: date | None) -> str:
    """令和8年12月."""
    return write_month(month, _language()) if month else NOTHING


@register.filter
def short_date(day: date | None) -> str:
    """R8.12.9, for tables; nothing when there is none."""
    return "" if day is None else day.isoformat() if _language() == "en" else write_short_date(day)


@register.filter
def full_moment(when: datetime | None) -> str:
    """令和8年12月9日（水）9:41."""
    return wording.full_moment(when, _language()) if when else NOTHING


@register.filter
def clock(when: datetime | None) -> str:
    """9:41."""
    return wording.clock(when) if when else NOTHING


@register.filter
def moment(when: datetime | None) -> SafeString | str:
    """きのう 16:20, as a <time> element with the instant in it."""
    if not when:
        return NOTHING
    written = wording.moment(when, _language(), timezone.now())
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="seconds"), written)


@register.filter
def near_day(day: date | None) -> str:
    """きょう, あす 12月10日（木）; nothing when there is none."""
    return wording.near_day(day, _language(), wording.local(timezone.now())) if day else ""


@register.filter
def lasting(span: timedelta | None) -> str:
    """17時間."""
    return wording.lasting(span, _language()) if span is not None else NOTHING


@register.filter
def deadline(due: date | datetime | None) -> str:
    """あす 12月10日（木）; nothing when there is none."""
    return wording.deadline(due, _language(), timezone.now()) if due else ""


@register.filter
def deadline_tone(due: date | datetime | None) -> str:
    """now, soon or nothing: the last part of the class of a due tag."""
    return wording.deadline_tone(due, timezone.now()) if due else ""


@register.filter
def number(value: int | Decimal | None) -> str:
    """1,364,000."""
    return NOTHING if value is None else wording.number(value)


@register.filter
def yen(value: int | Decimal | None) -> str:
    """1,364,000円."""
    return NOTHING if value is None else wording.yen(value, _language())


@register.filter
def change(value: int | Decimal | None) -> str:
    """＋5,900, －1,628; a dash where there is nothing to compare with."""
    if value is None:
        return NOTHING
    return wording.change(value, _language())


BADGE_ICONS = {"now": "right", "ok": "check", "bad": "stop", "warn": "alert", "proxy": "people", "auto": "repeat"}
"""The shape that says the same as the colour of a badge."""

NOTICE_ICONS = {"": "bell", "ok": "check", "bad": "alert", "warn": "alert", "proxy": "people"}


@register.simple_tag
def badge_icon(tone: str, name: str = "") -> SafeString:
    """The icon of a badge: the one named, else the one of its tone; the plain badge has none."""
    chosen = name or BADGE_ICONS.get(tone)
    return icon(chosen) if chosen else SafeString()


@register.simple_tag
def notice_icon(tone: str, name: str = "") -> SafeString:
    """The icon of a notice: the one named, else the one of its tone."""
    return icon(name or NOTICE_ICONS.get(tone, "bell"))
