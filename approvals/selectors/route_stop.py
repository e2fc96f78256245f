"""One stop on the way of a case through people, as pages draw it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from approvals.selectors.open_case import OpenCase
from approvals.selectors.people_shown import Shown
from forms.tokyo_time import TOKYO
from forms.wareki import write_short_date

State = Literal["done", "now", "next", "later", "void", "back"]
MOST_NAMES = 3
LATER = ("後閲", "later view")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One human step on the way."""

    node: str
    step: str
    state: State
    """later: passed over, he looks afterwards (後閲). void: a send-back undid it. back: it went back from here."""
    kind: str
    people: tuple[Shown, ...] = ()
    who: str = ""
    """The people in one line; a unit where many may act."""
    post: str = ""
    mark: str = ""
    mark_is_seal: bool = False
    unit: str = ""
    """Two or three characters of the unit, for the seal."""
    surname: str = ""
    day: str = ""
    """8.12.9, for the seal."""
    at: datetime | None = None
    due_at: datetime | None = None
    verdict: str = ""
    round: int = 1
    seen: bool = False
    """Of a later view: whether he has looked."""


def several(case: OpenCase, names: list[str]) -> str:
    """Names in one line, as many as there is room for."""
    joined = case.people.pick(("、", ", ")).join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return joined + case.people.pick((f"ほか{more}人", f" and {more} more")) if more > 0 else joined


def short_unit(case: OpenCase, unit: str) -> str:
    """人事課人事係 is 人事 on a seal."""
    found = case.organisation.units.get(unit)
    return found.name[:2] if found else ""


def seal_day(at: datetime) -> str:
    """8.12.9, as on a seal."""
    return write_short_date(at.astimezone(TOKYO).date()).removeprefix("R")
