"""Messages that came before anybody waited for them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.selectors.hot_cursor import HotCursor


@dataclass(frozen=True, slots=True)
class KeptMessage:
    message: str
    data: dict[str, Any]


def take_kept_message(cursor: HotCursor, name: str, key: str, case: str, now: datetime) -> KeptMessage | None:
    """Take the oldest kept message a case now waits for, if there is one."""
    cursor.execute(
        "UPDATE workflow_inboundmessage SET status = 'taken', case_id = %s, taken_at = %s WHERE id = ("
        " SELECT id FROM workflow_inboundmessage WHERE status = 'kept' AND name = %s AND key = %s"
        " ORDER BY id LIMIT 1 FOR UPDATE) RETURNING message, data::text",
        [case, now, name, key],
    )
    row = cursor.one()
    return KeptMessage(row[0], json.loads(row[1])) if row else None
