"""Taking hold of a case: the one statement that locks its row and reads what dispatch needs."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from workflow.engine.state import CaseState
from workflow.ports import ports
from workflow.selectors.hot_cursor import HotCursor


@dataclass(frozen=True, slots=True)
class CaseOfTask:
    """The case that a task belongs to, found by the statement that locks it."""

    task: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A command that was carried out before under the same key."""

    digest: str
    result: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedCase:
    """A case whose row this transaction holds."""

    uuid: UUID
    revision: int
    content_revision: int
    state: CaseState
    program_hash: str
    journal_seq: int
    journal_head: str
    organisation: str
    known: Known | None


_KNOWN = (
    "(SELECT jsonb_build_object('digest', command_digest, 'result', result)::text"
    " FROM workflow_journalentry WHERE command_key = %s)"
)
_OF_TASK = "(SELECT case_id FROM workflow_usertask WHERE uuid = %s)"


def lock_case(cursor: HotCursor, case: UUID | CaseOfTask, key: str) -> LockedCase | None:
    """Lock a case, first of all locks; None when there is no such case.

    Whoever waited here for a twin of the same command may not see it as known yet: see `find_known`.
    """
    which, asked = (_OF_TASK, case.task) if isinstance(case, CaseOfTask) else ("%s", case)
    cursor.execute(
        "SELECT uuid, revision, content_revision, state::text, program_hash, journal_seq, journal_head,"
        f" {ports().people.revision_sql}::text, {_KNOWN}"
        f" FROM workflow_case WHERE uuid = {which} FOR UPDATE",
        [key or None, asked],
    )
    row = cursor.one()
    if row is None:
        return None
    uuid, revision, content_revision, state, program_hash, seq, head, organisation, known = row
    return LockedCase(
        uuid=uuid,
        revision=revision,
        content_revision=content_revision,
        state=CaseState.from_bytes(state),
        program_hash=program_hash,
        journal_seq=seq,
        journal_head=head,
        organisation=organisation or "",
        known=_known(known),
    )


def _known(stored: str | None) -> Known | None:
    return Known(**json.loads(stored)) if stored else None


def find_known(cursor: HotCursor, key: str) -> Known | None:
    """Whether a command key has been used, as of now."""
    if not key:
        return None
    cursor.execute(f"SELECT {_KNOWN}", [key])
    row = cursor.one()
    return _known(row[0]) if row else None
