"""The rows a carried-out command leaves: what is new in the state against the state before."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from workflow.engine.carry_out import CarriedOut
from workflow.engine.compensation import is_undo
from workflow.engine.effects import CallSystem, CloseTask, DropCall, Effect, EndCase, MoveDeadline, MoveTask
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.state import CaseState
from workflow.ports import ports
from workflow.services.statement import Statement

NO_WAIT = timedelta()


def add_tasks(statement: Statement, machine: Machine, done: CarriedOut, now: datetime, person: str) -> None:
    """Close the tasks that are gone, open those that are new."""
    before = done.before.tasks if done.before else {}
    case = UUID(done.after.case)
    for closed in (effect for effect in done.effects if isinstance(effect, CloseTask) and effect.task in before):
        statement.add(
            "UPDATE workflow_usertask SET status = %s, verdict = %s, closed_at = %s, closed_by = %s WHERE uuid = %s",
            [closed.how, closed.verdict, now, person or None if closed.how == "completed" else None, closed.task],
        )
    taken = {effect.task for effect in done.effects if isinstance(effect, MoveTask)}
    for task in (done.after.tasks[each] for each in taken if each in done.after.tasks):
        statement.add(
            "UPDATE workflow_usertask SET node = %s, step = %s, due_at = %s WHERE uuid = %s",
            [task.node, machine.program.by_id[task.node].step, task.due_at, task.id],
        )
    for moved in (effect for effect in done.effects if isinstance(effect, MoveDeadline) and effect.task in before):
        if moved.task not in taken:  # one statement writes a row once
            statement.add("UPDATE workflow_usertask SET due_at = %s WHERE uuid = %s", [moved.due_at, moved.task])
    opened = []
    for task in done.after.tasks.values():
        node = machine.program.by_id[task.node]
        assert isinstance(node, UserNode)
        if task.id not in before:
            opened.append(
                {
                    "uuid": task.id,
                    "case_id": case,
                    "node": task.node,
                    "step": node.step,
                    "kind": node.kind,
                    "round": task.round,
                    "status": "open",
                    "verdict": "",
                    "opened_at": task.opened_at,
                    "due_at": task.due_at,
                }
            )
    statement.insert("workflow_usertask", opened)


def add_waits(statement: Statement, done: CarriedOut, now: datetime) -> None:
    """Timers, subscriptions and incidents that came, changed or went."""
    before, after, case = done.before, done.after, UUID(done.after.case)
    timers = before.timers if before else {}
    gone = [timer for timer in timers if timer not in after.timers]
    if gone:
        statement.add("DELETE FROM workflow_timer WHERE case_id = %s AND timer = ANY(%s)", [case, gone])
    statement.insert(
        "workflow_timer",
        [
            {"case_id": case, "timer": timer.id, "kind": timer.kind, "due_at": timer.due_at}
            for timer in after.timers.values()
            if timer.id not in timers or timers[timer.id].due_at != timer.due_at
        ],
        "ON CONFLICT (case_id, timer) DO UPDATE SET due_at = excluded.due_at",
    )
    waits = before.subscriptions if before else {}
    ended = [wait for wait in waits if wait not in after.subscriptions]
    if ended:
        statement.add("DELETE FROM workflow_subscription WHERE case_id = %s AND subscription = ANY(%s)", [case, ended])
    statement.insert(
        "workflow_subscription",
        [
            {"case_id": case, "subscription": wait.id, "name": wait.name, "key": wait.key}
            for wait in after.subscriptions.values()
            if wait.id not in waits
        ],
    )
    add_incidents(statement, before, after, now)


def add_incidents(statement: Statement, before: CaseState | None, after: CaseState, now: datetime) -> None:
    """Open and close what administrators have to settle."""
    case = UUID(after.case)
    known = before.incidents if before else {}
    settled = [incident for incident in known if incident not in after.incidents]
    if settled:
        statement.add(
            "UPDATE workflow_incident SET closed_at = %s WHERE case_id = %s AND incident = ANY(%s)",
            [now, case, settled],
        )
    statement.insert(
        "workflow_incident",
        [
            {
                "case_id": case,
                "incident": incident.id,
                "node": incident.node,
                "kind": incident.kind,
                "detail": incident.detail,
                "opened_at": now,
            }
            for incident in after.incidents.values()
            if incident.id not in known
        ],
    )


def add_calls(statement: Statement, case: UUID, effects: Sequence[Effect], now: datetime, wait: timedelta) -> None:
    """Put calls into the ledger."""
    calls = [effect for effect in effects if isinstance(effect, CallSystem)]
    rows: list[dict[str, Any]] = [
        {
            "key": f"{case}:{call.key}",
            "case_id": case,
            "call": call.key,
            "node": call.node,
            "target": call.operation.partition(".")[0],
            "operation": call.operation,
            "payload": json.dumps(call.payload, ensure_ascii=False),
            "receive": json.dumps(call.receive, ensure_ascii=False),
            "retry": msgspec.json.encode(call.retry).decode(),
            "timeout_seconds": call.timeout_seconds,
            "status": "waiting",
            "attempts": 0,
            "order_group": _group(call, str(case)),
            "next_at": now if call.urgent else now + wait,
            "fence": 0,
            "leased_by": "",
            "created_at": now + timedelta(microseconds=place),
            "error": "",
        }
        for place, call in enumerate(calls)
    ]
    statement.insert("workflow_effect", rows)


def drop_calls(statement: Statement, case: UUID, effects: Sequence[Effect], now: datetime) -> None:
    """Close the calls that were taken back before anybody began to send them."""
    keys = [f"{case}:{effect.key}" for effect in effects if isinstance(effect, DropCall)]
    if keys:
        statement.add(
            "UPDATE workflow_effect SET status = 'dead', error = %s, settled_at = %s, handled_at = %s"
            " WHERE key = ANY(%s) AND status = 'waiting' AND leased_until IS NULL",
            ["引戻しのため送りませんでした。", now, now, keys],
        )


def _group(call: CallSystem, case: str) -> str:
    """Urgent calls wait for none; what undoes goes out one after another; all others as their system wants it."""
    if call.urgent:
        return ""
    return case if is_undo(call.key) else ports().order_group(call.operation, case)


def ended_by(effects: Sequence[Effect]) -> EndCase | None:
    """The effect that ended the case, if one did."""
    return next((effect for effect in effects if isinstance(effect, EndCase)), None)
