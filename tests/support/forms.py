"""Small forms for tests."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from forms.expressions.scope import Scope
from forms.expressions.values import Environment
from forms.feel.types import TEXT, ContextType, Name
from forms.field_catalogue import field_of
from forms.spec import CheckSpec, FormSpec, ItemSpec, Master, SectionSpec
from forms.validation.form import Form, compile_form

APPLICANT = ContextType({"職員証番号": Name("card_number", TEXT), "card_number": Name("card_number", TEXT)})


class EveryDayButWeekends:
    """A calendar without holidays."""

    def business_days_between(self, first: date, last: date) -> int:
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return sum(day.weekday() < 5 for day in days)


BUILTINS: Environment = {
    "today": date(2026, 5, 11),
    "now": datetime(2026, 5, 11, 0, 0, tzinfo=UTC),
    "calendar": EveryDayButWeekends(),
    "applicant": {"card_number": "070-21846"},
}
"""Monday 11 May 2026, 9:00 in Tokyo."""


def an_item(key: str, **changes: Any) -> ItemSpec:
    """A line of text unless something else is said."""
    return ItemSpec(**{"key": key, "name": key, "type": "text"} | changes)


def a_form(
    *parts: ItemSpec | SectionSpec, checks: tuple[CheckSpec, ...] = (), masters: tuple[Master, ...] = ()
) -> Form:
    spec = FormSpec(parts=parts, checks=checks, masters=masters)
    people = {"申請者": Name("applicant", APPLICANT), "applicant": Name("applicant", APPLICANT)}
    rows = {item.key: _scope(item.columns, people) for item in spec.items if item.columns}
    return compile_form(spec, _scope(spec.items, people), rows)


def _scope(items: Iterable[ItemSpec], people: Mapping[str, Name]) -> Scope:
    names = {
        word: Name(item.key, field_of(item).expression_type(item)) for item in items for word in (item.key, item.name)
    }
    return Scope(names | dict(people))
