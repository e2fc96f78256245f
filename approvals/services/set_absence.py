"""Registers that a person is away: open work of his goes to deputies or on without him, if he is away already."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.models import Absence
from approvals.services.give_out_again import give_out_again
from approvals.services.raise_revision import raise_revision
from approvals.services.record import record_organisation


class AbsenceInvalidError(ValueError):
    """The first day back is not after the first day away."""

    def __str__(self) -> str:
        return "The first day back must be after the first day of the absence."


def set_absence(
    *, person: UUID, since: date, until: date | None, reason: str, now: datetime, by: UUID | None = None
) -> Absence:
    """Store the absence and make every process load the organisation anew. `until` is the first day back.

    Raises AbsenceInvalidError.
    """
    if until is not None and until <= since:
        raise AbsenceInvalidError
    with transaction.atomic():
        absence = Absence.objects.create(person=person, since=since, until=until, reason=reason)
        raise_revision()
        body = {"person": str(person), "since": since.isoformat(), "until": until.isoformat() if until else None}
        record_organisation(event="absence_registered", by=by, now=now, body=body)
    give_out_again(person=person, now=now)
    return absence
