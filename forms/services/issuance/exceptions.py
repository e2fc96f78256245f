"""Decides about rows that were set apart: try again, hand over on paper, or leave to be dealt with by hand."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from forms.errors import IssuanceRefused
from forms.issuance.batch import BatchStatus
from forms.issuance.rows import RowState
from forms.models import IssueBatch, IssueChunk, IssueRow
from forms.ports import ports
from forms.services.issuance.reason import as_kept

Decision = Literal["again", "paper", "leave"]
_POSSIBLE: dict[str, tuple[Decision, ...]] = {
    "unknown_person": ("again", "leave"),
    "layout": ("again", "leave"),
    "no_template": ("again", "leave"),
    "no_consent": ("paper", "again", "leave"),
    "no_number": ("leave",),
    "twice": ("leave",),
}


def possible(problem: str) -> tuple[Decision, ...]:
    """What can be decided about a row with this problem."""
    return _POSSIBLE.get(problem, ("leave",))


@transaction.atomic
def decide_exception(
    *, batch: int, number: int, decision: Decision, reason: str, person: UUID, now: datetime
) -> IssueRow:
    """Decide about one held row. Raises IssuanceRefused. The caller has asked whether the person handles the kind."""
    found, reason = IssueBatch.objects.get(pk=batch), as_kept(reason)
    piece = IssueChunk.objects.select_for_update().filter(batch=batch, first__lte=number, behind__gt=number).first()
    if piece is None:
        raise IssuanceRefused("この番号の行はありません。", "There is no row of this number.")
    row = IssueRow.objects.select_for_update(of=("self",)).get(batch=batch, number=number)
    if row.state != RowState.HELD or found.status in (BatchStatus.CALLED_BACK, BatchStatus.CLOSED):
        raise IssuanceRefused("この行は、もう保留ではありません。", "This row is not held any more.")
    if decision not in possible(row.problem):
        raise IssuanceRefused("この行では選べません。", "This can't be chosen for this row.")
    if not reason:
        raise IssuanceRefused("理由を書いてください。", "Write the reason.")
    if decision != "leave":
        _make_again(row, found, piece, decision, now)
    row.decided_by, row.decided_at, row.reason = person, now, reason
    row.save()
    body = {"batch": found.key, "row": number, "decision": decision, "reason": row.reason}
    ports().record_event(person=person, event="decided_exception", now=now, body=body)
    return row


def _make_again(row: IssueRow, batch: IssueBatch, piece: IssueChunk, decision: Decision, now: datetime) -> None:
    """The row goes back to its piece, which any worker takes again."""
    if row.person is None:
        known = ports().recipients_of([row.staff_number], batch.publish_at or now).get(row.staff_number)
        if known is None:
            raise IssuanceRefused(
                "職員の名簿に、まだこの番号がありません。", "The staff register still has no person with this number."
            )
        if IssueRow.objects.filter(batch=batch, person=known.person).exists():
            raise IssuanceRefused("この職員の行は、ほかにもあります。", "There is another row for this person.")
        row.person, row.unit, row.unit_code = known.person, known.unit, known.unit_code
    row.on_paper = decision == "paper"
    row.state, row.problem, row.detail = RowState.MAKING.value, "", ""
    piece.done_at = None
    piece.save(update_fields=["done_at"])
