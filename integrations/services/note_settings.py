"""Writes down what was changed about connected systems: in their files, and in their connections.

Both are changed by whoever deploys, outside the platform. So each start compares what it was given with what the start
before was given, and what differs goes into the journal's stream of the system, without secrets.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.sealed import opened, seal
from integrations.models import ConnectedSystem
from integrations.selectors.written_settings import written_settings
from integrations.systems.flat import readable
from workflow.services.delivery_journal import record_delivery, stream_of_system

_MOST = 50
"""Changes that an entry names; of more it says how many there are."""
Settings = Mapping[str, str]


@transaction.atomic
def note_settings(*, host: str, now: datetime) -> None:
    """Compare and remember. The very first time there is nothing to compare with, and nothing is told."""
    written = written_settings()
    ConnectedSystem.objects.bulk_create([ConnectedSystem(name=name) for name in sorted(written)], ignore_conflicts=True)
    rows = list(ConnectedSystem.objects.select_for_update().order_by("pk"))
    is_first = all(row.sealed is None for row in rows)
    for row in rows:
        before, after = _remembered(row), written.get(row.name)
        if before == after:
            continue
        is_told = not is_first and (before is not None or row.sealed is None)
        row.sealed = seal(after, f"system/{row.pk}") if after is not None else None
        row.save(update_fields=["sealed"])
        if is_told:
            _record(row.name, before, after, host, now)


def _remembered(row: ConnectedSystem) -> Settings | None:
    """None when there is nothing, or nothing that can still be read because its key is gone."""
    try:
        found: Settings | None = opened(row.sealed, f"system/{row.pk}") if row.sealed is not None else None
    except NotDecryptable:
        return None
    return found


def _record(system: str, before: Settings | None, after: Settings | None, host: str, now: datetime) -> None:
    changes = list(_changes(before, after)) if before is not None and after is not None else []
    event = "system_added" if before is None else "system_removed" if after is None else "settings_changed"
    body = {"host": host, "changes": changes[:_MOST], "more": len(changes[_MOST:])}
    record_delivery(stream=stream_of_system(system), event=event, by=None, now=now, body=body)


def _changes(before: Settings, after: Settings) -> Iterator[dict[str, str]]:
    """Empty: it was not there, or is not there any more."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield {"name": name, "from": readable(old), "to": readable(new)}
