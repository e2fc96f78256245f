"""What expressions compute with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, runtime_checkable


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


class RowsElsewhere(Sequence[Any]):
    """Rows that are kept elsewhere: they can be counted, not read."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, place: Any) -> Any:
        raise IndexError("rows that are kept elsewhere can be counted only")


Value: TypeAlias = (
    "bool | Decimal | int | str | date | datetime | Duration"
    " | tuple[Value, ...] | list[Value] | RowsElsewhere | Mapping[str, Value] | None"
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
