"""Tells those who can stand for a batch that it waits for them; again at most once an hour."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from forms.errors import IssuanceRefused
from forms.issuance.batch import BatchStatus
from forms.models import IssueBatch
from forms.ports import ports
from forms.selectors.issuance.handlers import handlers_of
from forms.services.issuance.ready import obstacles_of
from forms.services.issuance.words import subject_of
from forms.tokyo_time import write_instant

PAUSE = timedelta(hours=1)


@transaction.atomic
def remind(*, batch: int, person: UUID, now: datetime) -> IssueBatch:
    """Somebody of the office asks the others again. Raises IssuanceRefused.

    The caller has asked whether the person may handle documents of this kind.
    """
    found = IssueBatch.objects.select_for_update(of=("self",)).select_related("kind").get(pk=batch)
    if found.status != BatchStatus.CHECKED:
        raise IssuanceRefused("いまは承認を待っていません。", "The batch does not wait for a release now.")
    for obstacle in obstacles_of(found):
        raise IssuanceRefused(obstacle.ja, obstacle.en)
    if found.asked_at is not None and now - found.asked_at < PAUSE:
        again = found.asked_at + PAUSE
        raise IssuanceRefused(
            f"さきほど知らせました。次に知らせられるのは{write_instant(again)}です。",
            f"They were told a short while ago. They can be told again from {write_instant(again, 'en')}.",
        )
    if not ask_for_release(found, but={person}, now=now):
        raise IssuanceRefused(
            "ほかに承認できる人がいません。管理者に知らせてください。",
            "Nobody else can release it. Tell an administrator.",
        )
    found.save(update_fields=["asked_at"])
    ports().record_event(person=person, event="reminded_of_release", now=now, body={"batch": found.key})
    return found


def ask_for_release(batch: IssueBatch, *, but: Collection[UUID] = (), now: datetime) -> bool:
    """Tell everybody who can release the batch, and note the instant on it; the caller saves it. False for nobody."""
    people = [each for each in handlers_of(batch.kind) if each != batch.operator and each not in but]
    if not people:
        return False
    batch.asked_at = now
    when = f"公開は{write_instant(batch.publish_at)}です。" if batch.publish_at else ""
    ports().tell(
        people=people,
        key=f"{batch.key}:ask:{now.isoformat()}",
        subject=f"公開の承認を待っています: {subject_of(batch).ja}",
        text=f"{when}「書類の交付」の画面で、中身を確かめて承認してください。",
        now=now,
    )
    return True
