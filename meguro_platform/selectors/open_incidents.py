"""What is stuck: incidents that only an operator can settle."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.state import CaseState
from workflow.models import Incident
from workflow.selectors.programs import machine_of

MOST = 200
"""Rows shown; more are said to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckCase:
    """One open incident."""

    id: int
    incident: str
    """Id within its case."""
    case: UUID
    number: str
    procedure: Text
    is_open: bool
    """Whether the case itself still runs."""
    step: Text
    kind: str
    detail: str
    opened_at: datetime
    retries: Text | None = None
    """The step that is done again; nothing when only an undo is tried again, or nothing at all."""
    undoes: bool = False
    """Whether trying again means to undo a call once more."""
    goes_to: Text | None = None
    """The step that follows when this one is skipped."""
    waits: bool = True
    """Whether the case waits at the incident; else it has gone on by itself."""


def open_incidents() -> list[StuckCase]:
    """The oldest first, without what would happen."""
    rows = Incident.objects.filter(closed_at=None).select_related("case__procedure").order_by("opened_at", "pk")
    return [_stuck(row) for row in rows[:MOST]]


def open_incident(incident: int) -> StuckCase | None:
    """One incident that is open, with what each act would do."""
    rows = Incident.objects.filter(pk=incident, closed_at=None).select_related("case__procedure")
    return next((_stuck(row, with_ways=True) for row in rows), None)


def count_open_incidents() -> int:
    return Incident.objects.filter(closed_at=None).count()


def _stuck(row: Incident, *, with_ways: bool = False) -> StuckCase:
    machine = machine_of(row.case.program_hash)
    state = CaseState.from_bytes(json.dumps(row.case.state)) if with_ways else None
    found = state.incidents.get(row.incident) if state else None
    token = state.tokens.get(found.token) if state and found and found.token else None
    following = machine.next_after(token.node) if token else None
    return StuckCase(
        id=row.pk,
        incident=row.incident,
        case=row.case_id,
        number=row.case.number,
        procedure=Text(row.case.procedure.name, row.case.procedure.name_en),
        is_open=row.case.status == "open",
        step=_step(machine, row.node),
        kind=row.kind,
        detail=row.detail,
        opened_at=row.opened_at,
        retries=_step(machine, token.node) if token else None,
        undoes=bool(found and not token and found.call),
        goes_to=_step(machine, following) if following else None,
        waits=token is not None,
    )


def _step(machine: Machine, node: str) -> Text:
    """The step a node belongs to, as people know it."""
    found = machine.program.by_id.get(node) or machine.program.by_id.get(node.partition(".")[0])
    return Text(found.step, found.en) if found else Text(node)
