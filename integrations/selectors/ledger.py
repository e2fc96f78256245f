"""The ledger of calls as operators read it: the list by what has to be done, and one call with everything about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from workflow.models import Effect, Incident

PAGE = 50
MOST_COUNTED = 1_000
"""More are said to be there, and not counted."""

Show: TypeAlias = Literal["hands", "retrying", "waiting", "open", "closed", "done", "all"]
Systems: TypeAlias = Collection[str] | None
"""The systems somebody operates; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCall:
    """One call."""

    id: int
    key: str
    case: str
    """Number of its case; empty for a call outside any."""
    system: str
    operation: str
    payload: dict[str, Any]
    receive: tuple[str, ...]
    status: str
    tries: int
    most_tries: int
    error: str
    trouble: str
    code: str
    """What the system itself calls the failure, if it does."""
    in_doubt: bool
    created_at: datetime
    next_at: datetime
    settled_at: datetime | None
    handled_at: datetime | None
    is_stuck: bool
    """Whether its case waits for people because of it."""

    @property
    def needs_hands(self) -> bool:
        """Whether nothing will happen until a person acts."""
        return self.status == "unknown" or (self.status == "dead" and self.handled_at is None and self.is_stuck)

    @property
    def can_be_sent_again(self) -> bool:
        return self.status in ("dead", "unknown") and self.handled_at is None

    @property
    def waits_for_next_try(self) -> bool:
        """Whether it failed and its next try is still to come."""
        return self.status == "waiting" and bool(self.error) and self.next_at > timezone.now()

    @property
    def tone(self) -> str:
        """How its badge is drawn."""
        if self.needs_hands:
            return "bad"
        tones = {"done": "ok", "dead": "", "sending": "now", "waiting": "warn" if self.error else ""}
        return tones.get(self.status, "")


def ledger_page(
    *, show: Show = "hands", system: str = "", key: str = "", systems: Systems, before: int = 0
) -> tuple[list[LedgerCall], int]:
    """A page of calls, the newest first, and the number to continue `before`; 0 when there are no more."""
    rows = _shown(show, system, key, systems)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(with_case(rows).order_by("-pk")[: PAGE + 1])
    return [as_call(row) for row in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else 0


def count_calls(show: Show, *, systems: Systems) -> int:
    """How many there are, up to `MOST_COUNTED`."""
    return _shown(show, "", "", systems).order_by()[:MOST_COUNTED].count()


def are_more_than(limit: int, show: Show, *, systems: Systems) -> bool:
    """Whether there are more calls than this, however many there are."""
    return _shown(show, "", "", systems).order_by()[limit : limit + 1].exists()


def oldest_due(now: datetime, *, systems: Systems) -> datetime | None:
    """Since when the oldest call waits that is due."""
    mine = Effect.objects.all() if systems is None else Effect.objects.filter(target__in=systems)
    due = mine.filter(status="waiting", next_at__lte=now + timedelta(seconds=1))
    return due.order_by("next_at").values_list("next_at", flat=True).first()


def call_numbered(effect: int, *, systems: Systems) -> LedgerCall | None:
    """One call, if it goes to a system the reader operates."""
    rows = Effect.objects.filter(pk=effect)
    if systems is not None:
        rows = rows.filter(target__in=systems)
    found = with_case(rows).first()
    return as_call(found) if found else None


def _shown(show: Show, system: str, key: str, systems: Systems) -> QuerySet[Effect]:
    rows = Effect.objects.all()
    if systems is not None:
        rows = rows.filter(target__in=systems)
    if system:
        rows = rows.filter(target=system)
    if key:
        rows = rows.filter(Q(key=key) | Q(key__startswith=f"{key}~") | Q(case__number=key))
    match show:
        case "hands":
            return rows.filter(needing_hands())
        case "retrying":
            return rows.filter(status="waiting").exclude(error="")
        case "waiting":
            return rows.filter(status="waiting", error="")
        case "open":
            return rows.filter(status="waiting")
        case "closed":
            return rows.filter(status="dead")
        case "done":
            return rows.filter(status="done")
        case _:
            return rows


def needing_hands() -> Q:
    """Calls for which nothing will happen until a person acts; not those whose case goes on without them."""
    stuck = Q(status="dead") & (Q(case=None) | Exists(_incidents()))
    return Q(Q(status="unknown") | stuck, status__in=["dead", "unknown"], handled_at=None)


def _incidents() -> QuerySet[Incident]:
    return Incident.objects.filter(case=OuterRef("case"), node=OuterRef("node"), closed_at=None)


def with_case(rows: QuerySet[Effect]) -> QuerySet[Effect]:
    """The rows as `as_call` needs them."""
    return rows.select_related("case").only(*_COLUMNS, "case__number").annotate(waits=Exists(_incidents()))


_COLUMNS = (
    "key", "target", "operation", "payload", "receive", "status", "leased_until", "attempts", "retry", "error",
    "trouble", "code", "in_doubt",
    "created_at", "next_at", "settled_at", "handled_at", "case_id",
)  # fmt: skip


def as_call(row: Effect) -> LedgerCall:
    """What operators are shown of a row that `with_case` gave."""
    return LedgerCall(
        id=row.pk,
        key=row.key,
        case=row.case.number if row.case else "",
        system=row.target,
        operation=row.operation,
        payload=row.payload,
        receive=tuple(row.receive),
        status=row.stands,
        tries=row.attempts,
        most_tries=int(row.retry.get("times", 0)),
        error=row.error,
        trouble=row.trouble,
        code=row.code,
        in_doubt=row.in_doubt,
        created_at=row.created_at,
        next_at=row.next_at,
        settled_at=row.settled_at,
        handled_at=row.handled_at,
        is_stuck=row.case_id is None or bool(getattr(row, "waits", False)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The ledger in six numbers."""

    sent: int
    waiting: int
    oldest: datetime | None
    """Since when the oldest call waits that is due."""
    retrying: int
    next_retry: datetime | None
    hands: int


def today(now: datetime, *, systems: Systems) -> Today:
    """What was sent since midnight and what waits. Counts stop at `MOST_COUNTED`, except what was sent."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Effect.objects.all() if systems is None else Effect.objects.filter(target__in=systems)
    retrying = _shown("retrying", "", "", systems)
    return Today(
        sent=mine.filter(status="done", settled_at__gte=midnight).count(),
        waiting=count_calls("waiting", systems=systems),
        oldest=oldest_due(now, systems=systems),
        retrying=count_calls("retrying", systems=systems),
        next_retry=retrying.order_by("next_at").values_list("next_at", flat=True).first(),
        hands=count_calls("hands", systems=systems),
    )
