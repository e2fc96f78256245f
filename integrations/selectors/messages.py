"""What systems told us: taken, kept because no case waits for it, or without anybody to give it to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from integrations.selectors.ledger import PAGE, Systems
from workflow.models import InboundMessage, Subscription

ShowMessages: TypeAlias = Literal["open", "kept", "unmatched", "taken", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """One message."""

    id: int
    sender: str
    name: str
    key: str
    status: str
    case: str
    received_at: datetime
    taken_at: datetime | None
    data: dict[str, Any]

    @property
    def tone(self) -> str:
        return {"taken": "ok", "kept": "warn", "unmatched": "bad"}[self.status]

    @property
    def can_be_handed_over(self) -> bool:
        return self.status != "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that waits for a message of a name."""

    subscription: int
    number: str
    key: str


def messages_page(*, show: ShowMessages = "open", systems: Systems, before: int = 0) -> tuple[list[ShownMessage], int]:
    """A page, the newest first, and the number to continue `before`; 0 when there are no more."""
    rows = InboundMessage.objects.select_related("case").defer("case__state").order_by("-pk")
    if systems is not None:
        rows = rows.filter(sender__in=systems)
    if show == "open":
        rows = rows.filter(status__in=["kept", "unmatched"])
    elif show != "all":
        rows = rows.filter(status=show)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return [_shown(row) for row in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else 0


def message_numbered(number: int, *, systems: Systems) -> ShownMessage | None:
    """One message, if its sender is a system the reader operates."""
    row = InboundMessage.objects.select_related("case").filter(pk=number).first()
    return _shown(row) if row and (systems is None or row.sender in systems) else None


def waiting_for(name: str) -> list[Waiting]:
    """The cases that wait for a message of this name, whatever its key."""
    rows = Subscription.objects.filter(name=name).select_related("case").order_by("case__started_at")
    return [Waiting(subscription=row.pk, number=row.case.number, key=row.key) for row in rows[:PAGE]]


def messages_without_case(most: int) -> int:
    """How many messages no case has taken, kept or given up; counted up to `most`."""
    return InboundMessage.objects.filter(status__in=["kept", "unmatched"])[:most].count()


def kept_messages(most: int) -> int:
    """How many are kept because no case waits for them; counted up to `most`."""
    return InboundMessage.objects.filter(status="kept")[:most].count()


def _shown(row: InboundMessage) -> ShownMessage:
    return ShownMessage(
        id=row.pk,
        sender=row.sender,
        name=row.name,
        key=row.key,
        status=row.status,
        case=row.case.number if row.case else "",
        received_at=row.received_at,
        taken_at=row.taken_at,
        data=row.data,
    )
