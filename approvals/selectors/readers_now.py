"""Who else has a case open just now, among those who may act on it."""

from datetime import datetime, timedelta
from uuid import UUID

from approvals.models import CaseLook, InboxEntry

JUST_NOW = timedelta(seconds=75)
"""An open page says every 30 seconds that it is still there; one word may get lost."""


def readers_now(case: UUID, person: UUID, now: datetime) -> list[UUID]:
    """The others, whoever came first first."""
    may_act = InboxEntry.objects.filter(case=case).values("person")
    looks = CaseLook.objects.filter(case=case, person__in=may_act, seen_at__gt=now - JUST_NOW)
    return list(looks.exclude(person=person).order_by("seen_at").values_list("person", flat=True))
