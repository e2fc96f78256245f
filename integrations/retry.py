"""When a call that failed for the moment is tried again.

Pure: the waiting itself is a column of the effect's row, so it survives any restart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

LONGEST_DELAY = timedelta(days=1)
"""Doubling stops here: nobody waits longer than a day for the next try."""
LONGEST_RETRY_AFTER = timedelta(hours=1)
"""A receiver may ask us to wait, but not for ever."""


class Growth(StrEnum):
    """How the pauses between tries develop: から倍々 or ごと."""

    DOUBLING = "doubling"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """The definition's 再試行, e.g. 「5回 10秒から倍々」: five tries, pauses of 10, 20, 40 and 80 seconds."""

    tries: int
    """How often the call is made at most, the first time included."""
    first_delay: timedelta
    growth: Growth


def next_delay(policy: RetryPolicy, *, failed: int, retry_after: timedelta | None = None) -> timedelta | None:
    """How long to wait after the `failed`-th failed try; None when that was the last one.

    What the receiver asked for with Retry-After lengthens the pause and never shortens it.
    """
    if failed >= policy.tries:
        return None
    delay = min(policy.first_delay, LONGEST_DELAY)
    if policy.growth is Growth.DOUBLING:
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
