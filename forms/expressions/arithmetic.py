"""Which kinds of values + - * / take, and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass

from forms.expressions import calendar_days as move
from forms.expressions import operations as compute
from forms.expressions.types import (
    BUSINESS_DAYS,
    DATE,
    DATETIME,
    DAYS,
    INTEGER,
    MONTHS,
    NUMBER,
    TEXT,
    TIME,
    UNROUNDED_YEN,
    YEN,
    SimpleType,
    Type,
)
from forms.expressions.values import Value


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sign does with two kinds of values."""

    run: Callable[..., Value]
    result: Type
    swapped: bool = False
    """The operation takes the right operand first: 7日 + 今日."""
    by_calendar: bool = False
    """The operation takes the calendar before its operands."""


_Rules = dict[tuple[str, SimpleType, SimpleType], Rule]


def rule_for(sign: str, left: Type, right: Type) -> Rule | None:
    """The rule for these operands, or None when they do not go together."""
    if not isinstance(left, SimpleType) or not isinstance(right, SimpleType):
        return None
    return _RULES.get((sign, left, right))


def _number_rules() -> _Rules:
    rules: _Rules = {}
    operations = {"+": compute.add_numbers, "-": compute.subtract_numbers, "*": compute.multiply_numbers}
    for left in (NUMBER, INTEGER):
        for right in (NUMBER, INTEGER):
            whole = left == right == INTEGER
            for sign, run in operations.items():
                rules[sign, left, right] = Rule(run, INTEGER if whole else NUMBER)
            rules["/", left, right] = Rule(compute.divide_numbers, NUMBER)
            rules["**", left, right] = Rule(compute.raise_number, NUMBER)
    return rules


def _yen_rules() -> _Rules:
    rules: _Rules = {
        ("+", YEN, YEN): Rule(compute.add_yen, YEN),
        ("-", YEN, YEN): Rule(compute.subtract_yen, YEN),
        ("*", YEN, INTEGER): Rule(compute.multiply_yen, YEN),
        ("*", INTEGER, YEN): Rule(compute.multiply_yen, YEN),
        ("*", YEN, NUMBER): Rule(compute.multiply_unrounded, UNROUNDED_YEN),
        ("*", NUMBER, YEN): Rule(compute.multiply_unrounded, UNROUNDED_YEN),
        ("/", YEN, YEN): Rule(compute.divide_numbers, NUMBER),
    }
    for left, right in ((YEN, UNROUNDED_YEN), (UNROUNDED_YEN, YEN), (UNROUNDED_YEN, UNROUNDED_YEN)):
        rules["+", left, right] = Rule(compute.add_unrounded, UNROUNDED_YEN)
        rules["-", left, right] = Rule(compute.subtract_unrounded, UNROUNDED_YEN)
        rules["/", left, right] = Rule(compute.divide_numbers, NUMBER)
    for number in (NUMBER, INTEGER):
        rules["*", UNROUNDED_YEN, number] = Rule(compute.multiply_unrounded, UNROUNDED_YEN)
        rules["*", number, UNROUNDED_YEN] = Rule(compute.multiply_unrounded, UNROUNDED_YEN)
        rules["/", YEN, number] = Rule(compute.divide_numbers, UNROUNDED_YEN)
        rules["/", UNROUNDED_YEN, number] = Rule(compute.divide_numbers, UNROUNDED_YEN)
    return rules


def _moving_rules() -> _Rules:
    """Dates and instants with durations. A date takes no hours."""
    rules: _Rules = {}
    for kind, later, back, periods in (
        (DATE, move.move_date, move.move_date_back, (DAYS, MONTHS)),
        (DATETIME, move.move_instant, move.move_instant_back, (DAYS, MONTHS, TIME)),
    ):
        for period in periods:
            rules["+", kind, period] = Rule(later, kind)
            rules["+", period, kind] = Rule(later, kind, swapped=True)
            rules["-", kind, period] = Rule(back, kind)
    return rules


def _business_day_rules() -> _Rules:
    rules: _Rules = {}
    for kind, later, back in (
        (DATE, move.move_date_by_business_days, move.move_date_back_by_business_days),
        (DATETIME, move.move_instant_by_business_days, move.move_instant_back_by_business_days),
    ):
        rules["+", kind, BUSINESS_DAYS] = Rule(later, kind, by_calendar=True)
        rules["+", BUSINESS_DAYS, kind] = Rule(later, kind, swapped=True, by_calendar=True)
        rules["-", kind, BUSINESS_DAYS] = Rule(back, kind, by_calendar=True)
    return rules


def _duration_rules() -> _Rules:
    rules: _Rules = {
        ("-", DATE, DATE): Rule(compute.days_between, DAYS),
        ("-", DATETIME, DATETIME): Rule(compute.time_between, TIME),
    }
    for left, right, result in (
        (DAYS, DAYS, DAYS),
        (MONTHS, MONTHS, MONTHS),
        (TIME, TIME, TIME),
        (DAYS, TIME, TIME),
        (TIME, DAYS, TIME),
    ):
        rules["+", left, right] = Rule(compute.add_durations, result)
        rules["-", left, right] = Rule(compute.subtract_durations, result)
    for period in (DAYS, MONTHS, TIME):
        rules["*", period, INTEGER] = Rule(compute.multiply_duration, period)
        rules["*", INTEGER, period] = Rule(compute.multiply_duration, period)
    return rules


_RULES: _Rules = {
    ("+", TEXT, TEXT): Rule(compute.join_texts, TEXT),
    **_number_rules(),
    **_yen_rules(),
    **_moving_rules(),
    **_business_day_rules(),
    **_duration_rules(),
}

NEGATIONS: dict[Type, Callable[..., Value]] = {
    NUMBER: compute.negate,
    INTEGER: compute.negate,
    YEN: compute.negate,
    UNROUNDED_YEN: compute.negate,
    DAYS: compute.negate_duration,
    TIME: compute.negate_duration,
    MONTHS: compute.negate_duration,
}
"""What a minus sign does, for each kind it may stand before."""
