"""Which case a person means by its number, if they may read it: asked by pages of the sibling app."""

from datetime import datetime
from uuid import UUID

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.visibility import visible_cases
from forms.tokyo_time import TOKYO
from workflow.models import Case


def readable_case(person: UUID, number: str, now: datetime) -> UUID | None:
    """The uuid of the case; nothing when there is none or it is none of theirs."""
    day = now.astimezone(TOKYO).date()
    visible = visible_cases(person, organisation_in_force(), day)
    return Case.objects.filter(number=number, uuid__in=visible).values_list("uuid", flat=True).first()
