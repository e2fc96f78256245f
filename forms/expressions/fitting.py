"""Which kinds of values go together."""

from dataclasses import dataclass
from decimal import Decimal

from forms.feel.syntax.nodes import Constant, Listing, Node
from forms.feel.types import (
    ANY,
    DATE,
    DATETIME,
    DAYS,
    HOURS,
    INTEGER,
    MONTHS,
    NULL,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    YEN,
    ContextType,
    FunctionType,
    ListType,
    Name,
    RangeType,
    Type,
)

NUMBERS = (NUMBER, INTEGER)
_SPANS = (DAYS, HOURS)
_ORDERED = (TEXT, NUMBER, INTEGER, YEN, DATE, TIME, DATETIME, DAYS, HOURS, MONTHS)


@dataclass(frozen=True, slots=True)
class Checked:
    """A part whose kind is known, with its texts read as choices where they meet one."""

    node: Node
    type: Type


NOTHING = Checked(Constant(None), UNKNOWN)
"""Stands for what was reported: it fits everywhere."""


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
        match one, other:
            case ListType(of=inner), ListType(of=outer):
                element = joined(inner, outer)
                return ListType(element) if element else None
            case RangeType(of=inner), RangeType(of=outer):
                bound = joined(inner, outer)
                return RangeType(bound) if bound else None
            case ContextType(), ContextType():
                return _shared(one, other)
    if left in NUMBERS and right in NUMBERS:
        return NUMBER
    if left in _SPANS and right in _SPANS:
        return HOURS
    return None


def _shared(one: ContextType, other: ContextType) -> ContextType:
    """The parts both have."""
    fields = {}
    for spelling, name in one.fields.items():
        same = other.fields.get(spelling)
        kind = joined(name.type, same.type) if same and same.key == name.key else None
        if kind is not None:
            fields[spelling] = Name(name.key, kind, name.may_be_null or bool(same and same.may_be_null))
    return ContextType(fields)


def is_ordered(kind: Type) -> bool:
    """Of two such values one comes first."""
    return kind in _ORDERED or kind in (NULL, UNKNOWN)


def adapted(checked: Checked, wanted: Type) -> Checked:
    """The same with a bare 0 read as 0円 and a single value as a list of one, where that is what is wanted."""
    node = checked.node
    if wanted == YEN and isinstance(node, Constant) and checked.type == INTEGER and node.value == Decimal(0):
        return Checked(Constant(node.value, YEN, at=node.at), YEN)
    if isinstance(wanted, ListType) and not isinstance(checked.type, ListType) and joined(checked.type, wanted.of):
        if checked.type in (NULL, UNKNOWN):
            return checked
        return Checked(Listing((node,), at=node.at), wanted)
    return checked


def fits(kind: Type, wanted: Type) -> bool:
    """A value of `kind` may stand where `wanted` is expected."""
    if wanted in (ANY, UNKNOWN) or kind in (NULL, ANY, UNKNOWN) or kind == wanted:
        return True
    match kind, wanted:
        case (ListType(of=inner), ListType(of=outer)) | (RangeType(of=inner), RangeType(of=outer)):
            return fits(inner, outer)
        case ContextType(), ContextType():
            has = kind.types
            return all(key in has and fits(has[key], part) for key, part in wanted.types.items())
        case FunctionType(), FunctionType():
            pairs = zip(wanted.parameters, kind.parameters, strict=False)
            counts = len(kind.parameters) == len(wanted.parameters)
            return counts and all(fits(given, own) for given, own in pairs) and fits(kind.result, wanted.result)
    return (kind == INTEGER and wanted == NUMBER) or (kind == DAYS and wanted == HOURS)
