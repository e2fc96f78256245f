"""Opens a batch: whose row is whose, what can't be sent, and pieces for the workers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import to_builtins

from forms.issuance.batch import Problem
from forms.issuance.rows import RowState
from forms.models import DocumentKind, IssueBatch, IssueChunk, IssueRow
from forms.ports import Recipient, ports
from forms.services.issuance.batch_rows import all_rows, ask_of, described
from forms.services.issuance.layout import keep_template
from forms.services.issuance.row_sets import PIECE


def open_batches(*, now: datetime) -> int:
    """Open what was received; the number of batches opened. Each stands in a transaction of its own."""
    waiting = IssueBatch.objects.filter(opened_at=None, closed_at=None, called_back_at=None).order_by("id")
    return sum(open_batch(batch=pk, now=now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def open_batch(*, batch: int, now: datetime) -> bool:
    """Count the rows, find the people and cut the work into pieces. False when somebody else has or does."""
    locked = IssueBatch.objects.select_for_update(skip_locked=True, of=("self",))
    found = locked.filter(pk=batch, opened_at=None, called_back_at=None).first()
    if found is None:
        return False
    rows, ask = all_rows(found), ask_of(found)
    columns = described(found, rows)
    numbers = [columns.text(row, ask.recipient).strip() for row in rows]
    people = ports().recipients_of(numbers, found.publish_at or now)
    IssueRow.objects.bulk_create(_rows(found, numbers, people), batch_size=1000)
    IssueChunk.objects.bulk_create(
        IssueChunk(batch=found, first=first, behind=min(first + PIECE, len(rows)))
        for first in range(0, len(rows), PIECE)
    )
    found.columns = to_builtins(columns.all)
    found.kind = DocumentKind.objects.filter(template=found.template).first()
    found.template_sha256 = keep_template(found.template)
    found.opened_at = now
    found.save(update_fields=["columns", "kind", "template_sha256", "opened_at"])
    return True


def _rows(batch: IssueBatch, numbers: Sequence[str], people: Mapping[str, Recipient]) -> list[IssueRow]:
    persons = Counter(people[number].person for number in numbers if number in people)
    rows = []
    for place, number in enumerate(numbers):
        recipient = people.get(number)
        problem = _problem(number, recipient, persons)
        rows.append(
            IssueRow(
                batch=batch,
                number=place,
                staff_number=number[:40],
                person=recipient.person if recipient else None,
                unit=recipient.unit if recipient else "",
                unit_code=recipient.unit_code if recipient else "",
                state=(RowState.HELD if problem else RowState.MAKING).value,
                problem=problem,
            )
        )
    return rows


def _problem(number: str, recipient: Recipient | None, persons: Counter[UUID]) -> Problem:
    """Why the row can't be sent, whatever it says. Of two rows for one person nobody can tell which is right."""
    if not number:
        return "no_number"
    if recipient is None:
        return "unknown_person"
    return "twice" if persons[recipient.person] > 1 else ""
