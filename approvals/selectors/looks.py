"""What a person still has to look at: passed over or decided for him (後閲), or put before him (供覧)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from approvals.models import LaterView

SHOWN = "shown"
"""The reason of a look that nobody was passed over in (供覧)."""


def looks_of(person: UUID, *, circulated: bool | None = None) -> "QuerySet[LaterView]":
    """Oldest first, with the cases and their procedures; only what is circulated (供覧), only the others, or all."""
    found = LaterView.objects.filter(person=person, seen_at=None)
    if circulated is not None:
        found = found.filter(reason=SHOWN) if circulated else found.exclude(reason=SHOWN)
    return found.select_related("case__procedure").defer("case__state").order_by("created_at", "id")


def seen_of(cases: Iterable[UUID]) -> dict[tuple[UUID, str], tuple[int, int]]:
    """Of what is circulated, by case and step: how many people have looked, of how many."""
    shown = LaterView.objects.filter(case__in=list(cases), reason=SHOWN).order_by()
    counted = shown.values_list("case", "step").annotate(
        everybody=Count("person", distinct=True), waiting=Count("person", distinct=True, filter=Q(seen_at=None))
    )
    return {(case, step): (everybody - waiting, everybody) for case, step, everybody, waiting in counted}


def look_after(view: LaterView, *, circulated: bool) -> LaterView | None:
    """The one that follows in the list, also when this one is done by now."""
    later = Q(created_at__gt=view.created_at) | Q(created_at=view.created_at, id__gt=view.pk)
    return looks_of(view.person, circulated=circulated).filter(later).first()
