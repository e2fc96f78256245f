"""Rights follow the organisation: one group per unit and role, its members recomputed, never a right for one person.

Groups are called `definitions:<unit>` (who write the procedures of an office), `documents:<unit>` (who prepare and hand
over personal documents) and `<permission>:<unit>` (who look after the platform). What changes is journaled in the
stream of grants.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from guardian.models import GroupObjectPermission
from guardian.shortcuts import assign_perm

from approvals.routing.organisation import Organisation
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.owned_procedures import Owned, kinds_by_office, procedures_by_office
from forms.tokyo_time import TOKYO
from workflow.engine.state import Actor
from workflow.services.journal_rows import Entry, append

DEFINITIONS = "definitions"
"""Role of a group whose members write the procedures of a unit."""
OF_A_PROCEDURE = ("workflow.edit_definition", "workflow.publish_definition")
DOCUMENTS = "documents"
"""Role of a group whose members handle the kinds of documents of a unit."""
OF_A_DOCUMENT_KIND = ("forms.handle_documentkind",)
STREAM = "ward"
"""The one stream of grants."""


@transaction.atomic
def recompute_groups(*, now: datetime) -> int:
    """Make groups, their rights and their members what the organisation says today; answers how many changed.

    To be called after an organisation, a procedure or a kind of document was put in force, and once each day, because
    postings begin and end by date. One caller waits for the other. Raises NoOrganisationError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('grants', 0))")
    organisation, today = organisation_in_force(), now.astimezone(TOKYO).date()
    changes = _platform(organisation, today)
    changes += _owned(DEFINITIONS, OF_A_PROCEDURE, procedures_by_office(), organisation, today)
    changes += _owned(DOCUMENTS, OF_A_DOCUMENT_KIND, kinds_by_office(), organisation, today)
    for change in changes:
        body = json.dumps(change, ensure_ascii=False, sort_keys=True).encode()
        append(
            Entry(kind="grants", stream=STREAM, event="group_changed", at=now, actor=Actor(kind="system"), body=body)
        )
    return len(changes)


def _platform(organisation: Organisation, on: date) -> list[dict[str, object]]:
    """Groups with a right on the whole platform."""
    changes = []
    for right, units in settings.RIGHTS_OF_UNITS.items():
        permission = _permission(right)
        for unit in units:
            group = _group(f"{right}:{unit}")
            given = not group.permissions.filter(pk=permission.pk).exists()
            group.permissions.add(permission)
            changes.append(_change(group, _fill(group, organisation, unit, on), given=[right] if given else []))
        for outdated in Group.objects.filter(name__startswith=f"{right}:"):
            if outdated.name.partition(":")[2] not in units:
                changes.append(_change(outdated, _empty(outdated), taken=[right]))
                outdated.delete()
    return [change for change in changes if change is not None]


def _owned(
    role: str, rights: tuple[str, ...], owned: Mapping[str, Sequence[Owned]], organisation: Organisation, on: date
) -> list[dict[str, object]]:
    """Groups with rights on what belongs to one office."""
    codes = {unit for unit in owned if unit in organisation.units}
    for right in rights:
        _permission(right)
    changes = []
    for unit in sorted(codes):
        group = _group(f"{role}:{unit}")
        given = []
        held = _held(group)
        for thing in owned[unit]:
            if str(thing.pk) not in held:
                given.append(thing.key)
                for right in rights:
                    assign_perm(right, group, thing)
        changes.append(_change(group, _fill(group, organisation, unit, on), given=given))
    for group in Group.objects.filter(name__startswith=f"{role}:"):
        unit = group.name.partition(":")[2]
        changes.append(_take_back(group, {str(each.pk) for each in owned.get(unit, ())} if unit in codes else set()))
    return [change for change in changes if change is not None]


def _take_back(group: Group, rightful: set[str]) -> dict[str, object] | None:
    """What went to another office; a group without anything loses its members too."""
    taken = []
    for row in GroupObjectPermission.objects.filter(group=group).exclude(object_pk__in=rightful):
        taken.append(row.object_pk)
        row.delete()
    left = _empty(group) if not rightful else (set[str](), set[str]())
    return _change(group, left, taken=sorted(set(taken)))


def _held(group: Group) -> set[str]:
    return set(GroupObjectPermission.objects.filter(group=group).values_list("object_pk", flat=True))


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]


def _permission(right: str) -> Permission:
    """The permission of this name; a freshly emptied database makes it again."""
    app, _, codename = right.partition(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
    if found is not None:
        return found
    model = _MODELS[codename]
    kind, _ = ContentType.objects.get_or_create(app_label=app, model=model)
    return Permission.objects.create(content_type=kind, codename=codename, name=codename)


_MODELS = {
    "audit_cases": "case",
    "settle_incidents": "incident",
    "operate_systems": "connectedsystem",
    "administer_systems": "connectedsystem",
    "edit_definition": "procedure",
    "publish_definition": "procedure",
    "handle_documentkind": "documentkind",
}
"""The model that declares a permission."""


def _fill(group: Group, organisation: Organisation, unit: str, on: date) -> tuple[set[str], set[str]]:
    """Who joined and who left."""
    return _set(group, {posting.person for posting in organisation.members(unit, on)})


def _empty(group: Group) -> tuple[set[str], set[str]]:
    return _set(group, set())


def _set(group: Group, wanted: set[str]) -> tuple[set[str], set[str]]:
    members = {str(uuid): pk for pk, uuid in group.user_set.values_list("pk", "uuid")}
    joined, left = wanted - members.keys(), members.keys() - wanted
    people = dict(get_user_model().objects.filter(uuid__in=joined, is_active=True).values_list("uuid", "pk"))
    group.user_set.add(*people.values())
    group.user_set.remove(*(members[person] for person in left))
    return {str(uuid) for uuid in people}, left


def _change(
    group: Group, members: tuple[set[str], set[str]], given: Iterable[str] = (), taken: Iterable[str] = ()
) -> dict[str, object] | None:
    """What the journal says of a group; nothing when nothing changed."""
    joined, left = members
    body = {"joined": sorted(joined), "left": sorted(left), "given": list(given), "taken": list(taken)}
    return {"group": group.name, **body} if any(body.values()) else None
