"""What would be sent again after a restore, by system and by what would happen."""

from dataclasses import dataclass

from django.db.models import Count

from integrations.selectors.ledger import Systems
from integrations.selectors.systems import operation_or_none
from workflow.models import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCount:
    """The open calls of one operation."""

    system: str
    operation: str
    calls: int
    asks_first: bool
    """Whether the system is asked about each before it is sent."""


def held_counts(*, systems: Systems) -> list[HeldCount]:
    """The open calls, by operation."""
    rows = Effect.objects.filter(status="waiting")
    if systems is not None:
        rows = rows.filter(target__in=systems)
    counted = rows.values("target", "operation").annotate(calls=Count("pk")).order_by("target", "operation")
    found = []
    for row in counted:
        operation = operation_or_none(row["operation"])
        asks = operation is not None and operation.repeat == "ask"
        found.append(HeldCount(system=row["target"], operation=row["operation"], calls=row["calls"], asks_first=asks))
    return found
