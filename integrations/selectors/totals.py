"""What we sent on a day and what the other side counted, for systems that can tell (操作 突合).

The count is an ordinary call outside any case, `突合` with 日 sent and 件数 received; its result is kept in the ledger.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from forms.tokyo_time import TOKYO
from integrations.selectors.ledger import Systems
from integrations.selectors.systems import described_systems
from workflow.models import Effect

COUNT, DAY, CALLS = "突合", "日", "件数"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One system on one day."""

    system: str
    ours: int
    theirs: int | None
    """None: the system cannot tell, or has not yet."""

    @property
    def difference(self) -> int | None:
        return None if self.theirs is None else self.ours - self.theirs


def totals(day: date, *, systems: Systems) -> list[Total]:
    """Every system something was sent to on the day, or that told a number for it."""
    begins = datetime.combine(day, time.min, TOKYO)
    done = Effect.objects.filter(status="done", settled_at__gte=begins, settled_at__lt=begins + timedelta(days=1))
    counts = done.exclude(operation__endswith=f".{COUNT}").values_list("target").annotate(Count("pk")).order_by()
    ours = dict(counts)
    told = Effect.objects.filter(key__in=[count_key(name, day) for name in counting_systems()], status="done")
    theirs = {row.target: int((row.result or {}).get(CALLS, 0)) for row in told}
    names = sorted({*ours, *theirs})
    return [
        Total(system=name, ours=ours.get(name, 0), theirs=theirs.get(name))
        for name in names
        if systems is None or name in systems
    ]


def counting_systems() -> list[str]:
    """The systems that can tell how many calls they took on a day."""
    return [name for name, system in described_systems().items() if COUNT in system.operations]


def count_key(system: str, day: date) -> str:
    """The key of the call that asks."""
    return f"{COUNT}:{system}:{day.isoformat()}"
