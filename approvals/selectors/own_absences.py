"""The days on which a person is, or will be, away."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from approvals.models import Absence

MOST = 50


def own_absences(person: UUID, today: date) -> list[Absence]:
    """What is not over, the next first."""
    coming = Absence.objects.filter(Q(until=None) | Q(until__gt=today), person=person)
    return list(coming.order_by("since", "id")[:MOST])
