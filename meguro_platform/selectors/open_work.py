"""What a case waits for now, for whoever carries a story on."""

import json
from uuid import UUID

from workflow.engine.state import CaseState
from workflow.models import Case, Effect, UserTask


def stored_state(case: UUID) -> CaseState:
    """The state of a case, in canonical order. Raises Case.DoesNotExist."""
    stored = Case.objects.values_list("state", flat=True).get(uuid=case)
    return CaseState.from_bytes(json.dumps(stored)).draft()


def open_task(case: UUID) -> UserTask | None:
    """The open work of a case, the oldest first."""
    return UserTask.objects.filter(case=case, status="open").order_by("opened_at").first()


def call_status(case: UUID, operation: str) -> str:
    """How far a call of a case is; empty when there is none."""
    return Effect.objects.filter(case=case, operation=operation).values_list("status", flat=True).first() or ""
