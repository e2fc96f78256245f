"""What was changed about connected systems lately, from the journal."""

from dataclasses import dataclass
from datetime import datetime

from integrations.selectors.delivery_events import SETTINGS_EVENTS, body_of
from integrations.selectors.ledger import Systems
from workflow.models import JournalEntry
from workflow.services.delivery_journal import stream_of_system

_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One value; empty where there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSettings:
    """What one start found changed about one system."""

    at: datetime
    system: str
    event: str
    """settings_changed, system_added or system_removed."""
    host: str
    """Which host was started with it first."""
    changes: tuple[SettingChange, ...]
    more: int
    """Changes that are not told."""


def changed_settings(*, systems: Systems) -> list[ChangedSettings]:
    """The newest."""
    rows = JournalEntry.objects.filter(kind="delivery", event__in=SETTINGS_EVENTS)
    if systems is not None:
        rows = rows.filter(stream__in=[stream_of_system(name) for name in systems])
    else:
        rows = rows.filter(stream__startswith=stream_of_system(""))
    return [_shown(row) for row in rows.select_related("payload").order_by("-pk")[:_MOST]]


def _shown(row: JournalEntry) -> ChangedSettings:
    body = body_of(row)
    return ChangedSettings(
        at=row.at,
        system=row.stream.partition(" ")[2],
        event=row.event,
        host=str(body.get("host", "")),
        changes=tuple(
            SettingChange(name=each["name"], before=each["from"], after=each["to"]) for each in body["changes"]
        ),
        more=int(body["more"]),
    )
