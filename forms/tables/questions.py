"""What a cell asks: is the value one of these, or does it lie between these bounds."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from forms.expressions.values import Value

Point: TypeAlias = Decimal | int | date | datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From a bound to a bound; None is no bound."""

    low: Point | None = None
    high: Point | None = None
    low_included: bool = True
    high_included: bool = True

    def holds(self, value: Point) -> bool:
        above = self.low is None or (value >= self.low if self.low_included else value > self.low)  # type: ignore[operator]
        below = self.high is None or (value <= self.high if self.high_included else value < self.high)  # type: ignore[operator]
        return above and below


@dataclass(frozen=True, slots=True)
class Anything:
    """-"""

    def passes(self, value: Value) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class OneOf:
    """a、b; a以外 when `excluded`. `empty` is what is said about 空."""

    values: frozenset[str | bool]
    excluded: bool = False
    empty: bool = False

    def passes(self, value: Value) -> bool:
        if value is None:
            return self.empty
        return (value in self.values) is not self.excluded if isinstance(value, str | bool) else False


@dataclass(frozen=True, slots=True)
class Within:
    """50万円以上500万円未満; several spans are joined with 、. The others when `excluded`."""

    spans: tuple[Span, ...]
    excluded: bool = False
    empty: bool = False

    def passes(self, value: Value) -> bool:
        if value is None:
            return self.empty
        if not isinstance(value, Decimal | int | date) or isinstance(value, bool):
            return False
        return any(span.holds(value) for span in self.spans) is not self.excluded


Test: TypeAlias = Anything | OneOf | Within
