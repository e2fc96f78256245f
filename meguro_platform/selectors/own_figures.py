"""A few numbers about a person's own applications, for the portal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Q

from forms.tokyo_time import TOKYO
from workflow.models import Case

LATELY = timedelta(days=365)
"""How far the average looks back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """What became of what one applied for."""

    under_way: int
    ended_this_month: int
    ended_lately: int
    """In the last year; what the average rests on."""
    lasted: timedelta | None
    """From sending to the end, on average over those."""


def own_figures(person: UUID, now: datetime) -> OwnFigures:
    """By one statement over the person's own cases."""
    month = now.astimezone(TOKYO).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lately = Q(ended_at__gte=now - LATELY)
    found = Case.objects.filter(applicant=person).aggregate(
        under_way=Count("uuid", filter=Q(status="open")),
        ended_this_month=Count("uuid", filter=Q(ended_at__gte=month)),
        ended_lately=Count("uuid", filter=lately),
        lasted=Avg(F("ended_at") - F("started_at"), filter=lately),
    )
    return OwnFigures(**found)
