"""Cases and tasks as programs see them, only those the person may see."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from approvals.selectors.kept_back import kept_back
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.stages import places_of, stages_of_task
from approvals.selectors.visibility import visible_cases
from workflow.engine.nodes import UserNode
from workflow.engine.stage_clocks import buttons_at
from workflow.engine.state import CaseState, OpenTask
from workflow.models import Case, UserTask
from workflow.ports import ports
from workflow.selectors.programs import machine_of


def _today() -> date:
    return timezone.localdate()


def visible_case(person: UUID, number: str) -> Case:
    """A case this person may read. Raises Http404 for every other one, whether it exists or not."""
    if "\x00" in number:
        raise Http404
    found = Case.objects.filter(
        number=number, uuid__in=visible_cases(person, organisation_in_force(), _today())
    ).first()
    if found is None:
        raise Http404
    return found


def visible_task(person: UUID, task: UUID) -> UserTask:
    """A task of a case this person may read. Raises Http404."""
    found = (
        UserTask.objects.filter(uuid=task, case__in=visible_cases(person, organisation_in_force(), _today()))
        .select_related("case")
        .first()
    )
    if found is None:
        raise Http404
    return found


def hidden_from(case: Case, person: UUID) -> frozenset[str]:
    """Keys of the items that this person must not see."""
    program, state = machine_of(case.program_hash).program, CaseState.from_bytes(json.dumps(case.state))
    return kept_back(program, state, str(person), organisation_in_force(), _today())


def case_shown(case: Case, person: UUID) -> dict[str, Any]:
    """A case with its answers as stored, those that this person may see, and what is open."""
    state = CaseState.from_bytes(json.dumps(case.state))
    nodes, hidden = machine_of(case.program_hash).program.by_id, hidden_from(case, person)
    return {
        "number": case.number,
        "case": str(case.uuid),
        "procedure": case.procedure_id,
        "program": case.program_hash,
        "status": case.status,
        "outcome": case.outcome,
        "document_number": case.document_number,
        "revision": case.revision,
        "round": state.round,
        "started_at": case.started_at.isoformat(),
        "ended_at": case.ended_at.isoformat() if case.ended_at else None,
        "answers": {key: said for key, said in state.answers.items() if key.partition(":")[0] not in hidden},
        "open": [
            {
                "task": task.id,
                "step": nodes[task.node].step,
                "due_at": task.due_at.isoformat() if task.due_at else None,
                "verdicts": _verdicts(nodes[task.node], task),
                "stages": _stages(task),
            }
            for task in state.tasks.values()
        ],
    }


def _verdicts(node: object, task: OpenTask) -> list[str]:
    """What those who may act now can say; at a 回議 what the open stages have."""
    if not isinstance(node, UserNode):
        return []
    route = stages_of_task(task)
    open_ = {seat.stage.partition(" ")[0] for seat in route.seats} if route else {""}
    return list(dict.fromkeys(button.verdict for kind in sorted(open_) for button in buttons_at(node, kind)))


def _stages(task: OpenTask) -> list[dict[str, Any]]:
    """The places of a 回議 in their order."""
    route = stages_of_task(task)
    seated = {seat.stage for seat in route.seats} if route else set()
    return [
        {
            "place": stage.place,
            "kind": stage.kind,
            "name": stage.name,
            "passed_over": stage.passed_over.value if stage.passed_over else "",
            "open": stage.place in seated,
            "verdict": act.verdict if act else "",
            "void": bool(act and act.void),
        }
        for stage, act in (places_of(route) if route else ())
    ]


def route_shown(case: Case, language: str) -> dict[str, Any]:
    """The human steps in the order of the definition."""
    state = CaseState.from_bytes(json.dumps(case.state))
    program = machine_of(case.program_hash).program
    people = PeopleShown(organisation_in_force(), "en" if language == "en" else "ja")
    open_nodes = {task.node: task for task in state.tasks.values()}
    steps = []
    for node in program.nodes:
        if not isinstance(node, UserNode):
            continue
        visits = [passed for passed in state.passed if passed.node == node.id]
        task = open_nodes.get(node.id)
        status = "open" if task else "to_come" if not visits else "void" if visits[-1].void else "done"
        last = visits[-1] if visits else None
        steps.append(
            {
                "node": node.id,
                "step": node.step,
                "kind": node.kind,
                "status": status,
                "people": [people.name(person) for person in ports().people.assignees(task.route)] if task else [],
                "verdict": last.verdict if last else "",
                "by": people.name(last.actor.person) if last and last.actor.person else "",
                "post": last.actor.post if last else "",
                "capacity": last.actor.capacity if last else "",
                "at": last.at.isoformat() if last else None,
            }
        )
    return {"number": case.number, "round": state.round, "steps": steps}
