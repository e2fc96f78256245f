"""Calls that stopped for one cause: to the same system, by the same operation, with the same words at the end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from integrations.models import RemediedCall, Remedy
from integrations.selectors.ledger import LedgerCall, Systems, as_call, needing_hands, with_case
from workflow.models import Effect

MOST_AT_ONCE = 1_000
"""Calls that one act takes; the others are left for the next."""
_CAUSE = ("target", "operation", "trouble", "error", "in_doubt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Several calls that stopped alike."""

    operation: str
    error: str
    calls: int
    since: datetime
    newest: int
    """Number of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedValue:
    """A value that several of the calls have under one name."""

    item: str
    value: Any
    calls: int


def causes(*, systems: Systems = None) -> list[Cause]:
    """Every cause that more than one call stopped for, the most frequent first."""
    rows = _stopped(systems).order_by().values(*_CAUSE)
    found = rows.annotate(calls=Count("pk"), since=Min("settled_at"), newest=Max("pk")).filter(calls__gt=1)
    return [
        Cause(
            operation=row["operation"],
            error=row["error"],
            calls=row["calls"],
            since=row["since"],
            newest=row["newest"],
        )
        for row in found.order_by("-calls", "-newest")
    ]


def calls_alike(call: LedgerCall) -> list[LedgerCall]:
    """The stopped calls with the cause of this one, itself included, the oldest first."""
    return [as_call(row) for row in with_case(_alike(call)).order_by("pk")[:MOST_AT_ONCE]]


def count_alike(call: LedgerCall) -> int:
    """How many calls stopped like this one, itself included."""
    return _alike(call).count()


def shared_values(calls: list[LedgerCall]) -> list[SharedValue]:
    """What could be corrected in several calls at once: texts and numbers that they have in common."""
    counts: dict[tuple[str, str | int], int] = {}
    for call in calls:
        for item, value in call.payload.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                counts[item, value] = counts.get((item, value), 0) + 1
    return [SharedValue(item=item, value=value, calls=n) for (item, value), n in counts.items() if n > 1]


def _alike(call: LedgerCall) -> QuerySet[Effect]:
    return _stopped(None).filter(
        target=call.system,
        operation=call.operation,
        trouble=call.trouble,
        error=call.error,
        in_doubt=call.in_doubt,
    )


def _stopped(systems: Systems) -> QuerySet[Effect]:
    """Calls that wait for people, and not for an act that is under way."""
    taken = RemediedCall.objects.filter(effect=OuterRef("pk"), result=RemediedCall.Result.OPEN)
    taken = taken.exclude(remedy__status=Remedy.Status.REFUSED)
    rows = Effect.objects.filter(needing_hands(), ~Exists(taken), status=Effect.Status.DEAD)
    return rows if systems is None else rows.filter(target__in=systems)
