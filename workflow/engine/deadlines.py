"""When something has to be done by; a deadline counted from a day of the case moves when that day does."""

from datetime import date, datetime, time

from forms.expressions.values import Environment
from workflow.engine.effects import MoveDeadline
from workflow.engine.machine import TOKYO, Machine
from workflow.engine.nodes import EnterNode, Node, UserNode, WaitNode
from workflow.engine.release import scope_owner
from workflow.engine.run import Run
from workflow.engine.scope import where
from workflow.engine.state import Timer, Token
from workflow.engine.values import Due
from workflow.engine.world import World


def deadline(run: Run, token: Token, due: Due) -> datetime | None:
    """When a step's work, done for a token, has to be done; None where the day it is counted from is empty."""
    if not due.start:
        return run.world.deadline(run.world.now, due)
    return _counted(run.value(due.start, token), run.world, due)


def deadline_in(
    machine: Machine, values: Environment, node: Node, due: Due, world: World, begins: datetime
) -> datetime | None:
    """The same, outside of a step: for work at a node that begins at an instant."""
    if not due.start:
        return world.deadline(begins, due)
    return _counted(machine.value_in(due.start, values, where(node)), world, due)


def _counted(said: object, world: World, due: Due) -> datetime | None:
    if said is None:
        return None
    begin = datetime.combine(date.fromisoformat(str(said)[:10]), time(), TOKYO)
    return world.deadline(begin, due)


def move_deadlines(run: Run) -> None:
    """Count again from the days of the case as they are now."""
    for token in list(run.state.tokens.values()):
        node = run.machine.program.by_id[token.node]
        if isinstance(node, UserNode | WaitNode) and node.due is not None and node.due.start:
            _move(run, token, token.ref, node.due)
    for scope in list(run.state.scopes.values()):
        group = run.machine.program.by_id.get(scope.group)
        if isinstance(group, EnterNode) and group.due is not None and group.due.start and scope.parent:
            _move(run, Token(id="", node=group.id, scope=scope.parent), scope_owner(scope), group.due)


def _move(run: Run, token: Token, owner: str, due: Due) -> None:
    due_at = deadline(run, token, due)
    if due_at is None:
        return  # it was known before: people keep what they were told
    if (task := run.state.tasks.get(owner)) is not None and task.due_at != due_at:
        run.emit(MoveDeadline(task=task.id, node=token.node, was=task.due_at, due_at=due_at))
        task.due_at = due_at
    timers = (timer for timer in run.state.timers.values() if timer.owner == owner)
    timer = next((timer for timer in timers if timer.kind in ("due", "group_due")), None)
    if timer is not None and timer.due_at != due_at:
        if task is None:
            run.emit(MoveDeadline(node=token.node, was=timer.due_at, due_at=due_at))
        timer.due_at = due_at
        run.start_timer(timer, owner if task else "")


def begin_group_clock(run: Run, group: EnterNode, scope: str, owner: str) -> None:
    """Start the deadline of a block that begins inside a scope."""
    if group.due is None or group.overdue is None:
        return
    due_at = deadline(run, Token(id="", node=group.id, scope=scope), group.due)
    if due_at is not None:
        run.start_timer(Timer(id=f"due {run.number()}", kind="group_due", node=group.id, owner=owner, due_at=due_at))
