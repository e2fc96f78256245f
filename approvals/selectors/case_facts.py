"""What plugs may know of a stored case, for what is written beside it."""

import json
from datetime import datetime
from uuid import UUID

from workflow.engine.state import CaseState
from workflow.models import Case
from workflow.ports import CaseFacts
from workflow.selectors.programs import machine_of


def facts_of(case: UUID, now: datetime) -> CaseFacts:
    """The case as it stands; nothing is locked. Raises Case.DoesNotExist, ProgramNotFound."""
    stored = Case.objects.get(uuid=case)
    state = CaseState.from_bytes(json.dumps(stored.state))
    return CaseFacts(program=machine_of(stored.program_hash).program, state=state, now=now)
