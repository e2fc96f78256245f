"""年月: a month of a year."""

import re
from datetime import date

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.numerals import half_width
from forms.spec import ItemSpec
from forms.wareki import MONTHS_EN, DateUnreadable, read_date, write_era_date

_STORED = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY_IS_WRITTEN = re.compile(r"日$|[./-][0-9]+[./-][0-9]+$")


class YearMonthField(FieldType):
    """A month, written in either calendar, stored and compared as 2026-05."""

    name = "year_month"
    widget = "line"

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if raw is None or (isinstance(raw, str) and not raw[:200].strip()):
            return None
        try:
            return _read(raw if isinstance(raw, str) else "").isoformat()[:7]
        except DateUnreadable as unreadable:
            raise invalid(
                item,
                f"の{quoted(raw)}は年月として読めません。令和8年5月、R8.5、2026-05 のように書いてください。",
                f"{quoted(raw)} is not a month. Write for example 2026-05 or R8.5.",
                _written(unreadable.meant) if unreadable.meant else None,
            ) from None

    def load(self, stored: Json, item: ItemSpec) -> Value:
        month = _first_day(stored)
        return month.isoformat()[:7] if month else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        month = _first_day(stored)
        if month is None:
            return NOTHING
        return f"{MONTHS_EN[month.month - 1]} {month.year}" if language == "en" else _written(month)


def _read(text: str) -> date:
    """The first day of the month. Raises DateUnreadable, with the month that is meant where a day was written, too."""
    plain = half_width(text[:40]).strip()
    if _DAY_IS_WRITTEN.search(plain):
        raise DateUnreadable(read_date(plain))
    mark = "" if plain.endswith("月") else plain.rstrip("0123456789")[-1:]
    return read_date(f"{plain}1日" if not mark else f"{plain}{mark}1")


def _first_day(stored: Json) -> date | None:
    if not isinstance(stored, str) or not _STORED.fullmatch(stored):
        return None
    try:
        return date.fromisoformat(f"{stored}-01")
    except ValueError:
        return None


def _written(month: date) -> str:
    return write_era_date(month).partition("月")[0] + "月"
