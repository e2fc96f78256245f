"""A case as it stood earlier: its journal up to an entry, carried out again."""

from uuid import UUID

from forms.documents.values import FieldProblem
from forms.errors import DocumentNotMade
from forms.spec import Text
from workflow.engine.journal import Stored
from workflow.engine.record import CaseRecord
from workflow.engine.replay import Mismatch
from workflow.engine.state import CaseState
from workflow.selectors.journal import replayed, stored_entries


def entries_up_to_call(case: UUID, call: str) -> list[Stored]:
    """The journal up to the entry that asked for a call. Raises DocumentNotMade when it does not tell of it."""
    entries = []
    for entry in stored_entries("case", str(case)):
        if entry.body is None:
            break
        entries.append(entry)
        effects = CaseRecord.from_bytes(entry.body).effects
        if any(told["kind"] == "CallSystem" and told["key"] == call for told in effects):
            return entries
    raise _unreadable()


def entries_up_to(case: UUID, seq: int) -> list[Stored]:
    """The journal up to this entry. Raises DocumentNotMade when part of it was destroyed."""
    entries = [entry for entry in stored_entries("case", str(case)) if entry.seq <= seq]
    if not entries or any(entry.body is None for entry in entries):
        raise _unreadable()
    return entries


def state_after(entries: list[Stored]) -> CaseState:
    """The state that these entries lead to, under the version of that time. Raises DocumentNotMade when to none."""
    state = replayed(entries)
    if state is None or isinstance(state, Mismatch):
        raise untold("案件の状態が記録に合いません。", "The record does not lead to the state of the case.")
    return state


def untold(ja: str, en: str) -> DocumentNotMade:
    """Why the document of a case cannot be made."""
    return DocumentNotMade((FieldProblem(field="案件の記録", kind="missing-value", message=Text(ja, en)),))


def _unreadable() -> DocumentNotMade:
    return untold("この案件の記録は、もう読めません。", "The record of the case can no longer be read.")
