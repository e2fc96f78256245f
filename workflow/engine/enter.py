"""What happens when a token enters a node: one function per kind of node."""

from workflow.engine.assign import enter_set
from workflow.engine.calls import enter_call
from workflow.engine.children import enter_child, enter_open
from workflow.engine.deadlines import deadline
from workflow.engine.each import enter_each, enter_row_end
from workflow.engine.effects import Notify, OpenTask, Show
from workflow.engine.ending import end_unit
from workflow.engine.failures import open_incident, raise_error
from workflow.engine.issues import enter_issue
from workflow.engine.nodes import (
    BackNode,
    CallNode,
    ChildNode,
    ChoiceNode,
    EachNode,
    EndNode,
    EnterNode,
    ExitNode,
    FirstNode,
    ForkNode,
    GotoNode,
    IssueNode,
    JoinNode,
    LaneEndNode,
    NotifyNode,
    OpenNode,
    RaiseNode,
    ReassignNode,
    RowNode,
    RuleNode,
    SetNode,
    ShowNode,
    UserNode,
    WaitNode,
)
from workflow.engine.parallel import enter_fork, enter_join
from workflow.engine.people_of_rows import people_here
from workflow.engine.release import drop_token
from workflow.engine.rules import enter_rule
from workflow.engine.run import Run
from workflow.engine.scopes import align
from workflow.engine.send_back import send_back
from workflow.engine.state import Token
from workflow.engine.tasks import enter_user
from workflow.engine.waits import enter_first, enter_wait


def enter(run: Run, token: Token) -> None:
    """Let a token do what its node says."""
    node = run.node(token)
    align(run, token, node)
    match node:
        case UserNode():
            enter_user(run, token, node)
        case CallNode():
            enter_call(run, token, node)
        case NotifyNode():
            enter_notify(run, token, node)
        case ChildNode():
            enter_child(run, token, node)
        case OpenNode():
            enter_open(run, token, node)
        case ShowNode():
            enter_show(run, token, node)
        case ReassignNode():
            enter_reassign(run, token, node)
        case SetNode():
            enter_set(run, token, node)
        case RuleNode():
            enter_rule(run, token, node)
        case IssueNode():
            enter_issue(run, token, node)
        case WaitNode():
            enter_wait(run, token, node)
        case FirstNode():
            enter_first(run, token, node)
        case ChoiceNode():
            enter_choice(run, token, node)
        case EnterNode():
            enter_group(run, token, node)
        case ExitNode():
            run.go(token, node.next)
        case ForkNode():
            enter_fork(run, token, node)
        case JoinNode():
            enter_join(run, token, node)
        case EachNode():
            enter_each(run, token, node)
        case RowNode():
            enter_row_end(run, token, node)
        case GotoNode():
            run.go(token, node.to)
        case BackNode():
            enter_back(run, token, node)
        case RaiseNode():
            raise_error(run, token, node.code, run.fill(node.reason, token))
        case EndNode():
            end_unit(run, token, node.outcome, whole=node.whole)
        case LaneEndNode():
            drop_token(run, token, "completed")


def enter_group(run: Run, token: Token, node: EnterNode) -> None:
    """Begin with the steps of a block, unless nobody knows until when they have to be done."""
    if node.due is not None and deadline(run, token, node.due) is None:
        open_incident(run, token, "condition", run.say_null(node.due.start, token, "期限"))
        return
    run.go(token, node.body)


def enter_back(run: Run, token: Token, node: BackNode) -> None:
    """Send back by itself, as far as the step it goes to was done."""
    if run.state.visits(node.to, run.row(token.scope)):
        send_back(run, token, node.to)
    else:
        open_incident(run, token, "error", run.machine.say_never_done(node))


def enter_notify(run: Run, token: Token, node: NotifyNode) -> None:
    """Tell people, and go on at once."""
    subject, text = (run.fill(words, token) for words in (node.subject, node.text))
    key = f"{node.id}/{run.number()}"
    to = people_here(run, token, node.to)
    run.emit(Notify(key=key, node=node.id, step=node.step, to=to, subject=subject, text=text))
    run.go(token, node.next)


def enter_show(run: Run, token: Token, node: ShowNode) -> None:
    """Put the case before people, and go on at once."""
    due_at = deadline(run, token, node.due) if node.due else None
    run.emit(Show(node=node.id, step=node.step, to=people_here(run, token, node.to), due_at=due_at))
    run.go(token, node.next)


def enter_reassign(run: Run, token: Token, node: ReassignNode) -> None:
    """Give the work beside which this runs to others; where nobody is found it stays where it is."""
    task = run.state.tasks[token.lane_of]
    run.emit(OpenTask(task=task.id, node=task.node, due_at=task.due_at, to=node.to))
    run.go(token, node.next)


def enter_choice(run: Run, token: Token, node: ChoiceNode) -> None:
    """Take the first true way. A condition that is null is never a silent no: the case waits for an administrator."""
    for way in node.ways:
        verdict = run.value(way.condition, token)
        if verdict is None:
            open_incident(run, token, "condition", run.say_null(way.condition, token))
            return
        if verdict is True:
            run.go(token, way.to)
            return
    run.go(token, node.otherwise)
