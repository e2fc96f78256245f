"""The organisation as it will be on a day: for commands that look ahead, never for pages of everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.models import GenerationStatus, OrganisationGeneration
from approvals.routing.organisation import Organisation
from approvals.selectors.coming_organisation import of_generation
from approvals.selectors.organisation import key_in_force, organisation_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An organisation, and a day on which something is asked of it."""

    organisation: Organisation
    day: date
    is_prepared: bool
    """What personnel has sent for that day: nobody else knows it yet."""


def scene_on(day: date) -> Scene:
    """The newest generation whose day has come by then; else the one in force. Raises NoOrganisationError."""
    key = key_in_force()
    prepared = OrganisationGeneration.objects.filter(status=GenerationStatus.PREPARED, effective_on__lte=day)
    newest = prepared.order_by("effective_on", "pk").last()
    if newest is None:
        return Scene(organisation=organisation_in_force(key), day=day, is_prepared=False)
    return Scene(organisation=of_generation(newest.pk, newest.revision, key).after, day=day, is_prepared=True)


def scenes_ahead(today: date) -> Iterator[Scene]:
    """Today, the next day on which a posting begins or ends, and the day of each generation that is prepared.

    Raises NoOrganisationError.
    """
    yield scene_on(today)
    prepared = OrganisationGeneration.objects.filter(status=GenerationStatus.PREPARED, effective_on__gt=today)
    days = set(prepared.values_list("effective_on", flat=True))
    change = organisation_in_force().next_change(today)
    yield from map(scene_on, sorted(days | ({change} if change else set())))
