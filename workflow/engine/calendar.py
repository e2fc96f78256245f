"""The office's days: which are open, how many lie between two dates, when a deadline ends."""

import hashlib
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.engine.values import Due, Span

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """Open and closed days of one office. Days after the last listed closed date know only the closed weekdays.

    Counting follows the ward's rule: the day itself is not counted, a deadline ends at close of business,
    and one that falls on a closed day ends on the next open day.
    """

    version: str
    """SHA-256 of the content; journaled with every deadline that was computed from it."""
    closed_weekdays: frozenset[int]
    """Monday is 0."""
    closed_dates: tuple[date, ...]
    """Sorted; only dates on weekdays that are otherwise open."""
    opens_at: time
    closes_at: time
    zone: ZoneInfo

    @classmethod
    def of(
        cls, *, closed_weekdays: Iterable[int], closed_dates: Iterable[date], opens_at: time, closes_at: time, zone: str
    ) -> "BusinessCalendar":
        """The calendar with this content. Raises ValueError when no weekday is open or the office never opens."""
        weekdays = frozenset(closed_weekdays)
        if len(weekdays) >= _WEEK or opens_at >= closes_at:
            raise ValueError("a calendar needs an open weekday and opening hours")
        dates = tuple(sorted({day for day in closed_dates if day.weekday() not in weekdays}))
        content = [zone, str(opens_at), str(closes_at), *map(str, sorted(weekdays)), *map(date.isoformat, dates)]
        return cls(
            version=hashlib.sha256("\n".join(content).encode()).hexdigest(),
            closed_weekdays=weekdays,
            closed_dates=dates,
            opens_at=opens_at,
            closes_at=closes_at,
            zone=ZoneInfo(zone),
        )

    def is_open(self, day: date) -> bool:
        """Whether the office works on this day."""
        if day.weekday() in self.closed_weekdays:
            return False
        place = bisect_left(self.closed_dates, day)
        return place == len(self.closed_dates) or self.closed_dates[place] != day

    def business_days_between(self, first: date, last: date) -> int:
        """How many open days lie from `first` to `last`, both counted; 0 when `last` is before `first`."""
        if last < first:
            return 0
        weeks, rest = divmod((last - first).days + 1, _WEEK)
        tail = sum((first.weekday() + step) % _WEEK not in self.closed_weekdays for step in range(rest))
        closed = bisect_right(self.closed_dates, last) - bisect_left(self.closed_dates, first)
        return weeks * (_WEEK - len(self.closed_weekdays)) + tail - closed

    def next_open(self, day: date) -> date:
        """This day if it is open, else the next open one."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day

    def business_days_before(self, day: date, count: int) -> date:
        """The open day `count` business days before `day`, which is not counted.

        Raises OverflowError for days before the year 1.
        """
        while count > 0:
            day -= timedelta(days=1)
            count -= self.is_open(day)
        return day

    def _open_day(self, day: date, closed: str) -> date:
        """The day itself if the office is open or that does not matter, else the next or the previous open one."""
        if closed == "next":
            return self.next_open(day)
        while closed == "previous" and not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """The open day `count` business days after `day`, which is not counted; 0: `day` or the next open day.

        Raises OverflowError for days after the year 9999, ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("business days are added, never taken away")
        if count == 0:
            return self.next_open(day)
        reached = day + timedelta(days=count)
        while (missing := count - self.business_days_between(day + timedelta(days=1), reached)) > 0:
            reached += timedelta(days=missing)
        return reached

    def deadline(self, start: datetime, span: Span) -> datetime:
        """The instant, in UTC, at which `span` counted from `start` ends. Raises OverflowError after the year 9999."""
        match span.unit:
            case "seconds":
                return start + timedelta(seconds=span.amount)
            case "minutes":
                return start + timedelta(minutes=span.amount)
            case "hours":
                return start + timedelta(hours=span.amount)
            case "office_hours":
                return self._after_office_hours(start, timedelta(hours=span.amount))
            case "business_days" if span.amount < 0:
                return self.close_of(self.business_days_before(self.local_day(start), -span.amount))
            case "business_days":
                return self.close_of(self.add_business_days(self.local_day(start), span.amount))
            case _:
                closed = span.closed if isinstance(span, Due) else "next"
                return self.close_of(self._open_day(_add_calendar(self.local_day(start), span), closed))

    def local_day(self, instant: datetime) -> date:
        """The date an instant has at the office."""
        return instant.astimezone(self.zone).date()

    def close_of(self, day: date) -> datetime:
        """Close of business of a day, in UTC."""
        return self._at(day, self.closes_at)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _after_office_hours(self, start: datetime, left: timedelta) -> datetime:
        day = self.next_open(self.local_day(start))
        begin = max(start.astimezone(UTC), self._at(day, self.opens_at))
        while (today := self.close_of(day) - begin) < left:
            left -= max(today, timedelta())
            day = self.next_open(day + timedelta(days=1))
            begin = self._at(day, self.opens_at)
        return begin + left


_MARCH = 3


def _add_calendar(day: date, span: Span) -> date:
    """Days, weeks, months or years later or earlier, or the end of a month or fiscal year.

    The day itself is not counted (civil code, articles 140 and 143): a month that begins after the last day of a month
    is a whole one and ends on the last day of the next; a month without the day ends on its last one.
    """
    match span.unit:
        case "days" | "weeks":
            return day + timedelta(days=span.amount * (_WEEK if span.unit == "weeks" else 1))
        case "month_end":
            return _month(day, span.amount, last=True)
        case "fiscal_year_end":
            years = span.amount + (day.month > _MARCH)
            return _month(day.replace(month=_MARCH, day=1), 12 * years, last=True)
    months = span.amount * (12 if span.unit == "years" else 1)
    return _month(day, months, last=months > 0 and day.day == monthrange(day.year, day.month)[1])


def _month(day: date, months: int, *, last: bool) -> date:
    """The same day, or the last, of a month so many months later. Raises OverflowError beyond the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("date value out of range")
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, length if last else min(day.day, length))
