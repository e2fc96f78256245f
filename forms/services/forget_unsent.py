"""Throws away attached files that nobody has sent."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from forms.models import Attachment, Draft, UnsentFile
from forms.ports import ports
from forms.services.stored_content import forget_content, hold_content

KEPT_FOR = timedelta(days=7)
"""The session of a page that is still open is over long before."""
SOME = 20
"""Files of one round; a round comes each second."""


def forget_unsent(*, now: datetime) -> int:
    """Of files that were not sent for so long, those in no draft of their owner are gone, with content nobody needs.

    Answers how many were looked at.
    """
    looked_at = 0
    while looked_at < SOME and _look_at_oldest(now):
        looked_at += 1
    return looked_at


@transaction.atomic
def _look_at_oldest(now: datetime) -> bool:
    old = UnsentFile.objects.filter(wanted_at__lt=now - KEPT_FOR).order_by("wanted_at")
    file = old.select_for_update(skip_locked=True).first()
    if file is None:
        return False
    if _is_drafted(file):
        file.wanted_at = now
        file.save(update_fields=["wanted_at"])
    else:
        _forget(file)
    return True


def _is_drafted(file: UnsentFile) -> bool:
    drafts = Draft.objects.filter(person=file.owner).values_list("values", flat=True)
    return any(str(file.uuid) in str(values) for values in drafts)


def _forget(file: UnsentFile) -> None:
    """The content goes while it is held: after the end somebody may have kept the same again."""
    sha256 = Attachment.objects.get(uuid=file.uuid).sha256
    hold_content(sha256)
    with connection.cursor() as cursor:  # the model refuses; the trigger looks whether it was sent
        cursor.execute("DELETE FROM forms_attachment WHERE uuid = %s", [file.uuid])
    file.delete()
    if not Attachment.objects.filter(sha256=sha256).exists() and not ports().needs_content(sha256):
        forget_content(sha256)
