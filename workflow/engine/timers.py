"""An instant has come: deadlines, reminders, waits."""

from workflow.engine.effects import Remind
from workflow.engine.nodes import EnterNode, UserNode, WaitNode
from workflow.engine.release import close_task, close_wait, scope_owner
from workflow.engine.run import Run
from workflow.engine.scopes import clear
from workflow.engine.stage_clocks import reminder_of
from workflow.engine.state import Timer, Token
from workflow.engine.waits import come


def fire(run: Run, timer: Timer) -> None:
    """Do what a timer is for. It has been taken out of the state only if it does not fire again."""
    match timer.kind:
        case "remind":
            remind(run, timer)
        case "due":
            run.stop_timer(timer)
            overdue(run, timer)
        case "wait":
            come(run, waiting_token(run, timer.owner), timer.arm)
        case "group_due":
            run.stop_timer(timer)
            group_overdue(run, timer)


def remind(run: Run, timer: Timer) -> None:
    """Remind the people of a task, and set the next time. What was missed while nothing ran is not made up for."""
    node = reminder_of(run.machine.user_node(timer.node), run.state.tasks[timer.owner])
    assert node.remind is not None
    timer.count += 1
    run.emit(Remind(key=f"{timer.id}/{timer.count}", task=timer.owner, node=node.id, count=timer.count))
    most = node.remind.at_most if node.remind.repeat else 1
    if most is not None and timer.count >= most:
        run.stop_timer(timer)
    else:
        timer.due_at = run.world.deadline(timer.due_at, node.remind.every)
        if timer.due_at <= run.world.now:
            timer.due_at = run.world.deadline(run.world.now, node.remind.every)
        run.start_timer(timer, timer.owner)


def overdue(run: Run, timer: Timer) -> None:
    """A deadline passed: start a chain beside the waiting work, or let it take the work over."""
    token = waiting_token(run, timer.owner)
    node = run.node(token)
    assert isinstance(node, UserNode | WaitNode) and node.overdue is not None
    if node.overdue.then == "leave":
        run.place(node.overdue.to, token.scope, lane_of=timer.owner)
        return
    if token.waits == "task":
        close_task(run, run.state.tasks[token.ref], "overdue")
    else:
        close_wait(run, token.ref)
    run.go(token, node.overdue.to)


def group_overdue(run: Run, timer: Timer) -> None:
    """The deadline of a whole group passed."""
    scope = next(scope for scope in run.state.scopes.values() if scope_owner(scope) == timer.owner)
    node = run.machine.program.by_id[scope.group]
    assert isinstance(node, EnterNode) and node.overdue is not None and scope.parent is not None
    if node.overdue.then == "leave":
        run.place(node.overdue.to, scope.parent, lane_of=timer.owner)
        return
    clear(run, scope, undo=False)
    run.place(node.overdue.to, scope.parent)


def waiting_token(run: Run, owner: str) -> Token:
    """The token that waits for a task or at a wait."""
    return next(token for token in run.state.tokens.values() if token.ref == owner)
