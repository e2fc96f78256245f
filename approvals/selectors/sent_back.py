"""Why cases came back to those who have to correct them."""

from collections.abc import Iterable
from uuid import UUID

from approvals.selectors.journal_sentences import Sentence, sentences
from workflow.models import Case

_LATEST = 10
"""Entries of a journal that are read; systems may have answered since the act."""


def sent_back(cases: Iterable[UUID], language: str) -> dict[UUID, Sentence]:
    """The act that sent each of them back, for a short list of cases the reader may read; others are left out."""
    found = {}
    for case in Case.objects.filter(uuid__in=list(cases)).defer("state"):
        latest = sentences(case, language, after=case.journal_seq - _LATEST)
        acts = [sentence for sentence in latest if sentence.kind == "person"]
        if acts and acts[-1].sent_back_to:
            found[case.uuid] = acts[-1]
    return found
