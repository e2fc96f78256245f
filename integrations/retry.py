"""When a call that failed for the moment is tried again.

Pure: the waiting itself is a column of the effect's row, so it survives any restart.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from workflow.engine.values import Retry, TimeUnit

LONGEST_DELAY = timedelta(days=1)
"""Doubling stops here: nobody waits longer than a day for the next try."""
LONGEST_RETRY_AFTER = timedelta(hours=1)
"""A receiver may ask us to wait, but not for ever."""


_SECONDS: dict[TimeUnit, int] = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "office_hours": 3600,
    "days": 86_400,
    "business_days": 86_400,
    "weeks": 7 * 86_400,
    "months": 30 * 86_400,
    "years": 365 * 86_400,
}
"""A pause between tries is not a deadline: machines do not keep office hours, so a working day is a day."""


def next_delay(retry: Retry, *, failed: int, retry_after: timedelta | None = None) -> timedelta | None:
    """How long to wait after the `failed`-th failed try; None when that was the last one.

    「5回 10秒から倍々」 is five tries with pauses of 10, 20, 40 and 80 seconds between them.

    What the receiver asked for with Retry-After lengthens the pause and never shortens it.
    """
    if failed >= retry.times:
        return None
    delay = min(timedelta(seconds=_SECONDS[retry.first.unit]) * min(retry.first.amount, 86_400), LONGEST_DELAY)
    if retry.doubling:
        for _ in range(failed - 1):
            delay = min(delay * 2, LONGEST_DELAY)
            if delay in (LONGEST_DELAY, timedelta()):
                break
    return max(delay, retry_after or timedelta())


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as an HTTP date, at most an hour; None if absent or unreadable."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_RETRY_AFTER)
