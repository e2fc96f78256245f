"""Who may read which case: lists and pages start from here."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from approvals.models import CaseReader
from approvals.routing.organisation import Organisation


def subjects_of(person: UUID, organisation: Organisation, on: date) -> tuple[str, ...]:
    """What a person reads as: himself, and every unit he belongs to that day with the units above it."""
    units = {
        unit.code for posting in organisation.postings(str(person), on) for unit in organisation.upwards(posting.unit)
    }
    return (str(person), *(f"unit:{code}" for code in sorted(units)))


def visible_cases(person: UUID, organisation: Organisation, on: date) -> "QuerySet[CaseReader, UUID]":
    """uuids of the cases a person may read, for use as a subquery: `Case.objects.filter(uuid__in=…)`.

    One may stand there several times: a subquery of different ones would have to be made whole before it is used.
    """
    return CaseReader.objects.filter(subject__in=subjects_of(person, organisation, on)).values_list("case", flat=True)
