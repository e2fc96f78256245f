"""The parts that may follow a dot, by the kind of the value before it."""

from collections.abc import Mapping

from forms.expressions.scope import longest_first
from forms.feel.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DAYS,
    HOURS,
    INTEGER,
    MONTHS,
    NUMBER,
    TEXT,
    TIME,
    ContextType,
    ListType,
    Name,
    RangeType,
    Type,
)

_OF_DATES: dict[str, Type] = dict.fromkeys(("year", "month", "day", "weekday"), INTEGER)
_OF_TIMES: dict[str, Type] = {
    "hour": INTEGER, "minute": INTEGER, "second": NUMBER, "time offset": HOURS, "timezone": TEXT,
}  # fmt: skip
_OF_HOURS: dict[str, Type] = {"days": INTEGER, "hours": INTEGER, "minutes": INTEGER, "seconds": NUMBER}
_PROPERTIES: dict[Type, dict[str, Type]] = {
    DATE: _OF_DATES,
    TIME: _OF_TIMES,
    DATETIME: _OF_DATES | _OF_TIMES,
    DAYS: _OF_HOURS,
    HOURS: _OF_HOURS,
    MONTHS: {"years": INTEGER, "months": INTEGER},
}


def fields_of(kind: Type) -> Mapping[str, Name]:
    """The parts of a value; of a list those of its elements."""
    inner = kind.of if isinstance(kind, ListType) else kind
    if isinstance(inner, ContextType):
        return inner.fields
    if isinstance(inner, RangeType):
        types = {"start": inner.of, "end": inner.of, "start included": BOOLEAN, "end included": BOOLEAN}
    else:
        types = _PROPERTIES.get(inner, {})
    return {name: Name(name, part) for name, part in types.items()}


def parts_of_type(kind: Type) -> tuple[tuple[str, Name], ...]:
    """The same, the longest first."""
    return longest_first(fields_of(kind))


def part_type(kind: Type, key: str) -> Type | None:
    """The type of a part; of a list the list of its elements' parts. None where there is no such part."""
    found = next((name.type for name in fields_of(kind).values() if name.key == key), None)
    if found is None or not isinstance(kind, ListType) or isinstance(found, ListType):
        return found
    return ListType(found)
