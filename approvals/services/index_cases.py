"""Takes up new answers for searching: after the act, so that nobody waits for it."""

from approvals.models import CaseWords
from approvals.selectors.unindexed_cases import unindexed_cases
from forms.search_words import pairs_of

AT_ONCE = 200


def index_cases() -> int:
    """Make up to `AT_ONCE` cases findable as they are now; how many were not. Safe to run twice at once."""
    found = unindexed_cases(AT_ONCE)
    rows = [
        CaseWords(case_id=each.case, submission=each.submission, text=each.text, terms=sorted(pairs_of(each.text)))
        for each in found
    ]
    CaseWords.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=["submission", "text", "terms"]
    )
    return len(rows)
