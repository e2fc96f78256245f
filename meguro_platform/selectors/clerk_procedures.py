"""The procedures a clerk may write, with their versions and the cases that run on each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from guardian.shortcuts import get_objects_for_user

from forms.spec import Text
from meguro_platform.models import User
from workflow.models import Case, DefinitionVersion, JournalEntry, Procedure

EDIT, PUBLISH = "edit_definition", "publish_definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a procedure's definition."""

    id: int
    number: int
    """Counted over the versions that were ever in force; 0 for one that was not."""
    status: str
    """proposed · scheduled · in_force · replaced · rejected"""
    program_hash: str
    note: str
    proposed_by: UUID | None
    proposed_at: datetime
    published_by: UUID | None
    approved_at: datetime | None
    """When the second person decided that it comes into force."""
    in_force_on: date | None
    """The day that it waited for, or still waits for."""
    published_at: datetime | None
    running: int
    """Open cases that stay with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkProcedure:
    """A procedure as its office sees it."""

    key: str
    name: Text
    office: str
    versions: tuple[Version, ...]
    """The newest first."""

    @property
    def in_force(self) -> Version | None:
        return next((version for version in self.versions if version.status == "in_force"), None)

    @property
    def waiting(self) -> tuple[Version, ...]:
        return tuple(version for version in self.versions if version.status == "proposed")

    @property
    def scheduled(self) -> tuple[Version, ...]:
        """Versions that come into force on a day that is still to come."""
        return tuple(version for version in self.versions if version.status == "scheduled")

    @property
    def running(self) -> tuple[Version, ...]:
        """Versions that open cases stay with."""
        return tuple(version for version in self.versions if version.running)

    def version(self, wanted: int) -> Version | None:
        return next((version for version in self.versions if version.id == wanted), None)


def edits_any(person: User) -> bool:
    """Whether the person may write any definition."""
    return _editable(person).exists()


def procedures_written_by(person: User) -> list[ClerkProcedure]:
    """Those the person may write, by name."""
    return _with_versions(_editable(person).order_by("name", "key"))


def procedure_written_by(person: User, key: str) -> ClerkProcedure | None:
    """The procedure of this key, if the person may write it."""
    return next(iter(_with_versions(_editable(person).filter(key=key))), None)


def may_publish(person: User, key: str) -> bool:
    """Whether the person may put versions of a procedure in force."""
    rightful = get_objects_for_user(person, PUBLISH, klass=Procedure, accept_global_perms=False)
    return rightful.filter(key=key).exists()


def procedure_exists(key: str) -> bool:
    return Procedure.objects.filter(key=key).exists()


def source_of(version: int) -> str:
    """The text of a version."""
    return DefinitionVersion.objects.filter(pk=version).values_list("source", flat=True).first() or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Who said no to a version that waited, or took it back."""

    by: str
    at: datetime
    reason: str


def refusal_of(procedure: str, version: int) -> Refusal | None:
    """As the stream of the procedure tells it."""
    told = JournalEntry.objects.filter(kind="procedure", stream=procedure, event="definition_rejected")
    for entry in told.filter(payload__isnull=False).select_related("payload").order_by("-seq"):
        body = json.loads(bytes(entry.payload.body))
        if body["version"] == version:
            return Refusal(by=str(entry.person), at=entry.at, reason=body["note"])
    return None


def version_numbers(procedure: str) -> dict[str, int]:
    """Number of the version by the hash of its program; the newest when a program came back."""
    hashes = (
        DefinitionVersion.objects.filter(procedure__key=procedure, published_at__isnull=False)
        .order_by("published_at", "pk")
        .values_list("program_hash", flat=True)
    )
    return {program_hash: place for place, program_hash in enumerate(hashes, start=1)}


def _editable(person: User) -> "QuerySet[Procedure]":
    return get_objects_for_user(person, EDIT, klass=Procedure, accept_global_perms=False)


def _with_versions(procedures: Iterable[Procedure]) -> list[ClerkProcedure]:
    found = list(procedures)
    rows = DefinitionVersion.objects.filter(procedure__in=found).defer("source", "program").order_by("pk")
    running = _running([procedure.key for procedure in found])
    versions: dict[int, list[DefinitionVersion]] = {procedure.pk: [] for procedure in found}
    for row in rows:
        versions[row.procedure_id].append(row)
    return [
        ClerkProcedure(
            key=procedure.key,
            name=Text(procedure.name, procedure.name_en),
            office=procedure.office,
            versions=tuple(reversed(_numbered(versions[procedure.pk], running.get(procedure.key, {})))),
        )
        for procedure in found
    ]


def _numbered(rows: list[DefinitionVersion], running: dict[str, int]) -> list[Version]:
    published = sorted((row for row in rows if row.published_at), key=lambda row: (row.published_at, row.pk))
    numbers = {row.pk: place for place, row in enumerate(published, start=1)}
    newest = {row.program_hash: row.pk for row in published}
    return [
        Version(
            id=row.pk,
            number=numbers.get(row.pk, 0),
            status=row.status,
            program_hash=row.program_hash,
            note=row.note,
            proposed_by=row.proposed_by_id,
            proposed_at=row.proposed_at,
            published_by=row.published_by_id,
            approved_at=row.approved_at or row.published_at,
            in_force_on=row.in_force_on,
            published_at=row.published_at,
            running=running.get(row.program_hash, 0) if newest.get(row.program_hash) == row.pk else 0,
        )
        for row in rows
    ]


def _running(keys: list[str]) -> dict[str, dict[str, int]]:
    """Open cases by procedure and program."""
    counted = (
        Case.objects.filter(procedure_id__in=keys, status="open")
        .order_by()
        .values_list("procedure_id", "program_hash")
        .annotate(cases=Count("pk"))
    )
    found: dict[str, dict[str, int]] = {}
    for key, program_hash, cases in counted:
        found.setdefault(key, {})[program_hash] = cases
    return found
