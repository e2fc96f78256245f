"""Throws away what somebody typed and did not send."""

from uuid import UUID

from forms.models import Draft


def discard_draft(*, person: UUID, procedure: str) -> None:
    """Deletes the person's draft for the procedure; there may be none."""
    Draft.objects.filter(person=person, procedure=procedure).delete()
