"""What was done at once about several calls, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from integrations.models import RemediedCall, Remedy
from integrations.selectors.ledger import LedgerCall, Systems, as_call, with_case
from workflow.models import Effect

_SHOWN = 100
_SOME = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRemedy:
    """One act over several calls."""

    id: int
    system: str
    operation: str
    error: str
    item: str
    before: Any
    after: Any
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    status: str
    settled_by: UUID | None
    settled_at: datetime | None
    counts: Mapping[str, int]
    """How many of its calls are open, sent, passed_over."""
    calls: tuple[tuple[LedgerCall, str], ...]
    """Some of them, those that are open first, each with what became of it in this act."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_under_way(self) -> bool:
        return self.status == Remedy.Status.CONFIRMED and self.counts["open"] > 0


def remedy_numbered(remedy: int, *, systems: Systems) -> ShownRemedy | None:
    """One act, if it is about a system the reader operates."""
    row = Remedy.objects.filter(pk=remedy).first()
    if row is None or (systems is not None and row.target not in systems):
        return None
    mine = RemediedCall.objects.filter(remedy=row)
    results = dict(mine.order_by("result", "effect").values_list("effect", "result")[:_SHOWN])
    effects = {effect.pk: effect for effect in with_case(Effect.objects.filter(pk__in=results))}
    return ShownRemedy(
        id=row.pk,
        system=row.target,
        operation=row.operation,
        error=row.error,
        item=row.item,
        before=row.before,
        after=row.after,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        status=row.status,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        counts=dict.fromkeys(RemediedCall.Result.values, 0)
        | dict(mine.order_by().values_list("result").annotate(Count("pk"))),
        calls=tuple((as_call(effects[pk]), result) for pk, result in results.items()),
    )


def remedy_of(effect: int) -> int | None:
    """The act that has this call in hand or waits for its second person."""
    rows = RemediedCall.objects.filter(effect=effect, result=RemediedCall.Result.OPEN)
    return rows.exclude(remedy__status=Remedy.Status.REFUSED).values_list("remedy", flat=True).first()


def calls_to_send() -> list[int]:
    """Of acts that are decided, some calls whose turn it is."""
    rows = RemediedCall.objects.filter(result=RemediedCall.Result.OPEN, remedy__status=Remedy.Status.CONFIRMED)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:_SOME])
