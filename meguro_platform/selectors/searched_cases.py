"""The cases somebody looks for by words, a page at a time."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from approvals.selectors.found_cases import found_cases
from approvals.selectors.organisation import organisation_in_force
from meguro_platform.selectors.own_cases import PAGE, Cursor, OwnPage, page_of


def searched_cases(words: Sequence[str], person: UUID, *, on: date, after: Cursor | None = None) -> OwnPage:
    """Among those the person may read that day, the newest first. `words` are folded."""
    found = found_cases(
        words, person, organisation_in_force(), on, most=PAGE + 1, until=after.started_at if after else None
    )
    return page_of(found, after)
