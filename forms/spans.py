"""Lengths of time as people say them."""

import re
from datetime import timedelta

from forms.spec import Text

_DAYS_AND_HOURS = re.compile(r"([0-9]{1,3})-([0-9]{1,2})")
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def span(length: timedelta) -> Text:
    """16日, 47時間, 59分: whole units only, never more than there is; days from two days on."""
    if length >= 2 * _DAY:
        return _of(length // _DAY, "日", "day")
    if length >= _HOUR:
        return _of(length // _HOUR, "時間", "hour")
    return _of(max(length // _MINUTE, 0), "分", "minute")


def days_and_hours(written: str) -> Text | None:
    """20日7時間, as leave is counted, of what files write 20-07; None for anything else."""
    found = _DAYS_AND_HOURS.fullmatch(written)
    if not found:
        return None
    days, hours = _of(int(found[1]), "日", "day"), _of(int(found[2]), "時間", "hour")
    return Text(f"{days.ja}{hours.ja}", f"{days.en} {hours.en}") if int(found[2]) else days


def _of(number: int, ja: str, en: str) -> Text:
    return Text(f"{number}{ja}", f"{number} {en}{'' if number == 1 else 's'}")
