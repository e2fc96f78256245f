"""Days of the calendar, in years far beyond those Python's own dates know."""

from dataclasses import dataclass

MOST_YEARS = 999_999_999
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_OF_400_YEARS = 146_097
_FROM_MARCH_0000_TO_1970 = 719_468


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day. Make one with `date_of`, which refuses days that do not exist."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


def date_of(year: int, month: int, day: int) -> Date | None:
    """The day, or None where the calendar has no such day."""
    if abs(year) > MOST_YEARS or not 1 <= month <= 12 or not 1 <= day <= length_of_month(year, month):
        return None
    return Date(year, month, day)


def length_of_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_since_1970(day: Date) -> int:
    """The number of the day. Years are counted from March, so that the leap day comes last."""
    year = day.year - (day.month <= 2)
    of_year = (153 * (day.month + (-3 if day.month > 2 else 9)) + 2) // 5 + day.day - 1
    era, year_of_era = divmod(year, 400)
    of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + of_year
    return era * _DAYS_OF_400_YEARS + of_era - _FROM_MARCH_0000_TO_1970


def day_number(number: int) -> Date | None:
    """The day with this number; None outside the years that exist."""
    era, of_era = divmod(number + _FROM_MARCH_0000_TO_1970, _DAYS_OF_400_YEARS)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + (3 if shifted < 10 else -9)
    return date_of(year_of_era + era * 400 + (month <= 2), month, day)


def months_later(day: Date, months: int) -> Date | None:
    """The same day of another month; the 31st becomes the last day of a shorter one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date_of(year, month + 1, min(day.day, length_of_month(year, month + 1)))


def weekday(day: Date) -> int:
    """1 for Monday, 7 for Sunday."""
    return (days_since_1970(day) + 3) % 7 + 1


def day_of_year(day: Date) -> int:
    return days_since_1970(day) - days_since_1970(Date(day.year, 1, 1)) + 1


def week_of_year(day: Date) -> int:
    """By ISO 8601: the first week is the one with the first Thursday."""
    week = (day_of_year(day) - weekday(day) + 10) // 7
    if week < 1:
        return week_of_year(Date(day.year - 1, 12, 31))
    if week == 53 and weekday(Date(day.year, 12, 31)) < 4:
        return 1
    return week
