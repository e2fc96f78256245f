"""The row that starts a batch, and the values that call it back; the case's own statement writes them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from msgspec import to_builtins
from msgspec.structs import replace

from forms.issuance.ask import IssueAsk, RowSetRef
from forms.issuance.batch import BatchStatus
from forms.services.issuance.sealed import seal_rows

TABLE = "forms_issuebatch"
_NAMESPACE = UUID("6f1c7a52-7c0f-5c1e-9a55-3f6f0a6b7d11")


def batch_row(ask: IssueAsk, now: datetime) -> dict[str, Any]:
    """Columns and values of the batch's row, ready for an INSERT that does nothing when the key is there already."""
    return {
        "uuid": uuid5(_NAMESPACE, ask.key),
        "key": ask.key,
        "case": UUID(ask.case),
        "title": ask.title[:300],
        "template": ask.template,
        "consent": ask.consent,
        "ask": json.dumps(to_builtins(replace(ask, rows=())), ensure_ascii=False),
        "rows_sealed": None if isinstance(ask.rows, RowSetRef) else seal_rows(ask.rows, inline_place(ask.key)),
        "row_set": UUID(ask.rows.row_set) if isinstance(ask.rows, RowSetRef) else None,
        "publish_at": ask.publish_at,
        "corrects": ask.corrects,
        "status": BatchStatus.RECEIVED.value,
        "received_at": now,
        "columns": "[]",
        "template_sha256": "",
        "outcome": "",
    }


def called_back_values(now: datetime) -> dict[str, Any]:
    """What to set in the batch's row (by its `key`) when its case takes it back.

    The caller has seen that it is not published yet; the database refuses a call-back after that.
    """
    return {"status": BatchStatus.CALLED_BACK.value, "called_back_at": now}


def inline_place(key: str) -> str:
    """What rows that came with the ask are bound to."""
    return f"batch/{uuid5(_NAMESPACE, key)}"
