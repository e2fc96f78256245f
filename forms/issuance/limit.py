"""How far a total may be from the one before, and what is said of one that was compared."""

from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from forms.spec import Text


class Limit(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What the layout of the file said about one total when the rows were kept."""

    percent: int
    except_months: tuple[int, ...] = ()
    """Months in which the comparison says nothing: April has six months of commuting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Whether a total is within its limit, with the limit it was judged by."""

    words: Text
    is_inside: bool | None
    """None where this month is not judged."""


def is_beyond(percent: int, now: int, before: int) -> bool:
    """Whether a total has moved further than so many percent of what it was."""
    return abs(now - before) * 100 > percent * abs(before)


def judged(limit: Limit | None, now: int, before: int, month: date | None) -> Judged | None:
    """None for a total of which no layout says how far it may be from the one before."""
    if limit is None:
        return None
    if month is not None and month.month in limit.except_months:
        words = Text(f"{month.month}月は比べない", "not compared in this month")
        return Judged(words=words, is_inside=None)
    if is_beyond(limit.percent, now, before):
        return Judged(words=Text(f"範囲外 ±{limit.percent}%", f"beyond ±{limit.percent} %"), is_inside=False)
    return Judged(words=Text(f"範囲内 ±{limit.percent}%", f"within ±{limit.percent} %"), is_inside=True)
