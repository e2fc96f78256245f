"""Who may read which case: lists and pages start from here."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

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


_READ_AS = "(SELECT r.case_id FROM approvals_case_reader r {joined} WHERE {condition} AND r.subject = "
_NEWEST = _READ_AS + "%s AND r.started_at < %s ORDER BY r.started_at DESC FETCH FIRST %s ROWS WITH TIES)"
_AT_ONCE = _READ_AS + "ANY(%s) AND r.started_at = %s)"


def newest_visible(
    subjects: Sequence[str],
    *,
    most: int,
    until: datetime | None,
    joined: str,
    condition: str,
    values: Sequence[object],
) -> RawSQL:
    """The same for a list that begins with the newest: uuids of cases under a condition, among them the newest `most`.

    `until`: only those that started then or before. What a person reads as himself and as each of his units is asked
    for by itself, because an index gives each in the order of the list: a word of every case is found after a page.
    Cases that started at one instant stay together, so that whoever turns pages misses none of them.
    """
    parts = [_NEWEST] * len(subjects)
    given = [value for subject in subjects for value in (*values, subject, until or "infinity", most)]
    if until:
        parts.append(_AT_ONCE)
        given += [*values, list(subjects), until]
    return RawSQL(" UNION ALL ".join(parts).format(joined=joined, condition=condition), given)
