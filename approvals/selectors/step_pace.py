"""How long the steps of a procedure usually take, from what was recorded of its latest cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F

from workflow.models import Case, UserTask

LATEST = 300
"""So many of the newest cases are looked at."""
ENOUGH = 5
"""With fewer recorded times nothing is said of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One step."""

    median: timedelta
    count: int
    """How many times it was recorded."""


class _Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def paces_of(procedure: str) -> Mapping[str, Pace]:
    """By name of the step, from arriving to being done; steps with too few recorded times are left out."""
    latest = Case.objects.filter(procedure_id=procedure).order_by("-started_at").values("uuid")[:LATEST]
    done = UserTask.objects.filter(case__in=latest, status="completed").exclude(kind="apply", round=1)
    taken = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())
    rows = done.values("step").annotate(count=Count("uuid"), median=_Median(taken)).filter(count__gte=ENOUGH)
    return {row["step"]: Pace(median=row["median"], count=row["count"]) for row in rows.order_by()}
