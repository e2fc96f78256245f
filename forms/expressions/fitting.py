"""Which kinds of values go together."""

from decimal import Decimal

from forms.expressions.checked import Checked, Collect, Constant
from forms.expressions.types import (
    ANY,
    DATE,
    DATETIME,
    DAYS,
    INTEGER,
    MONTHS,
    NULL,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    YEN,
    ListType,
    Type,
)

NUMBERS = (NUMBER, INTEGER)
SPANS = (DAYS, TIME)
_ORDERED = (TEXT, NUMBER, INTEGER, YEN, DATE, DATETIME, DAYS, TIME, MONTHS)


def joined(left: Type, right: Type) -> Type | None:
    """The kind that covers both, or None."""
    if left == right:
        return left
    for one, other in ((left, right), (right, left)):
        if one == UNKNOWN or other == UNKNOWN:
            return UNKNOWN
        if one == NULL:
            return other
        if one == ANY:
            return ANY
        if isinstance(one, ListType) and isinstance(other, ListType):
            inner = joined(one.of, other.of)
            return ListType(inner) if inner else None
    if left in NUMBERS and right in NUMBERS:
        return NUMBER
    if left in SPANS and right in SPANS:
        return TIME
    return None


def is_ordered(kind: Type) -> bool:
    """Of two such values one comes first."""
    return kind in _ORDERED or kind in (NULL, UNKNOWN)


def adapted(checked: Checked, wanted: Type) -> Checked:
    """The same with a bare 0 read as 0円 and a single value as a list of one, where that is what is wanted."""
    if wanted == YEN and isinstance(checked, Constant) and checked.type == INTEGER and checked.value == Decimal(0):
        return Constant(0, YEN)
    if isinstance(wanted, ListType) and not isinstance(checked.type, ListType) and joined(checked.type, wanted.of):
        return checked if checked.type in (NULL, UNKNOWN) else Collect((checked,), wanted)
    return checked


def fits(kind: Type, wanted: Type) -> bool:
    """A value of `kind` may stand where `wanted` is expected."""
    if wanted in (ANY, UNKNOWN) or kind in (NULL, ANY, UNKNOWN) or kind == wanted:
        return True
    if isinstance(kind, ListType) and isinstance(wanted, ListType):
        return fits(kind.of, wanted.of)
    return (kind == INTEGER and wanted == NUMBER) or (kind == DAYS and wanted == TIME)
