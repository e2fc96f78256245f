"""Draws the people of a spot check, so that nobody chooses them and anybody can draw the same ones again."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.issuance.difference import compare
from forms.spec import Text

SIZE = 10
_MUCH_CHANGED = 3
_NEW = 3
CHANGED = Text("前の月から大きく変わった", "changed much since the month before")
NEW = Text("前の月にいない", "not there the month before")
BY_LOT = Text("くじ", "by lot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Somebody whose figures are compared with the ledger."""

    number: str
    """The staff number."""
    why: Text


def draw(now: Mapping[str, int], before: Mapping[str, int], *, seed: str) -> tuple[Drawn, ...]:
    """Ten people of one figure each: where mistakes are likely, and the rest by lot; all when there are no more.

    `seed`: the hash of the file, which nobody can choose. `before`: empty where there is no month before.
    """
    found = dict[str, Text]()
    if before:
        compared = compare(now, before)
        found |= dict.fromkeys([each.who for each in compared.changed[:_MUCH_CHANGED]], CHANGED)
        found |= dict.fromkeys(_by_lot(compared.new, seed)[:_NEW], NEW)
    others = _by_lot((number for number in now if number not in found), seed)
    found |= dict.fromkeys(others[: SIZE - len(found)], BY_LOT)
    return tuple(Drawn(number=number, why=why) for number, why in found.items())


def _by_lot(numbers: Iterable[str], seed: str) -> list[str]:
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).digest())
