"""The record of a decided case for machines: what its document holds inside as record.json."""

import json
from collections.abc import Iterator, Sequence

import msgspec

from forms.field_type import Attached
from forms.fields.attachment import attached_files
from forms.validation.state import ItemState
from workflow.engine.journal import Stored
from workflow.engine.machine import Machine
from workflow.engine.state import CaseState
from workflow.models import Case

FORMAT = 1
"""A written contract: docs/reference/case-record.md."""


def files_in(items: Sequence[ItemState]) -> Iterator[Attached]:
    """Every file that the answers refer to."""
    for part in items:
        if part.item.spec.type == "attachment":
            yield from attached_files(part.stored)


def record_of(
    case: Case, machine: Machine, state: CaseState, items: Sequence[ItemState], entries: Sequence[Stored]
) -> bytes:
    """Canonical JSON. Header, salt and payload of each entry as they were hashed, so that the chain can be checked.

    A payload with an item that only some may see (見せる人) stays here; the chain holds without it.
    """
    kept = [b'"' + key.encode() + b'"' for key in machine.program.shown_to]
    content = {
        "format": FORMAT,
        "case": str(case.uuid),
        "number": case.number,
        "procedure": {"id": machine.program.key, "name": machine.program.name, "program": case.program_hash},
        "document": msgspec.to_builtins(machine.program.document),
        "document_number": state.document_number,
        "decision": msgspec.to_builtins(state.decision),
        "answers": {part.item.key: {"name": part.item.spec.name, "value": part.stored} for part in items},
        "files": [msgspec.to_builtins(file) for file in files_in(items)],
        "journal": [
            {
                "seq": entry.seq,
                "header": entry.header.decode(),
                "hash": entry.hash,
                "salt": "" if _tells(entry, kept) else (entry.salt or b"").hex(),
                "payload": "" if _tells(entry, kept) else (entry.body or b"").decode(),
            }
            for entry in entries
        ],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _tells(entry: Stored, kept: Sequence[bytes]) -> bool:
    """Whether the payload names one of these items."""
    return any(key in (entry.body or b"") for key in kept)
