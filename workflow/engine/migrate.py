"""移行: a case leaves the version of its procedure that it began under and goes on under another one.

Where it stands it stays; what is timed is counted again from when it began; steps before it are not made up for. A
step that a map by hand names is left, and the step it leads to is entered anew.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from forms.spec import Text
from workflow.engine.anytime import listen_again, stop_listening
from workflow.engine.commands import Migrate
from workflow.engine.deadlines import deadline_in
from workflow.engine.effects import CloseIncident, CloseTask, MoveDeadline, MoveTask, ReviseAnswers
from workflow.engine.invariants import violations
from workflow.engine.migration_plan import BY_HAND
from workflow.engine.nodes import EachNode, EnterNode, UserNode, WaitNode
from workflow.engine.outcome import Refused, TooLate, refused
from workflow.engine.release import close_wait, drop_token
from workflow.engine.run import Run
from workflow.engine.stage_clocks import reminder_of
from workflow.engine.state import CaseState, OpenTask, Timer, Token
from workflow.engine.values import Due, Reminder

T = TypeVar("T")
At = Callable[[str], str]
"""The id of a node now."""

MOVED_ALREADY = TooLate(
    Text(
        "この案件は、もう別の版に移っているか、終わっています。何も変えていません。",
        "The case has ended, or goes by another version by now. Nothing was changed.",
    )
)


NO_PLACE = refused(
    "cannot_be_moved",
    "新しい版では、この案件が止まる場所を失います。移していません。",
    "The case would have no sound place in that version. It was not moved.",
)


def migrate(run: Run, command: Migrate) -> TooLate | Refused | None:
    """Take the case over. Whoever commands has judged it; `unsound` looks at what came of it."""
    state = run.state
    if state.status != "open" or state.program != command.before:
        return MOVED_ALREADY
    assert run.machine.program.hash == command.program
    moved = [(token, command.moves[token.node]) for token in state.tokens.values() if token.node in command.moves]
    state.program = command.program
    _rename(state, lambda node: command.steps.get(node, node))
    _forget(run, command)
    _rename_items(run, command.items)
    for token, node in moved:
        if token.id in state.tokens:
            _leave(run, token)
            run.go(token, node)
    if any(token.node not in run.machine.program.by_id for token in state.tokens.values()):
        return NO_PLACE
    run.values_changed()
    for task in state.tasks.values():
        run.emit(MoveTask(task=task.id, node=task.node))
        if task.node in command.clocks:
            _count_again(run, task)
    _drop_clocks(run)
    _listen(run)
    return None


def unsound(run: Run) -> Refused | None:
    """Refuses what is no sound state under the new program: nothing is moved half-way."""
    return NO_PLACE if violations(run.machine.program, run.state) else None


# -- the same things under their new names --------------------------------------------------------------------------


def _rename(state: CaseState, at: At) -> None:
    for held in (state.tokens, state.tasks, state.timers, state.calls, state.issues, state.children):
        for each in held.values():
            each.node = at(each.node)
    for passed in state.passed:
        passed.node = at(passed.node)
    for scope in state.scopes.values():
        scope.group = at(scope.group)
        scope.compensation = [replace(entry, node=at(entry.node)) for entry in scope.compensation]
    state.incidents = {key: replace(each, node=at(each.node)) for key, each in state.incidents.items()}
    state.returns = [replace(each, target=at(each.target), sender=at(each.sender)) for each in state.returns]
    for counted in (state.calls_made, state.issues_made, state.children_begun):
        _rename_keys(counted, at)
    _rename_keys(state.looped, at)
    kept = {_renamed_first(key, at): route for key, route in state.circulated.items()}
    state.circulated = dict(sorted(kept.items()))


def _rename_keys(held: dict[str, T], at: At) -> None:
    named = {at(key): value for key, value in held.items()}
    held.clear()
    held.update(sorted(named.items()))


def _renamed_first(key: str, at: At) -> str:
    """The key of a kept route: node, unit, row."""
    node, *place = key.split(" ")
    return " ".join([at(node), *place])


def _rename_items(run: Run, items: Mapping[str, str]) -> None:
    said = run.state.answers
    if renamed := {items[key]: said[key] for key in said if key in items}:
        run.state.answers = {**{key: value for key, value in said.items() if key not in items}, **renamed}
        run.emit(ReviseAnswers(answers=dict(run.state.answers), changed=tuple(renamed)))


def _forget(run: Run, command: Migrate) -> None:
    """What nobody can come back to under the new program; that a step was done stays known by its name."""
    state, nodes = run.state, run.machine.program.by_id
    state.recalls = []
    state.returns = [each for each in state.returns if each.target in nodes and each.sender in nodes]
    state.looped = {each: end for each, end in state.looped.items() if isinstance(nodes.get(each), EachNode)}
    state.calls = {key: call for key, call in state.calls.items() if call.node in nodes}
    routes = ((key, nodes.get(key.partition(" ")[0]), route) for key, route in state.circulated.items())
    state.circulated = {key: route for key, node, route in routes if isinstance(node, UserNode) and node.circulation}
    done = {passed.node for passed in state.passed if passed.node not in nodes}
    state.gone = {node: name for node, name in {**state.gone, **command.gone}.items() if node in done}


# -- where a map by hand leads --------------------------------------------------------------------------------------


def _leave(run: Run, token: Token) -> None:
    """End what a token waits for, with all that runs beside it. Its step may be one that the program does not have."""
    for lane in [each for each in run.state.tokens.values() if token.ref and each.lane_of == token.ref]:
        if lane.waits in BY_HAND:
            _leave(run, lane)
            del run.state.tokens[lane.id]
        else:
            drop_token(run, lane, "withdrawn")
    match token.waits:
        case "task":
            task = run.state.tasks.pop(token.ref)
            run.stop_timers(task.id)
            run.emit(CloseTask(task=task.id, node=task.node, how="withdrawn"))
        case "wait":
            close_wait(run, token.ref)
        case "incident":
            del run.state.incidents[token.ref]
            run.emit(CloseIncident(incident=token.ref))
        case _:
            raise AssertionError(f"a token that waits for a {token.waits} is not moved by hand")


# -- clocks ---------------------------------------------------------------------------------------------------------


def _count_again(run: Run, task: OpenTask) -> None:
    """The deadline and the reminders of open work, from when it was opened."""
    node = run.machine.user_node(task.node)
    token, world = run.state.tokens[task.token], run.world
    timed = reminder_of(node, task)
    due = _due_of(node, task)
    due_at = deadline_in(run.machine, run.values(token), node, due, world, task.opened_at) if due else None
    if due_at != task.due_at:
        run.emit(MoveDeadline(task=task.id, node=node.id, was=task.due_at, due_at=due_at))
        task.due_at = due_at
    reminded = max((timer.count for timer in run.state.timers.values() if _reminds(timer, task)), default=0)
    run.stop_timers(task.id)
    if node.overdue is not None and due_at is not None:
        timer = Timer(id=f"due {run.number()}", kind="due", node=node.id, owner=task.id, due_at=due_at)
        run.start_timer(timer, task.id)
    if timed.remind is not None and _reminds_again(timed.remind, reminded):
        first = world.deadline(task.opened_at, timed.remind.every)
        at = first if first > world.now else world.deadline(world.now, timed.remind.every)
        timer = Timer(
            id=f"remind {run.number()}", kind="remind", node=node.id, owner=task.id, due_at=at, count=reminded
        )
        run.start_timer(timer, task.id)


def _due_of(node: UserNode, task: OpenTask) -> Due | None:
    """Of a 回議 that of the stage that is under way."""
    clock = node.circulation.clock(task.stage.partition(" ")[0]) if node.circulation else None
    return clock.due if clock else node.due


def _reminds(timer: Timer, task: OpenTask) -> bool:
    return timer.owner == task.id and timer.kind == "remind"


def _reminds_again(reminder: Reminder, times: int) -> bool:
    most = reminder.at_most if reminder.repeat else 1
    return most is None or times < most


def _drop_clocks(run: Run) -> None:
    """Deadlines of waits and blocks run on as they were counted; those that nothing minds any more stop."""
    nodes = run.machine.program.by_id
    for timer in list(run.state.timers.values()):
        node = nodes.get(timer.node)
        timed = isinstance(node, UserNode | WaitNode | EnterNode) and node.overdue is not None
        if timer.kind in ("due", "group_due") and not timed:
            run.stop_timer(timer)


def _listen(run: Run) -> None:
    """Messages start what may be raised now, and nothing else."""
    handlers = {handler.name for handler in run.machine.program.anytime if handler.kind == "message"}
    for wait in [wait for wait in run.state.subscriptions.values() if not wait.token and wait.name not in handlers]:
        stop_listening(run, wait)
    for name in sorted(handlers):
        listen_again(run, name)
