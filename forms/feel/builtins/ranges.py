"""How points and ranges lie to each other: before, meets, overlaps, finishes, includes, starts, coincides.

Each relation is written once; those that ask the same from the other side (after, met by, …) turn the arguments round.
A bound that is open lies beyond everything.
"""

from collections.abc import Callable

from forms.feel.builtins.signature import Form, form
from forms.feel.evaluation.comparing import contains, equal, less
from forms.feel.run import Refused
from forms.feel.values import Range, Value, kind_of
from forms.spec import Text


def _less(left: Value, right: Value) -> bool:
    """Raises Refused for values that cannot be compared."""
    answer = less(left, right)
    if answer is None:
        kinds = kind_of(left), kind_of(right)
        raise Refused(
            Text(f"{kinds[0]} と {kinds[1]} は比べられません。", f"{kinds[0]} and {kinds[1]} cannot be compared.")
        )
    return answer


def _same(left: Value, right: Value) -> bool:
    return left is not None and right is not None and not _less(left, right) and not _less(right, left)


def _ends_before(one: Range, other: Range) -> bool:
    """The first is over when the second starts."""
    if one.high is None or other.low is None:
        return False
    if _less(one.high, other.low):
        return True
    return _same(one.high, other.low) and not (one.high_included and other.low_included)


def _starts_earlier(one: Range, other: Range, *, or_together: bool) -> bool:
    if one.low is None or other.low is None:
        return one.low is None and (or_together or other.low is not None)
    if _same(one.low, other.low):
        return one.low_included > other.low_included or (or_together and one.low_included == other.low_included)
    return _less(one.low, other.low)


def _ends_later(one: Range, other: Range) -> bool:
    """Or together."""
    if one.high is None or other.high is None:
        return one.high is None
    if _same(one.high, other.high):
        return one.high_included >= other.high_included
    return _less(other.high, one.high)


def _before(one: Value, other: Value) -> Value:
    match one, other:
        case Range(), Range():
            return _ends_before(one, other)
        case Range(), _:
            return _ends_before(one, Range(other, other, True, True))
        case _, Range():
            return _ends_before(Range(one, one, True, True), other)
    return _less(one, other)


def _meets(one: Range, other: Range) -> Value:
    return one.high_included and other.low_included and _same(one.high, other.low)


def _overlaps(one: Range, other: Range) -> Value:
    return not _ends_before(one, other) and not _ends_before(other, one)


def _overlaps_before(one: Range, other: Range) -> Value:
    return (
        _starts_earlier(one, other, or_together=False)
        and not _ends_before(one, other)
        and not _ends_before(other, one)
        and _ends_later(other, one)
    )


def _finishes(one: Value, other: Range) -> Value:
    if not isinstance(one, Range):
        return other.high_included and _same(other.high, one)
    ends = one.high_included == other.high_included and _same(one.high, other.high)
    return ends and _starts_earlier(other, one, or_together=True)


def _starts(one: Value, other: Range) -> Value:
    if not isinstance(one, Range):
        return other.low_included and _same(other.low, one)
    starts = one.low_included == other.low_included and _same(one.low, other.low)
    return starts and _ends_later(other, one)


def _includes(one: Range, other: Value) -> Value:
    if isinstance(other, Range):
        return _starts_earlier(one, other, or_together=True) and _ends_later(one, other)
    _less(other, one.low if one.low is not None else one.high)
    return contains(one, other)


def _coincides(one: Value, other: Value) -> Value:
    if isinstance(one, Range) and isinstance(other, Range):
        return equal(one, other)
    return _same(one, other)


def _turned(relation: Callable[..., Value]) -> Callable[..., Value]:
    return lambda one, other: relation(other, one)


_ONE = " | ".join(
    ("number", "string", "date", "time", "date and time", "days and time duration", "years and months duration")
)


def _forms(name: str, relation: Callable[..., Value], *shapes: str) -> list[Form]:
    """The ways to call a relation: p is a point, r a range."""
    names = {"pp": ("point1", "point2"), "pr": ("point", "range"), "rp": ("range", "point"), "rr": ("range1", "range2")}
    kinds = {"p": _ONE, "r": "range"}
    return [
        form(f"{name}({names[shape][0]}: {kinds[shape[0]]}, {names[shape][1]}: {kinds[shape[1]]}) -> boolean", relation)
        for shape in shapes
    ]


FORMS = (
    *_forms("before", _before, "pp", "pr", "rp", "rr"),
    *_forms("after", _turned(_before), "pp", "pr", "rp", "rr"),
    *_forms("meets", _meets, "rr"),
    *_forms("met by", _turned(_meets), "rr"),
    *_forms("overlaps", _overlaps, "rr"),
    *_forms("overlaps before", _overlaps_before, "rr"),
    *_forms("overlaps after", _turned(_overlaps_before), "rr"),
    *_forms("finishes", _finishes, "pr", "rr"),
    *_forms("finished by", _turned(_finishes), "rp", "rr"),
    *_forms("includes", _includes, "rp", "rr"),
    *_forms("during", _turned(_includes), "pr", "rr"),
    *_forms("starts", _starts, "pr", "rr"),
    *_forms("started by", _turned(_starts), "rp", "rr"),
    *_forms("coincides", _coincides, "pp", "rr"),
)
