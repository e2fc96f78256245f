"""The organisation as it will be on the next day on which it changes, before that day, for those who prepare it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from approvals.models import GenerationStatus, OrganisationGeneration, Posting, SectionRole, Unit
from approvals.routing.establishment import RoleHolder
from approvals.routing.organisation import Organisation
from approvals.selectors.organisation import key_in_force, organisation_in_force, organisation_of
from forms.tokyo_time import TOKYO


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The organisation in force, and what becomes of it on a day."""

    day: date
    name: str
    """Of the generation that personnel has sent; empty when single rows of the one in force begin or end."""
    generation: int
    """Whose rows hold on that day."""
    before: Organisation
    after: Organisation
    dropped: tuple[RoleHolder, ...]
    """Duties that cannot go on: section or person is not there any more."""


def coming_organisation(now: datetime) -> Coming | None:
    """The prepared generation that comes first, else the next day on which a posting begins or ends.

    None when nothing changes. Raises NoOrganisationError.
    """
    key, today = key_in_force(), now.astimezone(TOKYO).date()
    prepared = OrganisationGeneration.objects.filter(status=GenerationStatus.PREPARED, effective_on__gt=today)
    first = prepared.order_by("effective_on", "pk").first()
    before = organisation_in_force(key)
    change = before.next_change(today)
    if first is not None and (change is None or first.effective_on <= change):
        return of_generation(first.pk, first.revision, key)
    if change is None:
        return None
    return Coming(day=change, name="", generation=before.generation, before=before, after=before, dropped=())


def duties_after(before: int, generation: int, day: date) -> tuple[list[SectionRole], list[SectionRole]]:
    """Duties of one generation that go on in another, where section and person are still there, and the others."""
    units = dict(Unit.objects.filter(generation=generation).values_list("code", "parent"))
    there = {
        (person, above)
        for person, unit in Posting.objects.filter(generation=generation).values_list("person", "unit")
        for above in (unit, units.get(unit))
    }
    kept: list[SectionRole] = []
    dropped: list[SectionRole] = []
    for duty in SectionRole.objects.filter(generation=before).exclude(until__lte=day):
        goes_on = duty.unit in units and (duty.person, duty.unit) in there
        (kept if goes_on else dropped).append(duty)
    return kept, dropped


@lru_cache(maxsize=2)  # every page of the lists asks for the same one
def of_generation(prepared: int, revision: int, key: str) -> Coming:
    """By its number, for a prepared generation is replaced and never changed."""
    generation, before = OrganisationGeneration.objects.get(pk=prepared), organisation_in_force(key)
    kept, dropped = duties_after(before.generation, prepared, generation.effective_on)
    after = organisation_of(generation, revision, kept)
    return Coming(
        day=generation.effective_on,
        name=generation.name,
        generation=prepared,
        before=before,
        after=after,
        dropped=tuple(RoleHolder(person=str(duty.person), unit=duty.unit, role=duty.role) for duty in dropped),
    )
