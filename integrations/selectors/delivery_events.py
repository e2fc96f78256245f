"""What people and machines did to calls, systems and the ledger, from the journal's streams of deliveries."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from forms.spec import Text
from workflow.models import JournalEntry
from workflow.services.delivery_journal import LEDGER, stream_of_effect, stream_of_system

_MOST = 12

_WORDS = {
    "breaker_opened": Text("続けて失敗したので、送信を休みました", "Sending rests after failures in a row"),
    "breaker_closed": Text("送信を再開しました", "Sending has resumed"),
    "paused": Text("送信を止めました", "Sending was paused"),
    "continued": Text("送信を続けさせました", "Sending was let go on"),
    "sent_now": Text("次の回を待たずに送りました", "It was sent without waiting for its next try"),
    "sent_again": Text("送り直しました", "It was sent again"),
    "said_done": Text("済んでいると確かめました", "It was found to have been done"),
    "given_up": Text("送らずに閉じました", "It was closed without being sent"),
    "correction_proposed": Text("内容の訂正を出しました", "A correction was proposed"),
    "correction_refused": Text("訂正を取りやめました", "The correction was refused"),
    "sent_again_together": Text("同じ原因の連携を、まとめて送り直しました", "Calls were sent again together"),
    "correction_proposed_together": Text("まとめた訂正を出しました", "A correction of several calls was proposed"),
    "correction_confirmed_together": Text("まとめた訂正を確認しました", "A correction of several calls was confirmed"),
    "correction_refused_together": Text("まとめた訂正を取りやめました", "A correction of several calls was refused"),
    "settings_changed": Text("設定が変わりました", "The settings changed"),
    "system_added": Text("連携先が加わりました", "The system was added"),
    "system_removed": Text("連携先がなくなりました", "The system was taken out"),
    "released": Text("復元後の送信を再開しました", "Sending was released after a restore"),
    "handed_over": Text("届いた知らせを案件に渡しました", "A message was handed over to a case"),
}


SETTINGS_EVENTS = ("settings_changed", "system_added", "system_removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEvent:
    """One entry."""

    at: datetime
    about: str
    """Name of a system, or empty."""
    words: Text
    person: UUID | None
    """Nobody: a machine."""
    reason: str
    tone: str


def recent_events() -> list[DeliveryEvent]:
    """The newest of systems and of the ledger as a whole; changed settings stand by themselves."""
    rows = JournalEntry.objects.filter(Q(stream__startswith="system ") | Q(stream=LEDGER), kind="delivery")
    rows = rows.exclude(event__in=SETTINGS_EVENTS)
    return _told(rows.select_related("payload").order_by("-pk")[:_MOST])


def events_of_system(system: str) -> list[DeliveryEvent]:
    """The newest of one system."""
    rows = JournalEntry.objects.filter(kind="delivery", stream=stream_of_system(system))
    return _told(rows.select_related("payload").order_by("-seq")[:_MOST])


def events_of_call(effect: int) -> list[DeliveryEvent]:
    """Everything people did to one call, from the beginning."""
    return _told(
        JournalEntry.objects.filter(kind="delivery", stream=stream_of_effect(effect))
        .select_related("payload")
        .order_by("seq")
    )


def _told(rows: Iterable[JournalEntry]) -> list[DeliveryEvent]:
    return [_event(row) for row in rows]


def _event(row: JournalEntry) -> DeliveryEvent:
    body = body_of(row)
    kind, _, name = row.stream.partition(" ")
    return DeliveryEvent(
        at=row.at,
        about=name if kind == "system" else "",
        words=_WORDS.get(row.event, Text(row.event)),
        person=row.person,
        reason=str(body.get("reason", "")),
        tone={"breaker_opened": "bad", "paused": "warn", "breaker_closed": "ok", "continued": "ok"}.get(row.event, ""),
    )


def body_of(row: JournalEntry) -> dict[str, Any]:
    """What the entry says; nothing once that was thrown away."""
    payload = getattr(row, "payload", None)
    return dict(json.loads(bytes(payload.body))) if payload is not None else {}
