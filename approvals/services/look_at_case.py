"""A person opens a case: how far they had read is kept, and the record of what they looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from approvals.models import CaseLook
from approvals.services.record import record_person

VISIT = timedelta(minutes=10)
"""Who comes back within this time is still on the same visit: what was new to them stays marked as new.

On a first visit nothing is new, until somebody acts after the page was shown.
"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """How far a person had read before this visit."""

    seq: int
    """Last entry of the journal they had seen; 0 when they have never been here."""
    at: datetime | None


@transaction.atomic
def look_at_case(*, case: UUID, number: str, seq: int, person: UUID, own: bool, now: datetime) -> LastLook:
    """Keep that the person has seen the case up to an entry of its journal. Answers what they had seen before.

    The first look of a visit to somebody else's case is recorded in the person's stream of the journal.
    """
    look = CaseLook.objects.select_for_update().filter(case=case, person=person).first()
    if look is None:
        look = CaseLook(case_id=case, person=person, seen_seq=0, seen_at=now)
        comes_anew = True
    else:
        comes_anew = now - look.seen_at > VISIT
        if comes_anew or look.before_at is None:
            look.before_seq, look.before_at = look.seen_seq, look.seen_at
    look.seen_seq, look.seen_at = max(seq, look.seen_seq), now
    _keep(look)
    if comes_anew and not own:
        body = {"case": str(case), "number": number, "seq": seq}
        record_person(person=person, event="viewed_case", now=now, body=body)
    return LastLook(look.before_seq, look.before_at)


def go_on_reading(*, case: UUID, person: UUID, now: datetime) -> None:
    """The page is still open; nothing more has been seen by it."""
    CaseLook.objects.filter(case=case, person=person).update(seen_at=now)


def mark_as_read(*, case: UUID, person: UUID) -> None:
    """From now on only what comes later is new to the person."""
    look = CaseLook.objects.filter(case=case, person=person).first()
    if look is not None:
        look.before_seq, look.before_at = look.seen_seq, look.seen_at
        _keep(look)


def _keep(look: CaseLook) -> None:
    """Two windows of one person may open the case for the first time together: the later one wins."""
    if look.pk is not None:
        look.save(update_fields=["seen_seq", "seen_at", "before_seq", "before_at"])
        return
    CaseLook.objects.bulk_create(
        [look], update_conflicts=True, unique_fields=["person", "case"], update_fields=["seen_seq", "seen_at"]
    )
