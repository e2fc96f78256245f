"""What a step may know beside program, state and command: the instant and the calendar.

Every answer is recorded, so that a journal row holds all a step read and replay needs no calendar.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from workflow.engine.values import Due, Span


class Calendar(Protocol):
    """The business calendar of an office."""

    @property
    def version(self) -> str: ...

    def deadline(self, start: datetime, span: Span) -> datetime:
        """When a span that begins at `start` is over."""
        ...

    def business_days_between(self, first: date, last: date) -> int:
        """Business days from `first` to `last`, both counted."""
        ...


class World(Protocol):
    """What a step asks."""

    @property
    def now(self) -> datetime: ...

    def deadline(self, start: datetime, span: Span) -> datetime: ...

    def business_days_between(self, first: date, last: date) -> int: ...


def _deadline_key(start: datetime, span: Span) -> str:
    closed = f" {span.closed}" if isinstance(span, Due) and span.closed != "next" else ""
    return f"deadline {start.isoformat()} {span.amount} {span.unit}{closed}"


def _between_key(first: date, last: date) -> str:
    return f"business_days {first.isoformat()} {last.isoformat()}"


class LiveWorld:
    """The world while a command is carried out: asks the calendar and remembers each answer in `reads`."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now
        self.reads: dict[str, str | int] = {}
        self._calendar = calendar

    def deadline(self, start: datetime, span: Span) -> datetime:
        instant = self._calendar.deadline(start, span)
        self.reads[_deadline_key(start, span)] = instant.isoformat()
        return instant

    def business_days_between(self, first: date, last: date) -> int:
        days = self._calendar.business_days_between(first, last)
        self.reads[_between_key(first, last)] = days
        return days


class RecordedWorld:
    """The world as a journal row recorded it. Raises KeyError when asked what was not asked then."""

    def __init__(self, now: datetime, reads: Mapping[str, str | int]) -> None:
        self.now = now
        self._reads = reads

    def deadline(self, start: datetime, span: Span) -> datetime:
        return datetime.fromisoformat(str(self._reads[_deadline_key(start, span)]))

    def business_days_between(self, first: date, last: date) -> int:
        return int(self._reads[_between_key(first, last)])
