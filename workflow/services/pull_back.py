"""引戻し: a person takes back what he did last, before anybody has acted on it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from workflow.engine.commands import ProgressUserTask, PullBack
from workflow.engine.machine import Machine
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.recall import NOT_ANY_MORE, recall_of
from workflow.engine.stage_clocks import stage_deadlines
from workflow.engine.state import Recall
from workflow.engine.world import LiveWorld
from workflow.models import Effect
from workflow.ports import CaseFacts, Settled, Write, ports
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

ON_THE_ROUTE = "route"
"""Names the last act on the route of an open step, where an act that finished a step has an id."""
UNDO_FOR = timedelta(seconds=10)
"""How long calls wait that follow from an act on a page, so that it can be taken back before anything went out."""


def pull_back(*, case: UUID, person: UUID, now: datetime, recall: str = "", key: CommandKey = NO_KEY) -> Outcome:
    """Take back the person's last act, or the one named, as it was done: in the same unit, post and capacity.

    TooLate once somebody acted on what followed, or a call that cannot be undone is on its way.
    Raises CaseNotFound, CommandKeyReused.
    """

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        found = recall_of(facts.state, str(person))
        if recall == ON_THE_ROUTE or found is None:
            return _on_a_route(facts, machine, str(person), now) if recall in ("", ON_THE_ROUTE) else NOT_ANY_MORE
        if recall not in ("", found.id):
            return NOT_ANY_MORE
        command = PullBack(recall=found.id, actor=found.actor, unsent=unsent(case, found))
        left = [task for task in facts.state.tasks.values() if task.token in found.left]
        losing = (one for task in left for one in ports().people.assignees(task.route))
        return Prepared(command=command, writes=_tell(facts, str(person), losing))

    return dispatch(case=case, prepare=prepare, now=now, key=key)


def _on_a_route(facts: CaseFacts, machine: Machine, person: str, now: datetime) -> Prepared | TooLate:
    """Take back an act at a place of a step that is still open."""
    world = LiveWorld(now, ports().calendar())
    for task in facts.state.tasks.values():
        deadlines = stage_deadlines(machine, facts.state, machine.user_node(task.node), world)
        found = ports().people.take_back(facts, task.id, person, deadlines)
        if isinstance(found, Settled):
            command = ProgressUserTask(
                task=task.id, route=found.route, actor=found.actor, act="take_back", stage=found.stage
            )
            kept = ports().people.assignees(found.route)
            losing = (one for one in ports().people.assignees(task.route) if one not in kept)
            return Prepared(command=command, writes=(*found.writes, *_tell(facts, person, losing)))
    return NOT_ANY_MORE


def _tell(facts: CaseFacts, person: str, losing: Iterable[str]) -> tuple[Write, ...]:
    """Those who had the work learn why it is gone."""
    people = tuple(one for one in losing if one != person)
    subject = f"{facts.state.number} は引き戻されました"
    text = (
        f"「{facts.program.name}」({facts.state.number})は、前の人が引き戻したため、あなたの受信箱からなくなりました。"
    )
    return ports().notices.notice(facts, f"taken back {facts.now.isoformat()}", people, subject, text)


def unsent(case: UUID, recall: Recall) -> tuple[str, ...]:
    """Calls of an act that no worker has begun to send; they stay so, since their rows are locked now."""
    if not recall.made:
        return ()
    rows = Effect.objects.select_for_update().filter(
        case_id=case, call__in=recall.made, status=Effect.Status.WAITING, attempts=0
    )
    return tuple(sorted(row.call for row in rows.order_by("id")))
