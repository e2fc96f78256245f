"""Until when somebody is away whom a case waits for, or for whom a deputy decides."""

from dataclasses import dataclass
from datetime import date, timedelta

from approvals.routing.establishment import FOREVER
from approvals.selectors.open_case import OpenCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Why he is away is nobody's business here."""

    name: str
    last: date | None
    """The last day; None while nobody knows."""

    @property
    def back(self) -> date:
        """The first day on which he is there."""
        return self.last + timedelta(days=1) if self.last else FOREVER


def away(case: OpenCase, person: str) -> Away | None:
    """None for whoever is there today."""
    back = case.organisation.back_on(person, case.day)
    if back == case.day:
        return None
    return Away(name=case.people.name(person), last=None if back == FOREVER else back - timedelta(days=1))
