"""The document of a decided case for a call that sends it: made once, kept encrypted, forgotten when the call is done.

Every try sends the same bytes, also after a restart, a new template or a new release. It is made by the process that
carries the call, which is a slow worker; layout itself happens in a process of its own (`forms.documents.press`).
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import connection
from django.utils import timezone

from forms.documents.files import load_template
from forms.documents.press.case_record import case_record
from forms.documents.press.letter import letter_pdf
from forms.documents.template import Template
from forms.documents.values import FieldProblem
from forms.errors import DocumentNotMade
from forms.field_type import Attached
from forms.services.file_cipher import decrypt, encrypt
from forms.services.open_attachment import open_attachment
from forms.spec import Text
from integrations.models.case_document import CaseDocument
from integrations.ports import ports
from workflow.services.claim_effects import ClaimedEffect

TEMPLATE = "case-record.html"
TYPE = "application/pdf"
MOST = 50_000_000
"""Bytes of attached files inside one document: more takes longer than a worker holds a call."""
TOO_MUCH = Text(
    "添付ファイルが合わせて50MBを超えるので、一つの文書にできません。文書管理の窓口で登録してください。",
    "The attached files are more than 50 MB together; register the case at records management by hand.",
)

_FORGET = """
UPDATE integrations_casedocument kept SET content = NULL FROM workflow_effect sent
WHERE kept.content IS NOT NULL AND sent.id = kept.effect_id
  AND (sent.status = 'done' OR sent.handled_at IS NOT NULL)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The document of a case, and how an order refers to it."""

    reference: Attached
    content: bytes
    attached: int | None
    """How many files that people attached are inside."""


def case_document(effect: ClaimedEffect, *, letter: bool = False) -> Document:
    """The document of a claimed call: the record of the decision, or the `letter` that a 施行 sends.

    Raises LookupError for a call outside any case, AttachmentUnreadable, and what `case_record` raises.
    """
    kept = CaseDocument.objects.filter(effect_id=effect.id, content__isnull=False).first() or _made(effect, letter)
    content = decrypt(bytes(kept.content or b""), kept.sha256, settings.ATTACHMENT_KEYS)
    uuid = str(uuid5(NAMESPACE_URL, effect.key))
    reference = Attached(uuid=uuid, sha256=kept.sha256, name=kept.name, size=kept.size, type=TYPE)
    return Document(reference=reference, content=content, attached=kept.attached)


def _made(effect: ClaimedEffect, letter: bool) -> CaseDocument:
    """Of two workers that make it at once, both send what the first has kept."""
    if effect.case is None:
        raise LookupError("a call outside any case has no case to send")
    number, pdf, attached = _letter(effect.case, effect.call) if letter else _record(effect.case, effect.call)
    sha256 = hashlib.sha256(pdf).hexdigest()
    row = {
        "name": f"{number}.pdf",
        "sha256": sha256,
        "size": len(pdf),
        "attached": attached,
        "made_at": timezone.now(),
        "content": encrypt(pdf, sha256, settings.ATTACHMENT_KEYS),
    }
    kept, _ = CaseDocument.objects.get_or_create(effect_id=effect.id, defaults=row)
    if kept.content is None:
        kept, _ = CaseDocument.objects.update_or_create(effect_id=effect.id, defaults=row)
    return kept


def _record(case: UUID, call: str) -> tuple[str, bytes, int]:
    """Number of the case, the record of its decision, and how many files are inside."""
    decided = ports().decided_case(case, call)
    template = _template(settings.DEFINITIONS_DIR / "documents" / TEMPLATE)
    if sum(file.size for file in decided.files) > MOST:
        raise DocumentNotMade((FieldProblem(field="添付", kind="overflow", message=TOO_MUCH),))
    files = [(file.name, open_attachment(file=file).content) for file in decided.files]
    pdf = case_record(template, decided.values, decided.record, files, made_at=decided.at)
    return decided.number, pdf, len(files)


def _letter(case: UUID, call: str) -> tuple[str, bytes, None]:
    """Number of the case, and what its 施行 sends."""
    sent = ports().sent_letter(case, call)
    return sent.number, letter_pdf(sent), None


@cache
def _template(path: Path) -> Template:
    """Read once per process, like all definitions. Raises DocumentNotMade for one with mistakes."""
    template, findings = load_template(path)
    if template is None:
        message = findings[0][1].message
        raise DocumentNotMade((FieldProblem(field=path.name, kind="missing-value", message=message),))
    return template


def forget_sent() -> int:
    """Destroy the content of what was sent, or will not be sent any more; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return int(cursor.rowcount)
