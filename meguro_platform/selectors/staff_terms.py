"""The staff as files of other systems are compared with it: everybody's times in office by staff number."""

from collections import defaultdict
from datetime import timedelta
from functools import lru_cache

from approvals.models import OrganisationGeneration, StaffRecord
from approvals.selectors.organisation import NoOrganisationError, key_in_force, organisation_in_force
from integrations.layouts.staff import StaffList, Term


def staff_in_force() -> StaffList | None:
    """The staff of the organisation in force; None when there is none."""
    try:
        return _staff(key_in_force())
    except NoOrganisationError:
        return None


@lru_cache(maxsize=2)
def _staff(key: str) -> StaffList:
    organisation, generation = organisation_in_force(key), OrganisationGeneration.objects.get(status="in_force")
    terms: dict[str, list[Term]] = defaultdict(list)
    rows = StaffRecord.objects.filter(generation=generation).order_by("since")
    for person, number, name, kana, kind, since, until in rows.values_list(
        "person", "staff_number", "name", "kana", "employment", "since", "until"
    ):
        last = until - timedelta(days=1) if until else None
        posting = organisation.main_posting(str(person), max(since, last) if last else since)
        later = organisation.main_posting(str(person), generation.effective_on)
        at = later or posting
        terms[number].append(Term(name=name, kana=kana, unit=at.unit if at else "", kind=kind, since=since, until=last))
    return {number: tuple(found) for number, found in terms.items()}
