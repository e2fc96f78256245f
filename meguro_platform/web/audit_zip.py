"""A case's journal as evidence: files that anybody can check on a computer that has nothing of the platform on it."""

import csv
import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from django.template.loader import render_to_string

from forms.tokyo_time import TOKYO
from meguro_platform.selectors.audit_cases import AuditedCase
from meguro_platform.web.audit_csv import BYTE_ORDER_MARK, guarded
from workflow.engine.journal import FORMAT
from workflow.selectors.journal import stored_entries

CHECK = Path(__file__).with_name("evidence_check.py")


def as_zip(case: AuditedCase, *, record: bytes, readers: bytes, by: str, now: datetime) -> bytes:
    """The journal as it is stored, what it tells people, who has read the case, and how to check it."""
    manifest = {
        "format": FORMAT,
        "case": case.number,
        "kind": "case",
        "stream": str(case.uuid),
        "entries": case.entries,
        "head": case.head,
        "exported_at": now.astimezone(TOKYO).isoformat(timespec="seconds"),
        "exported_by": by,
    }
    files: Mapping[str, bytes] = {
        "README.txt": render_to_string("audit/evidence.txt", {"manifest": manifest}).encode(),
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2).encode(),
        "journal.jsonl": "".join(_lines(case)).encode(),
        "verify.py": CHECK.read_bytes(),
        "record.csv": record,
        "readers.csv": readers,
    }
    written = io.BytesIO()
    moment = now.astimezone(TOKYO).timetuple()[:6]
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def readers_as_csv(readers: list[tuple[datetime, str, int]]) -> bytes:
    """When somebody was last on the page of the case, who, and up to which entry."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(["at", "person", "read_up_to_entry"])
    for at, name, seq in readers:
        table.writerow([at.astimezone(TOKYO).isoformat(timespec="seconds"), guarded(name), str(seq)])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _lines(case: AuditedCase) -> Iterator[str]:
    """One entry a line, as docs/reference/journal.md describes; what was hashed stands in it unchanged."""
    entries = stored_entries("case", str(case.uuid))
    for entry in takewhile(lambda entry: entry.seq <= case.entries, entries):
        row = {
            "seq": entry.seq,
            "header": entry.header.decode(),
            "hash": entry.hash,
            "salt": b64encode(entry.salt).decode() if entry.salt is not None else None,
            "body": entry.body.decode() if entry.body is not None else None,
            "tombstone": entry.tombstone,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"
