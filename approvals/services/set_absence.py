"""Registers that a person is away; work given out from now on goes by it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from approvals.models import Absence, GenerationStatus, OrganisationGeneration
from approvals.services.record import record_organisation


class AbsenceInvalidError(ValueError):
    """The first day back is not after the first day away."""

    def __str__(self) -> str:
        return "The first day back must be after the first day of the absence."


@transaction.atomic
def set_absence(
    *, person: UUID, since: date, until: date | None, reason: str, now: datetime, by: UUID | None = None
) -> Absence:
    """Store the absence and make every process load the organisation anew. `until` is the first day back.

    Raises AbsenceInvalidError.
    """
    if until is not None and until <= since:
        raise AbsenceInvalidError
    absence = Absence.objects.create(person=person, since=since, until=until, reason=reason)
    raise_revision()
    body = {"person": str(person), "since": since.isoformat(), "until": until.isoformat() if until else None}
    record_organisation(event="absence_registered", by=by, now=now, body=body)
    return absence


def raise_revision() -> None:
    """Tell every process that the organisation in force has changed. Inside the transaction that changes it."""
    OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).update(revision=F("revision") + 1)
