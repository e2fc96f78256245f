"""A person looks at a case he was passed over in, or that was decided for him (後閲する)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.models import LaterView
from approvals.services.record import record_person


@transaction.atomic
def view_later(*, case: UUID, person: UUID, now: datetime, comment: str = "") -> int:
    """Fulfil this person's open obligations on a case; how many there were, 0 when nothing was open.

    A later view never changes the case; a comment is kept in the person's stream of the journal.
    """
    views = list(LaterView.objects.select_for_update().filter(case=case, person=person, seen_at=None))
    for view in views:
        view.seen_at = now
        view.save(update_fields=["seen_at"])
    if views:
        body = {"case": str(case), "steps": [view.step for view in views], "comment": comment}
        record_person(person=person, event="viewed_later", now=now, body=body)
    return len(views)
