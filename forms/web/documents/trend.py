"""Bars of one figure over the months, drawn on the server; the list of months beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, FOOT = 280, 120, 28
_GAP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month."""

    x: float
    y: float
    width: float
    height: float
    label_x: float
    label: str
    amount: int
    current: bool


def bars(months: Sequence[tuple[date, int]], current: date | None) -> list[Bar]:
    """A bar for each month, the earliest first; the highest fills the height, negative amounts have none."""
    if not months:
        return []
    step = WIDTH / max(len(months), 6)
    top = max(*(amount for _, amount in months), 1)
    room = HEIGHT - FOOT - 10
    drawn = []
    for place, (month, amount) in enumerate(months):
        height = round(max(0, amount) / top * room, 1)
        x, width = round(place * step + _GAP / 2, 1), round(step - _GAP, 1)
        drawn.append(
            Bar(
                x=x,
                y=round(HEIGHT - FOOT - height, 1),
                width=width,
                height=height,
                label_x=round(x + width / 2, 1),
                label=str(month.month),
                amount=amount,
                current=month == current,
            )
        )
    return drawn
