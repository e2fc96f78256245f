"""How pages write dates, times, deadlines and sums, in Japanese and English."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from forms.tokyo_time import TOKYO, write_instant
from forms.wareki import MONTHS_EN, WEEKDAYS, WEEKDAYS_EN, write_date

_IN_HOURS = 48
"""From here on lengths of time are said in days."""
_NEAR_DAYS = {
    "ja": {-1: "きのう", 0: "きょう", 1: "あす"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def local(when: date | datetime) -> date:
    """The day in Tokyo on which an instant lies; a day is itself."""
    return when.astimezone(TOKYO).date() if isinstance(when, datetime) else when


def full_date(when: date | datetime, language: str) -> str:
    """For running text: 令和8年12月9日（水）."""
    return write_date(local(when), language)


def clock(when: datetime) -> str:
    """9:41, in Tokyo."""
    there = when.astimezone(TOKYO)
    return f"{there.hour}:{there.minute:02}"


def full_moment(when: datetime, language: str) -> str:
    """令和8年12月9日（水）9:41."""
    return write_instant(when, language)


def day_with_weekday(when: date | datetime, language: str, today: date) -> str:
    """12月18日（金）; another year than this is named: 令和9年1月8日（金）."""
    day = local(when)
    if day.year != today.year:
        return write_date(day, language)
    if language == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def near_day(day: date, language: str, today: date) -> str:
    """きょう, あす 12月10日（木）, 12月18日（金）."""
    near = _NEAR_DAYS[language].get((day - today).days)
    written = day_with_weekday(day, language, today)
    return near if near and day == today else f"{near} {written}" if near else written


def lasting(span: timedelta, language: str) -> str:
    """How long something took: 1時間未満, 17時間, 3日."""
    hours = round(span / timedelta(hours=1))
    if hours < 1:
        return "less than an hour" if language == "en" else "1時間未満"
    if hours < _IN_HOURS:
        return f"{hours} hour{'s' if hours > 1 else ''}" if language == "en" else f"{hours}時間"
    days = round(hours / 24)
    return f"{days} days" if language == "en" else f"{days}日"


def moment(when: datetime, language: str, now: datetime) -> str:
    """When something happened, seen from now: きょう 9:41, きのう 16:20, 12/4 17:00; in another year the whole date."""
    day, today = local(when), local(now)
    near = _NEAR_DAYS[language].get((day - today).days)
    if near:
        return f"{near} {clock(when)}"
    if day.year == today.year:
        written = f"{day.day} {MONTHS_EN[day.month - 1]}" if language == "en" else f"{day.month}/{day.day}"
        return f"{written} {clock(when)}"
    return full_moment(when, language)


def deadline(due: date | datetime, language: str, now: datetime) -> str:
    """Until when: きょう 17:15 まで, あす 12月10日（木）, 12月18日（金）, おくれ 12月8日（火）.

    The weekday is always shown, but for today.
    """
    day, today = local(due), local(now)
    written = day_with_weekday(day, language, today)
    if is_late(due, now):
        return f"overdue since {written}" if language == "en" else f"おくれ {written}"
    if day == today:
        until = clock(due) if isinstance(due, datetime) else ""
        return f"today {until}".strip() if language == "en" else f"きょう {until} まで".replace("  ", " ")
    near = _NEAR_DAYS[language].get((day - today).days)
    return f"{near} {written}" if near else written


def deadline_tone(due: date | datetime, now: datetime) -> str:
    """How near a deadline is, as the due tag draws it: now (today or late), soon (within three days), or nothing."""
    left = local(due) - local(now)
    if is_late(due, now) or left <= timedelta(0):
        return "now"
    return "soon" if left <= timedelta(days=3) else ""


def is_late(due: date | datetime, now: datetime) -> bool:
    """A day is over at its end, an instant at once."""
    return due < now if isinstance(due, datetime) else due < local(now)


def number(value: int | Decimal) -> str:
    """1,364,000."""
    return f"{value:,}"


def change(value: int | Decimal, language: str) -> str:
    """A difference: ＋5,900, －1,628, 同じ."""
    if value == 0:
        return "same" if language == "en" else "同じ"
    return f"{'＋' if value > 0 else '－'}{abs(value):,}"


def yen(value: int | Decimal, language: str) -> str:
    """1,364,000円, in English ¥1,364,000."""
    if language == "en":
        return f"-¥{-value:,}" if value < 0 else f"¥{value:,}"
    return f"{value:,}円"
