"""What expressions compute with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable


class Unit(StrEnum):
    """What a duration is counted in."""

    DAYS = "days"
    SECONDS = "seconds"
    MONTHS = "months"
    BUSINESS_DAYS = "business_days"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: 7日, 2時間 (in seconds), 1か月, 3営業日."""

    unit: Unit
    amount: int


Value: TypeAlias = (
    "bool | Decimal | int | str | date | datetime | Duration"
    " | tuple[Value, ...] | list[Value] | Mapping[str, Value] | None"
)
"""Numbers are Decimal, yen whole int, a choice the id of the choice, instants aware, lists tuples."""


@runtime_checkable
class Calendar(Protocol):
    """Counts business days."""

    def business_days_between(self, first: date, last: date) -> int:
        """Business days from `first` to `last`, both counted."""
        ...


Environment: TypeAlias = "Mapping[str, Value | Calendar]"
"""The values an expression may read, by key; besides items `today`, `now` and `calendar`. What is missing is null."""
