"""How long it still is, or has been, as people say it."""

from datetime import timedelta

from forms.spec import Text

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def span(length: timedelta) -> Text:
    """16日, 47時間, 59分: whole units only, never more than there is; days from two days on."""
    if length >= 2 * _DAY:
        return _of(length // _DAY, "日", "day")
    if length >= _HOUR:
        return _of(length // _HOUR, "時間", "hour")
    return _of(max(length // _MINUTE, 0), "分", "minute")


def _of(number: int, ja: str, en: str) -> Text:
    return Text(f"{number}{ja}", f"{number} {en}{'' if number == 1 else 's'}")
