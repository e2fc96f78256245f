"""Files that systems leave for us by a certain time: what came, what is late, what is still to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from integrations.models.arrived_file import UNUSABLE, ArrivedFile
from integrations.selectors.ledger import Systems
from integrations.selectors.systems import described_systems
from integrations.systems.schedule import Schedule, due_after, due_before
from workflow.ports import ports

_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One kind of file since it was expected the time before last."""

    name: str
    """As procedures name it: 人事給与.給与明細."""
    due: datetime
    """By when it had to be there."""
    next_due: datetime
    came_at: datetime | None
    file: str
    """Name of the newest file."""
    usable: bool
    """Whether what came can be used; meaningless when nothing came."""
    late: timedelta | None
    """How late it is; None when it came, or something that cannot be used did."""

    @property
    def tone(self) -> str:
        """How it is drawn."""
        return "done" if self.came_at and self.usable else "bad"


def expected_files(now: datetime, *, systems: Systems) -> list[Expected]:
    """Every kind of file with a time (予定), those in trouble first."""
    found = [
        _expected(f"{system.name}.{delivery.name}", delivery.expected, now)
        for system in described_systems().values()
        for delivery in system.deliveries.values()
        if delivery.expected is not None and (systems is None or system.name in systems)
    ]
    return sorted(found, key=lambda each: (each.tone == "done", each.next_due))


def _expected(name: str, schedule: Schedule, now: datetime) -> Expected:
    """A file counts for the time it was meant for: early ones for the next, a late one for the time that it missed."""
    calendar, all_of_it = ports().calendar(), ArrivedFile.objects.filter(message=name)
    due = due_before(schedule, now, calendar)
    earlier = due_before(schedule, due - _MOMENT, calendar)
    usable = all_of_it.exclude(status__in=UNUSABLE)
    since = earlier
    if all_of_it.filter(arrived_at__lte=earlier).exists():
        before = due_before(schedule, earlier - _MOMENT, calendar)
        missed = not usable.filter(arrived_at__gt=before, arrived_at__lte=earlier).exists()
        caught_up = usable.filter(arrived_at__gt=earlier).order_by("arrived_at").first() if missed else None
        since = caught_up.arrived_at if caught_up else earlier
    newest = _newest(usable, since) or _newest(all_of_it, since)
    return Expected(
        name=name,
        due=due,
        next_due=due_after(schedule, now, calendar),
        came_at=newest.arrived_at if newest else None,
        file=newest.name if newest else "",
        usable=newest is not None and newest.status not in UNUSABLE,
        late=None if newest else now - due,
    )


def _newest(files: QuerySet[ArrivedFile], since: datetime) -> ArrivedFile | None:
    return files.filter(arrived_at__gt=since).order_by("-arrived_at").first()
