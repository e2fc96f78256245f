"""Puts a generated ward into the database: people who can't log in with a password, and a generation in force."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from approvals.models import (
    Absence,
    GenerationStatus,
    OrganisationGeneration,
    Post,
    Posting,
    SectionRole,
    StaffRecord,
    Unit,
)
from approvals.routing.establishment import FOREVER, Holding
from approvals.services.record import record_organisation
from approvals.ward.generate import Ward

_BEGINNING = date(2020, 4, 1)
_BATCH = 1000


class OrganisationExistsError(Exception):
    """A generation is in force already; nothing was changed."""

    def __str__(self) -> str:
        return "An organisation is in force already. The generated ward can only be loaded into an empty database."


@transaction.atomic
def load_ward(*, ward: Ward, name: str, now: datetime) -> OrganisationGeneration:
    """Store everybody and put the generation in force. Raises OrganisationExistsError."""
    if OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).exists():
        raise OrganisationExistsError
    office = ward.office
    generation = OrganisationGeneration(name=name, effective_on=_BEGINNING, rules=office.rules.to_json())
    generation.put_in_force()
    generation.save()
    _people(ward)
    Unit.objects.bulk_create(_units(ward, generation), batch_size=_BATCH)
    Post.objects.bulk_create(_posts(ward, generation), batch_size=_BATCH)
    StaffRecord.objects.bulk_create(_records(ward, generation), batch_size=_BATCH)
    Posting.objects.bulk_create(_postings(ward, generation), batch_size=_BATCH)
    SectionRole.objects.bulk_create(_duties(ward, generation), batch_size=_BATCH)
    Absence.objects.bulk_create(_absences(ward), batch_size=_BATCH)
    body = {"generation": generation.pk, "name": name, "people": len(ward.persons), "units": len(office.units)}
    record_organisation(event="generation_in_force", by=None, now=now, body=body)
    return generation


def _people(ward: Ward) -> None:
    person_model = get_user_model()
    rows = [
        person_model(uuid=person.uuid, staff_number=person.staff_number, name=person.name, kana=person.kana)
        for person in ward.persons
    ]
    person_model.objects.bulk_create(rows, batch_size=_BATCH)


def _units(ward: Ward, generation: OrganisationGeneration) -> Iterator[Unit]:
    for unit in ward.office.units:
        yield Unit(
            generation=generation,
            code=unit.code,
            name=unit.name,
            kind=unit.kind.value,
            parent=unit.parent,
            en=unit.en,
            since=_BEGINNING,
        )


def _posts(ward: Ward, generation: OrganisationGeneration) -> Iterator[Post]:
    for post in ward.office.heads:
        yield Post(
            generation=generation,
            key=post.key,
            unit=post.unit,
            kind=post.kind,
            title=post.title,
            covers=list(post.covers),
            since=_BEGINNING,
        )


def _records(ward: Ward, generation: OrganisationGeneration) -> Iterator[StaffRecord]:
    for person, employment in zip(ward.persons, ward.employments, strict=True):
        yield StaffRecord(
            generation=generation,
            person=person.uuid,
            staff_number=person.staff_number,
            name=person.name,
            kana=person.kana,
            card_number=person.card_number,
            employment=employment,
            since=_BEGINNING,
        )


def _postings(ward: Ward, generation: OrganisationGeneration) -> Iterable[Posting]:
    for posting in ward.postings:
        yield Posting(
            generation=generation,
            person=posting.person,
            unit=posting.unit,
            post=posting.post,
            kind=posting.kind,
            title=posting.title,
            holding=Holding(posting.holding).value,
            since=posting.since,
            until=_end(posting.until),
        )


def _duties(ward: Ward, generation: OrganisationGeneration) -> Iterator[SectionRole]:
    for holder in ward.role_holders:
        yield SectionRole(
            generation=generation,
            person=holder.person,
            unit=holder.unit,
            role=holder.role,
            since=holder.since,
            until=_end(holder.until),
        )


def _absences(ward: Ward) -> Iterator[Absence]:
    for absence in ward.absences:
        yield Absence(person=absence.person, since=absence.since, until=_end(absence.until), reason=absence.reason)


def _end(until: date) -> date | None:
    return None if until == FOREVER else until
