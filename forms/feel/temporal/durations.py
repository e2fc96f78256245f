"""The two kinds of durations: years with months, and days with hours, minutes and seconds."""

from dataclasses import dataclass

from forms.feel.temporal.times import DAY, SECOND


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """P1Y2M"""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.months < 0 else "") + "P" + (parts or "0M")


@dataclass(frozen=True, slots=True, order=True)
class DaysTime:
    """P1DT2H"""

    nanoseconds: int

    def __str__(self) -> str:
        days, rest = divmod(abs(self.nanoseconds), DAY)
        seconds, fraction = divmod(rest, SECOND)
        hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
        shown = f"{seconds}.{fraction:09}".rstrip("0") if fraction else str(seconds)
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{shown}S" if seconds or fraction else ""
        if not days and not clock:
            return "PT0S"
        sign = "-" if self.nanoseconds < 0 else ""
        return f"{sign}P{f'{days}D' if days else ''}{'T' + clock if clock else ''}"


def part(duration: DaysTime, unit: int, limit: int | None) -> int:
    """How many whole units it has, of which `limit` make the next larger one; negative in a negative duration."""
    count = abs(duration.nanoseconds) // unit
    count = count % limit if limit else count
    return -count if duration.nanoseconds < 0 else count
