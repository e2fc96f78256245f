"""Two different persons stand for a batch before anybody can read it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from forms.errors import IssuanceRefused
from forms.issuance.batch import BatchStatus
from forms.models import IssueBatch
from forms.ports import ports
from forms.services.issuance.ask_release import ask_for_release
from forms.services.issuance.batch_rows import ask_of
from forms.services.issuance.ready import obstacles_of


@transaction.atomic
def check_off(*, batch: int, now: datetime) -> bool:
    """When every piece is made: the batch is checked, and released if two persons' acts led to it. False if not yet."""
    found = _locked(batch)
    if found.status != BatchStatus.RECEIVED or found.opened_at is None or found.chunks.filter(done_at=None).exists():
        return False
    found.check_off()
    found.checked_at = now
    people = list(dict.fromkeys(UUID(person) for person in ask_of(found).released_by))
    if people:
        found.operator, found.operator_at = people[0], now
    if not obstacles_of(found):
        if len(people) > 1:
            _release(found, people[-1], now)
        else:
            ask_for_release(found, now=now)
    found.save()
    return True


@transaction.atomic
def release(*, batch: int, person: UUID, now: datetime) -> IssueBatch:
    """The first person confirms the batch, the second one releases it. Raises IssuanceRefused.

    The caller has asked whether the person may handle documents of this kind.
    """
    found = _locked(batch)
    if found.status != BatchStatus.CHECKED:
        raise IssuanceRefused("いまは承認できる状態ではありません。", "The batch does not wait for a release now.")
    for obstacle in obstacles_of(found):
        raise IssuanceRefused(obstacle.ja, obstacle.en)
    if found.operator is None:
        found.operator, found.operator_at, event = person, now, "confirmed_batch"
        ask_for_release(found, now=now)
    elif found.operator == person:
        raise IssuanceRefused(
            "操作した人は承認できません。もう一人が承認してください。",
            "Whoever confirmed the batch can't release it. Somebody else has to.",
        )
    else:
        _release(found, person, now)
        event = "released_batch"
    found.save()
    ports().record_event(person=person, event=event, now=now, body={"batch": found.key})
    return found


@transaction.atomic
def take_back_release(*, batch: int, person: UUID, now: datetime) -> IssueBatch:
    """Before publication everything stops again and waits for two persons. Raises IssuanceRefused."""
    found = _locked(batch)
    if found.status != BatchStatus.RELEASED or found.readable_from is None or found.readable_from <= now:
        raise IssuanceRefused(
            "公開されたあとは取り消せません。訂正版を出してください。",
            "After publication nothing can be taken back. Issue a correction.",
        )
    found.take_back_release()
    found.operator = found.operator_at = found.approver = found.approver_at = found.readable_from = None
    ask_for_release(found, but={person}, now=now)
    found.save()
    ports().record_event(person=person, event="took_release_back", now=now, body={"batch": found.key})
    return found


def _release(batch: IssueBatch, approver: UUID, now: datetime) -> None:
    batch.release()
    batch.approver, batch.approver_at = approver, now
    batch.readable_from = max(batch.publish_at or now, now)


def _locked(batch: int) -> IssueBatch:
    return IssueBatch.objects.select_for_update(of=("self",)).select_related("kind").get(pk=batch)
