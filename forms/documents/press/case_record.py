"""The document of a decided case: what was decided, on what grounds, by whom; its record and its files inside."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePath

from forms.documents.case_values import DIGEST
from forms.documents.fill import filled
from forms.documents.press.archive import pdf_a
from forms.documents.press.order import Attached
from forms.documents.template import Template
from forms.documents.values import Values
from forms.errors import DocumentNotMade

RECORD = "record.json"


def case_record(
    template: Template, values: Values, record: bytes, files: Iterable[tuple[str, bytes]] = (), *, made_at: datetime
) -> bytes:
    """PDF/A-3b of a flowing template with the case's record (JSON) and the files that people attached, by their names.

    The same arguments give the same bytes.

    Besides what the template asks for, `記録の要約値` is given by itself. Raises DocumentNotMade for a missing value,
    and what `pdf_a` raises.
    """
    whole = {**values, DIGEST: hashlib.sha256(record).hexdigest()}
    html, problems = filled(template, whole)
    if problems:
        raise DocumentNotMade(tuple(problems))
    attached = Attached(name=RECORD, content=record, description="決裁の記録（機械で読む形）")
    return pdf_a(html, (attached, *_supplements(files)), made_at=made_at)


def _supplements(files: Iterable[tuple[str, bytes]]) -> Iterator[Attached]:
    """Each file under its name; one whose name stands already gets a number: 見積書 (2).pdf."""
    taken = {RECORD}
    for name, content in files:
        free, number, path = name, 1, PurePath(name)
        while free in taken:
            number += 1
            free = f"{path.stem} ({number}){path.suffix}"
        taken.add(free)
        digest = hashlib.sha256(content).hexdigest()
        yield Attached(
            name=free, content=content, description=f"添付ファイル {name}　SHA-256 {digest}", relationship="Supplement"
        )
