"""Documents on paper: who gets one or has asked for one, the run in mail order, and that it was handed over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from forms.errors import IssuanceRefused
from forms.issuance.rows import RowState
from forms.models import DocumentLook, IssueBatch, IssuedDocument, IssueRow, PaperRequest
from forms.ports import ports
from forms.selectors.issuance.handlers import handlers_of
from forms.services.issuance.words import subject_of


@transaction.atomic
def ask_for_paper(*, document: IssuedDocument, now: datetime) -> PaperRequest:
    """The person wants this document on paper too; the consent stays. Asking twice is one request, told once."""
    found, is_new = PaperRequest.objects.get_or_create(document=document, handed_at=None, defaults={"asked_at": now})
    if is_new:
        body = {"document": str(document.uuid)}
        ports().record_event(person=document.person, event="asked_for_paper", now=now, body=body)
        ports().tell(
            people=handlers_of(document.batch.kind),
            key=f"paper:{found.pk}",
            subject="紙の書類を求められています",
            text=f"{subject_of(document.batch).ja}です。「書類の交付」の画面から印刷して渡してください。",
            now=now,
        )
    return found


def paper_rows(batch: IssueBatch) -> list[IssueRow]:
    """The rows of the paper run, in mail order: unit, then staff number. Whoever asked for paper is among them."""
    asked = PaperRequest.objects.filter(document=OuterRef("document"), handed_at=None)
    rows = IssueRow.objects.filter(
        Q(state=RowState.PAPER.value) | Exists(asked), batch=batch, document__content__isnull=False
    )
    ordered = rows.order_by("unit_code", "staff_number", "number")
    return list(ordered.select_related("document__batch__kind", "document__content"))


@transaction.atomic
def record_run(*, batch: IssueBatch, rows: Sequence[IssueRow], person: UUID, now: datetime) -> None:
    """The run is printed: every document in it was seen by whoever printed. One entry of the journal names all."""
    IssueRow.objects.filter(pk__in=[row.pk for row in rows]).update(printed_at=now)
    DocumentLook.objects.bulk_create(
        DocumentLook(document=row.document, viewer=person, at=now, how="paper_run", reason=_why(row)) for row in rows
    )
    body = {"batch": batch.key, "documents": [str(row.document.uuid) for row in rows if row.document]}
    ports().record_event(person=person, event="printed_paper_run", now=now, body=body)


def _why(row: IssueRow) -> str:
    return "紙で渡すための印刷" if row.state == RowState.PAPER else "本人が求めた紙の印刷"


@transaction.atomic
def hand_over(*, batch: IssueBatch, numbers: Sequence[int], person: UUID, now: datetime) -> int:
    """Record that the paper of these rows was handed over; answers how many. Raises IssuanceRefused before release."""
    if batch.readable_from is None:
        raise IssuanceRefused("承認のあとに渡してください。", "Hand paper over after the batch was released.")
    rows = IssueRow.objects.filter(batch=batch, number__in=numbers, state=RowState.PAPER.value)
    handed = [row.number for row in rows.select_for_update()]
    if handed:
        rows.update(state=RowState.PAPER_HANDED.value, settled_at=now, settled_by=person)
        ports().record_event(
            person=person, event="handed_paper_over", now=now, body={"batch": batch.key, "rows": handed}
        )
    return len(handed)


@transaction.atomic
def settle_request(*, request: int, person: UUID, now: datetime) -> None:
    """The paper somebody asked for was handed over."""
    found = PaperRequest.objects.select_for_update().filter(pk=request, handed_at=None).first()
    if found is not None:
        found.handed_at, found.handed_by = now, person
        found.save(update_fields=["handed_at", "handed_by"])
        ports().record_event(
            person=person, event="handed_paper_over", now=now, body={"document": str(found.document.uuid)}
        )
