"""Stores what the personnel files say as a generation, in force at once or prepared for its day."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from approvals.hr.roster import Roster
from approvals.models import GenerationStatus, OrganisationGeneration, Post, Posting, StaffRecord, Unit
from approvals.office.office import Office
from approvals.routing.establishment import FOREVER
from approvals.services.record import record_organisation
from approvals.services.switch_organisation import switch_organisation

_BATCH = 1000


@transaction.atomic
def load_organisation(
    *, roster: Roster, office: Office, on: date, name: str, now: datetime, by: UUID | None = None
) -> OrganisationGeneration:
    """Store the roster for a day; what was prepared for the same day is replaced. Nobody sees it before that day."""
    in_force = OrganisationGeneration.objects.select_for_update().filter(status=GenerationStatus.IN_FORCE)
    in_force.first()  # of two loads for one day the later one replaces the other
    OrganisationGeneration.objects.filter(status=GenerationStatus.PREPARED, effective_on=on).delete()
    generation = OrganisationGeneration.objects.create(name=name, effective_on=on, rules=office.rules.to_json())
    people = _people(roster)
    Unit.objects.bulk_create(_units(roster, generation), batch_size=_BATCH)
    Post.objects.bulk_create(_posts(roster, generation, on), batch_size=_BATCH)
    StaffRecord.objects.bulk_create(_records(roster, generation, people), batch_size=_BATCH)
    Posting.objects.bulk_create(_postings(roster, generation, people), batch_size=_BATCH)
    body = {"generation": generation.pk, "name": name, "on": on.isoformat()}
    counts = {"units": len(roster.units), "people": len(roster.staff), "postings": len(roster.postings)}
    record_organisation(event="generation_prepared", by=by, now=now, body=body | counts)
    switch_organisation(now=now)
    return OrganisationGeneration.objects.get(pk=generation.pk)


def _people(roster: Roster) -> dict[str, UUID]:
    """Everybody's uuid by staff number. Who is new gets an account that is closed until the generation is in force."""
    person_model = get_user_model()
    known = set(person_model.objects.values_list("staff_number", flat=True))
    new = [
        person_model(staff_number=line.number, name=line.name, kana=line.kana, is_active=False)
        for line in roster.staff
        if line.number not in known
    ]
    person_model.objects.bulk_create(new, batch_size=_BATCH)
    return dict(person_model.objects.values_list("staff_number", "uuid"))


def _units(roster: Roster, generation: OrganisationGeneration) -> list[Unit]:
    return [
        Unit(
            generation=generation,
            code=unit.code,
            name=unit.name,
            kind=unit.kind.value,
            parent=unit.parent,
            en=unit.en,
            since=unit.since,
            until=_end(unit.until),
        )
        for unit in roster.units
    ]


def _posts(roster: Roster, generation: OrganisationGeneration, on: date) -> list[Post]:
    since = {unit.code: (unit.since, _end(unit.until)) for unit in roster.units}
    return [
        Post(
            generation=generation,
            key=post.key,
            unit=post.unit,
            kind=post.kind,
            title=post.title,
            covers=list(post.covers),
            since=since.get(post.unit, (on, None))[0],
            until=since.get(post.unit, (on, None))[1],
        )
        for post in roster.posts
    ]


def _records(roster: Roster, generation: OrganisationGeneration, people: dict[str, UUID]) -> list[StaffRecord]:
    return [
        StaffRecord(
            generation=generation,
            person=people[line.number],
            staff_number=line.number,
            name=line.name,
            kana=line.kana,
            card_number=line.card,
            employment=line.employment,
            since=line.since,
            until=_end(line.until),
        )
        for line in roster.staff
    ]


def _postings(roster: Roster, generation: OrganisationGeneration, people: dict[str, UUID]) -> list[Posting]:
    return [
        Posting(
            generation=generation,
            person=people[each.number],
            unit=each.unit,
            post=each.post,
            kind=each.kind,
            title=each.title,
            holding=each.holding.value,
            since=each.since,
            until=_end(each.until),
        )
        for each in roster.postings
    ]


def _end(until: date) -> date | None:
    return None if until == FOREVER else until
