"""Drafts of people who have left the staff: nobody else ever reads them, and after a while they are deleted."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from forms.models import Draft

KEPT_FOR = timedelta(days=90)
"""Somebody who comes back within this time, or was missing from a file by mistake, finds what he had written."""


def look_after_drafts(*, gone: Collection[UUID], today: date) -> int:
    """Note since when whose owner is gone, and delete those that nobody came back for; how many were deleted."""
    Draft.objects.filter(left_on__isnull=False).exclude(person__in=gone).update(left_on=None)
    Draft.objects.filter(left_on=None, person__in=gone).update(left_on=today)
    old = Draft.objects.filter(left_on__lte=today - KEPT_FOR)
    deleted = old.count()
    old.delete()
    return deleted
