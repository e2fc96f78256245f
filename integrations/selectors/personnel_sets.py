"""The files of the personnel system: which belong together, what was found in them, which part is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.sealed import opened
from forms.spec import Text
from integrations.models import ArrivedFile, PersonnelSet
from integrations.selectors.systems import described_systems
from integrations.systems.system import ConnectedSystem, Delivery

PATIENCE = timedelta(minutes=30)
"""How long the rest of a set may take to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was found in a set."""

    file: str
    row: int
    """0: the file as a whole; 1: its headings."""
    is_error: bool
    message: Text


def parts_of(system: ConnectedSystem) -> Mapping[str, Delivery]:
    """The three kinds of file by part; empty for a system that leaves none."""
    return {delivery.into: delivery for delivery in system.deliveries.values() if delivery.into}


def stem_of(delivery: Delivery, name: str) -> str:
    """What stands for the star."""
    before, _, after = delivery.file.partition("*")
    return name[len(before) : len(name) - len(after) or None]


def place(number: UUID) -> str:
    """What the findings are bound to."""
    return f"personnel/{number}"


def findings_of(found: PersonnelSet) -> list[Found]:
    """Errors first, by file and row; empty for a set that cannot be opened any more."""
    try:
        rows = opened(found.sealed, place(found.uuid))
    except NotDecryptable:
        return []
    told = [
        Found(file=row["file"], row=row["row"], is_error=row["error"], message=Text(row["ja"], row["en"]))
        for row in rows
    ]
    return sorted(told, key=lambda each: not each.is_error)


def alone_for_long(now: datetime) -> Iterator[ArrivedFile]:
    """Files whose set has not become complete in time."""
    for system in described_systems().values():
        messages = [f"{system.name}.{delivery.name}" for delivery in parts_of(system).values()]
        waiting = ArrivedFile.objects.filter(message__in=messages, status=ArrivedFile.Status.WAITING)
        yield from waiting.filter(arrived_at__lt=now - PATIENCE).order_by("arrived_at")
