"""Records that somebody opened a document, before it is shown; reading one's own is its receipt."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from forms.errors import IssuanceRefused
from forms.issuance.rows import RowState
from forms.models import DocumentKind, DocumentLook, IssuedDocument, IssueRow
from forms.ports import ports
from forms.selectors.issuance.handlers import handlers_of
from forms.services.issuance.reason import as_kept

How = Literal["view", "pdf", "print", "paper_run", "api"]
SAME_LOOK = timedelta(minutes=10)
"""Who opens the same again within this time is still on the same look."""


@transaction.atomic
def look_at_own(*, document: IssuedDocument, how: How, now: datetime) -> None:
    """The person opens the own document. The first time is the receipt."""
    person = document.person
    unread = IssueRow.objects.filter(
        document=document, state__in=[RowState.MADE.value, RowState.PUBLISHED.value, RowState.UNREAD.value]
    )
    unread.update(state=RowState.RECEIVED.value, settled_at=now)
    _record(document, viewer=person, how=how, reason="", now=now)


@transaction.atomic
def look_into(*, document: IssuedDocument, viewer: UUID, how: How, reason: str, now: datetime) -> None:
    """Somebody of the office in charge opens another person's document, saying why. Raises IssuanceRefused.

    The caller has asked whether the viewer handles this kind.
    """
    written = as_kept(reason)
    if len(written) < 5:
        raise IssuanceRefused(
            "見る理由を書いてください（5文字以上）。本人も読めます。",
            "Write why you look (at least 5 characters). The person can read it.",
        )
    _record(document, viewer=viewer, how=how, reason=written, now=now)
    _mind_many(document, viewer, now)


def _record(document: IssuedDocument, *, viewer: UUID, how: How, reason: str, now: datetime) -> None:
    recent = DocumentLook.objects.filter(
        document=document, viewer=viewer, how=how, reason=reason, at__gt=now - SAME_LOOK
    )
    if how == "view" and recent.exists():
        return
    DocumentLook.objects.create(document=document, viewer=viewer, at=now, how=how, reason=reason)
    body = {
        "document": str(document.uuid),
        "kind": document.kind,
        "person": str(document.person),
        "version": document.version,
        "how": how,
        "reason": reason,
    }
    ports().record_event(person=viewer, event="viewed_document", now=now, body=body)


def _mind_many(document: IssuedDocument, viewer: UUID, now: datetime) -> None:
    """Who opens many documents of others in a day is made known to the colleagues, once a day."""
    today = DocumentLook.objects.filter(viewer=viewer, at__gt=now - timedelta(days=1)).exclude(how="paper_run")
    others = today.exclude(document__person=viewer).values("document").distinct().count()
    if others != settings.ISSUANCE_MANY_LOOKS:
        return
    kind = DocumentKind.objects.filter(key=document.kind).first()
    name = ports().names_of([viewer]).get(viewer, "")
    ports().tell(
        people=[person for person in handlers_of(kind) if person != viewer],
        key=f"many-looks:{viewer}:{now.date()}",
        subject=f"{name}が1日に{others}人の書類を開きました",
        text="理由はそれぞれ記録されています。",
        now=now,
    )
