"""One figure over the months as bars, drawn on the server; a table or a list beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEAD, ROOM, FOOT = 280, 20, 84, 24
"""The scale stands above the bars, the months below them."""
_GAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month."""

    x: float
    y: float
    width: float
    height: float
    label_x: float
    month: date
    amount: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The bars between a line at the highest amount and the line of nothing."""

    bars: tuple[Bar, ...]
    highest: int
    top: int = HEAD
    base: int = HEAD + ROOM
    width: int = WIDTH
    height: int = HEAD + ROOM + FOOT


def chart(months: Sequence[tuple[date, int]], current: date | None) -> Chart | None:
    """A bar for each month, the earliest first; negative amounts have none. None with fewer than two to compare."""
    if len(months) < 2:
        return None
    step = WIDTH / max(len(months), 6)
    highest = max(*(amount for _, amount in months), 1)
    drawn = []
    for place, (month, amount) in enumerate(months):
        height = round(max(0, amount) / highest * ROOM, 1)
        x, width = round(place * step + _GAP / 2, 1), round(step - _GAP, 1)
        drawn.append(
            Bar(
                x=x,
                y=round(HEAD + ROOM - height, 1),
                width=width,
                height=height,
                label_x=round(x + width / 2, 1),
                month=month,
                amount=amount,
                current=month == current,
            )
        )
    return Chart(bars=tuple(drawn), highest=highest)
