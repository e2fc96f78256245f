"""Which kinds of values + - * / ** take, and what comes out."""

from forms.feel.types import (
    BUSINESS_DAYS,
    DATE,
    DATETIME,
    DAYS,
    HOURS,
    INTEGER,
    MONTHS,
    NUMBER,
    TEXT,
    TIME,
    UNROUNDED_YEN,
    YEN,
    Type,
)

_Results = dict[tuple[str, Type, Type], Type]
_AMOUNTS = ((YEN, UNROUNDED_YEN), (UNROUNDED_YEN, YEN), (UNROUNDED_YEN, UNROUNDED_YEN))


def result_of(sign: str, left: Type, right: Type) -> Type | None:
    """The kind of the result, or None when the operands do not go together."""
    return _RESULTS.get((sign, left, right))


def _numbers() -> _Results:
    results: _Results = {}
    for left in (NUMBER, INTEGER):
        for right in (NUMBER, INTEGER):
            whole = INTEGER if left == right == INTEGER else NUMBER
            results |= {(sign, left, right): whole for sign in "+-*"}
            results |= {(sign, left, right): NUMBER for sign in ("/", "**")}
    return results


def _amounts() -> _Results:
    results: _Results = {
        ("+", YEN, YEN): YEN,
        ("-", YEN, YEN): YEN,
        ("*", YEN, INTEGER): YEN,
        ("*", INTEGER, YEN): YEN,
        ("*", YEN, NUMBER): UNROUNDED_YEN,
        ("*", NUMBER, YEN): UNROUNDED_YEN,
        ("/", YEN, YEN): NUMBER,
    }
    for left, right in _AMOUNTS:
        results |= {("+", left, right): UNROUNDED_YEN, ("-", left, right): UNROUNDED_YEN, ("/", left, right): NUMBER}
    for number in (NUMBER, INTEGER):
        results |= {("*", UNROUNDED_YEN, number): UNROUNDED_YEN, ("*", number, UNROUNDED_YEN): UNROUNDED_YEN}
        results |= {("/", amount, number): UNROUNDED_YEN for amount in (YEN, UNROUNDED_YEN)}
    return results


def _moments() -> _Results:
    """Moments with durations. A date takes no hours, a time of day nothing else."""
    results: _Results = {}
    for kind, periods in (
        (DATE, (DAYS, MONTHS, BUSINESS_DAYS)),
        (DATETIME, (DAYS, MONTHS, HOURS, BUSINESS_DAYS)),
        (TIME, (HOURS,)),
    ):
        for period in periods:
            results |= {("+", kind, period): kind, ("+", period, kind): kind, ("-", kind, period): kind}
    return results | {("-", DATE, DATE): DAYS, ("-", DATETIME, DATETIME): HOURS, ("-", TIME, TIME): HOURS}


def _durations() -> _Results:
    results: _Results = {}
    for left, right, sum_ in (
        (DAYS, DAYS, DAYS),
        (MONTHS, MONTHS, MONTHS),
        (HOURS, HOURS, HOURS),
        (DAYS, HOURS, HOURS),
        (HOURS, DAYS, HOURS),
    ):
        results |= {("+", left, right): sum_, ("-", left, right): sum_, ("/", left, right): NUMBER}
    for period in (DAYS, MONTHS, HOURS):
        results |= {("*", period, INTEGER): period, ("*", INTEGER, period): period}
    for number in (NUMBER, INTEGER):
        results |= {("*", HOURS, number): HOURS, ("*", number, HOURS): HOURS, ("/", HOURS, number): HOURS}
    return results


_RESULTS: _Results = {("+", TEXT, TEXT): TEXT, **_numbers(), **_amounts(), **_moments(), **_durations()}
SIGNED = frozenset({NUMBER, INTEGER, YEN, UNROUNDED_YEN, DAYS, HOURS, MONTHS})
"""The kinds a minus sign may stand before."""
