"""Delegations that a change of the organisation ends: whoever gave them, or whom they name, is not there any more."""

from datetime import date
from enum import StrEnum

from approvals.routing.delegates import people_meant
from approvals.routing.establishment import Delegation
from approvals.routing.organisation import Organisation


class DelegationEnd(StrEnum):
    """Why one ends on the day."""

    LEFT = "left"
    """Whoever gave it works here no more."""
    MOVED = "moved"
    """He no longer holds the post for which he gave it."""
    NOBODY = "nobody"
    """Nobody is there whom it names."""


def delegation_end(
    given: Delegation, before: Organisation, after: Organisation, today: date, day: date
) -> DelegationEnd | None:
    """Why a delegation ends when one organisation follows another; None when it goes on.

    One for a unit goes on while its giver has anything there; any other one while his main post is the same.
    """
    held = after.postings(given.principal, day)
    if not held:
        return DelegationEnd.LEFT
    if given.unit:
        below = set(after.below(given.unit))
        if not any(posting.unit in below for posting in held):
            return DelegationEnd.MOVED
    else:
        main = before.main_posting(given.principal, today)
        if main is not None and (main.unit, main.title) != (held[0].unit, held[0].title):
            return DelegationEnd.MOVED
    people = people_meant(given.to, after, day)
    return None if any(after.postings(person, day) for person in people) else DelegationEnd.NOBODY
