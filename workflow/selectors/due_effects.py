"""Whether calls to connected systems wait for somebody to make them."""

from datetime import datetime

from django.db.models import Q

from workflow.models import Effect


def is_effect_due(now: datetime) -> bool:
    """Whether a call could be claimed now: waiting and due, or held by a worker whose lease ran out."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return Effect.objects.filter(free, status__in=["waiting", "leased"], next_at__lte=now).exists()
