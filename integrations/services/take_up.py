"""What people do with a file that arrived: begin a case with it, or set it aside with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from forms.field_type import Attached
from forms.free_text import text_problem
from forms.plain_text import tidy
from forms.services.attach_file import attach_file
from forms.services.file_cipher import NotDecryptable
from forms.services.stored_content import read_content
from forms.spec import ItemSpec, Text
from integrations.errors import ArrivalRefusedError
from integrations.models import ArrivedFile
from integrations.systems.system import CONTROL_FILE, FILE

_LONGEST_REASON = 500
_NOT_WAITING = Text(
    "このファイルでは始められません。もう使われたか、使えないファイルです。",
    "No case can begin with this file: it was used already, or cannot be used.",
)
_UNREADABLE = Text("届いたファイルを開けません。情報政策課に知らせてください。", "The file cannot be opened.")
_NO_REASON = Text("理由を書いてください。", "Write the reason.")
_TAKEN = Text(
    "ほかの人が登録を始めています。引き継ぐときは、もう一度押してください。",
    "Somebody else has begun with it. Press again to take it over.",
)


@transaction.atomic
def claim(*, arrival: int, person: UUID, take_over: bool, now: datetime) -> ArrivedFile:
    """From now on this person fills in the application. Raises ArrivalRefusedError when it is another's already."""
    row = _locked(arrival)
    if row.status != ArrivedFile.Status.WAITING:
        raise ArrivalRefusedError(_NOT_WAITING)
    if row.claimed_by not in (None, person) and not take_over:
        raise ArrivalRefusedError(_TAKEN)
    row.claimed_by, row.claimed_at = person, now
    row.save(update_fields=["claimed_by", "claimed_at"])
    return row


def attach_arrival(*, arrival: ArrivedFile, value: str, item: ItemSpec, person: UUID, now: datetime) -> Attached | None:
    """The file or its control file, attached for this person; None when there is none.

    Raises ArrivalRefusedError, and AnswerInvalid when the item does not take such a file.
    """
    parts = {FILE: (arrival.name, arrival.sha256), CONTROL_FILE: (arrival.control_name, arrival.control_sha256)}
    name, sha256 = parts.get(value, ("", ""))
    if not sha256:
        return None
    try:
        content = read_content(sha256)
    except NotDecryptable:
        raise ArrivalRefusedError(_UNREADABLE) from None
    return attach_file(person=person, item=item, name=name, content=content, at=now)


@transaction.atomic
def set_aside(*, arrival: int, person: UUID, reason: str, now: datetime) -> ArrivedFile:
    """Nobody begins with it, and nobody is reminded of it. Raises ArrivalRefusedError."""
    row = _locked(arrival)
    if row.status == ArrivedFile.Status.SET_ASIDE:
        raise ArrivalRefusedError(_NOT_WAITING)
    written = tidy(reason)
    if not written:
        raise ArrivalRefusedError(_NO_REASON)
    if (problem := text_problem(written, _LONGEST_REASON)) is not None:
        raise ArrivalRefusedError(problem)
    row.status, row.reason = ArrivedFile.Status.SET_ASIDE, written
    row.settled_by, row.settled_at = person, now
    row.save(update_fields=["status", "reason", "settled_by", "settled_at"])
    return row


def _locked(arrival: int) -> ArrivedFile:
    return ArrivedFile.objects.select_for_update(of=("self",)).get(pk=arrival)
