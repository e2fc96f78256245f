"""The cases that hold the words somebody asks for, among those they may read."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from approvals.models import CaseWords
from approvals.routing.organisation import Organisation
from approvals.selectors.visibility import visible_cases
from forms.search_words import pairs_of


def found_cases(
    words: Sequence[str], person: UUID, organisation: Organisation, on: date
) -> "QuerySet[CaseWords, UUID]":
    """uuids, for use as a subquery. `words` are folded (`forms.search_words.asked_words`); every one must be there."""
    pairs = sorted({pair for word in words for pair in pairs_of(word)})
    rows = CaseWords.objects.filter(case__in=visible_cases(person, organisation, on), terms__contains=pairs)
    for word in words:
        rows = rows.filter(text__contains=word)
    return rows.values_list("case", flat=True)
