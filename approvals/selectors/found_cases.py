"""The cases that hold the words somebody asks for, among those they may read."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from approvals.routing.organisation import Organisation
from approvals.selectors.visibility import newest_visible, subjects_of
from forms.search_words import pairs_of
from workflow.models import Case


def found_cases(
    words: Sequence[str],
    person: UUID,
    organisation: Organisation,
    on: date,
    *,
    most: int,
    until: datetime | None = None,
) -> "QuerySet[Case]":
    """Among them the newest `most` that started `until` then.

    `words` are folded (`forms.search_words.asked_words`); every one must be there.
    """
    pairs = sorted({pair for word in words for pair in pairs_of(word)})
    found = newest_visible(
        subjects_of(person, organisation, on),
        most=most,
        until=until,
        joined="JOIN approvals_case_words w ON w.case_id = r.case_id",
        condition=" AND ".join(["w.terms @> %s::varchar[]", *("w.text LIKE %s" for _ in words)]),
        values=[pairs, *(f"%{connection.ops.prep_for_like_query(word)}%" for word in words)],
    )
    return Case.objects.filter(uuid__in=found)
