"""Why cases came back to those who have to correct them."""

from collections.abc import Iterable
from uuid import UUID

from approvals.selectors.journal_sentences import Sentence, sentences
from workflow.models import Case


def sent_back(cases: Iterable[UUID], language: str) -> dict[UUID, Sentence]:
    """The act that sent each of them back, for a short list of cases the reader may read; others are left out."""
    found = {}
    for case in Case.objects.filter(uuid__in=list(cases)).defer("state"):
        acts = [sentence for sentence in sentences(case, language) if sentence.kind == "person"]
        if acts and acts[-1].sent_back_to:
            found[case.uuid] = acts[-1]
    return found
