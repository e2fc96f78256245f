"""The cases that hold the words somebody asks for, among those they may read."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from approvals.models import CaseWords
from approvals.routing.organisation import Organisation
from approvals.selectors.visibility import visible_cases
from forms.search_words import pairs_of
from workflow.models import Case


def found_cases(words: Sequence[str], person: UUID, organisation: Organisation, on: date) -> "QuerySet[Case]":
    """`words` are folded (`forms.search_words.asked_words`); every one must be there.

    Who may read and what is written stand beside each other, so the database begins with whichever leaves less.
    """
    pairs = sorted({pair for word in words for pair in pairs_of(word)})
    rows = CaseWords.objects.filter(terms__contains=pairs)
    for word in words:
        rows = rows.filter(text__contains=word)
    readable = Case.objects.filter(uuid__in=visible_cases(person, organisation, on))
    return readable.filter(uuid__in=rows.values("case"))
