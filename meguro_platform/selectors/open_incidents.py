"""What is stuck: incidents that only an operator can settle."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from forms.spec import ItemSpec, Text
from meguro_platform.models import User
from workflow.engine.machine import Machine
from workflow.engine.remedies import is_done_by_values, missing_of, targets_of
from workflow.engine.send_back import consequences
from workflow.engine.state import CaseState
from workflow.engine.state import Incident as EngineIncident
from workflow.engine.world import LiveWorld
from workflow.models import Incident
from workflow.ports import ports
from workflow.selectors.programs import machine_of

MOST = 200
"""Rows shown; more are said to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """A step the case can be sent back to, and what that does."""

    node: str
    step: Text
    void: tuple[Text, ...]
    """Steps of people that no longer count."""
    undone: tuple[Text, ...]
    """Calls that are undone."""
    kept: tuple[Text, ...]
    """Calls whose effect stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An item that lacks a value."""

    key: str
    """As the command names it."""
    spec: ItemSpec


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
    ways_back: tuple[WayBack, ...] = ()
    missing: tuple[Missing, ...] = ()
    done_by_values: bool = False
    """Whether the step is passed over once the missing values are there; else it is tried again with them."""
    names: bool = False
    """Whether naming who acts settles it."""
    proposed: str = ""
    """Staff number of who could act."""
    proposed_name: str = ""
    waits: bool = True
    """Whether the case waits at the incident; else it has gone on by itself."""


def open_incidents() -> list[StuckCase]:
    """The oldest first, without what would happen."""
    rows = Incident.objects.filter(closed_at=None).select_related("case__procedure").defer("case__state")
    rows = rows.order_by("opened_at", "pk")
    return [_stuck(row) for row in rows[:MOST]]


def open_incident(incident: int) -> StuckCase | None:
    """One incident that is open, with what each act would do."""
    rows = Incident.objects.filter(pk=incident, closed_at=None).select_related("case__procedure")
    return next((_stuck(row, with_ways=True) for row in rows), None)


def count_open_incidents() -> int:
    return Incident.objects.filter(closed_at=None).count()


def _stuck(row: Incident, *, with_ways: bool = False) -> StuckCase:
    machine = machine_of(row.case.program_hash)
    found = StuckCase(
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
    )
    state = CaseState.from_bytes(json.dumps(row.case.state)) if with_ways else None
    incident = state.incidents.get(row.incident) if state else None
    return _with_ways(found, machine, state, incident) if state and incident else found


def _with_ways(found: StuckCase, machine: Machine, state: CaseState, incident: EngineIncident) -> StuckCase:
    """The same with what each act would do."""
    token = state.tokens.get(incident.token) if incident.token else None
    if token is None:
        return replace(found, undoes=bool(incident.call), waits=False)
    following, world = machine.next_after(token.node), LiveWorld(timezone.now(), ports().calendar())
    keys = missing_of(machine, state, world, incident)
    proposed = User.objects.filter(uuid=incident.proposal, is_active=True).first() if incident.proposal else None
    return replace(
        found,
        retries=_step(machine, token.node),
        names=incident.kind == "unassignable",
        proposed=proposed.staff_number if proposed else "",
        proposed_name=proposed.name if proposed else "",
        goes_to=_step(machine, following) if following else None,
        ways_back=tuple(
            _way_back(machine, state, token.node, target) for target in targets_of(machine, state, incident)
        ),
        missing=tuple(Missing(key=key, spec=machine.target(key).spec) for key in keys),
        done_by_values=is_done_by_values(machine.program.by_id[token.node]),
    )


def _way_back(machine: Machine, state: CaseState, sender: str, target: str) -> WayBack:
    follows = consequences(machine.program, state, sender, target)
    void, undone, kept = (
        tuple(dict.fromkeys(_step(machine, node) for node in nodes))
        for nodes in (follows.void, follows.undone, follows.kept)
    )
    return WayBack(node=target, step=_step(machine, target), void=void, undone=undone, kept=kept)


def _step(machine: Machine, node: str) -> Text:
    """The step a node belongs to, as people know it."""
    found = machine.program.by_id.get(node) or machine.program.by_id.get(node.partition(".")[0])
    return Text(found.step, found.en) if found else Text(node)
