"""Waiting for a message, an instant, a span of time or a condition; and for the first of several."""

from datetime import datetime

from workflow.engine.deadlines import deadline
from workflow.engine.effects import Subscribe
from workflow.engine.failures import open_incident
from workflow.engine.nodes import FirstNode, WaitNode
from workflow.engine.release import close_wait
from workflow.engine.run import Run
from workflow.engine.state import Json, Subscription, Timer, Token
from workflow.engine.values import Span

LONGEST_KEY = 200
"""Characters of the key of a message, as they are sent and kept."""
TOO_LONG = f"「{{step}}」で照合する値が{LONGEST_KEY}文字を超えているので、この値の知らせは届きません。"


def enter_wait(run: Run, token: Token, node: WaitNode) -> None:
    """Wait for one thing; an instant in the past passes at once.

    A key or an instant that is null is never waited for in vain: the case waits for an administrator. A condition
    that is null is one that does not hold yet.
    """
    if node.due is not None and deadline(run, token, node.due) is None:
        open_incident(run, token, "condition", run.say_null(node.due.start, token, "期限"))
        return
    if node.until:
        wait_until(run, token, node)
        return
    expression = node.match or node.at
    value = run.value(expression, token) if expression else run.state.number
    if value is None:
        open_incident(run, token, "condition", run.say_null(expression, token))
        return
    if node.message and len(str(value)) > LONGEST_KEY:
        open_incident(run, token, "condition", TOO_LONG.format(step=node.step))
        return
    instant = _instant(run, value if node.at else None, node.span)
    if instant is not None and instant <= run.world.now:
        run.go(token, node.next)
        return
    wait = _begin(run, token)
    if node.message:
        _subscribe(run, token, wait, node.message, str(value))
    if instant is not None:
        _wake(run, token, wait, instant)
    _mind_deadline(run, token, node, wait)


def wait_until(run: Run, token: Token, node: WaitNode) -> None:
    """Go on as soon as the condition holds; it is read again whenever a command changed the case."""
    if run.value(node.until, token) is True:
        run.go(token, node.next)
        return
    _mind_deadline(run, token, node, _begin(run, token))


def read_conditions_again(run: Run) -> bool:
    """Let tokens go on whose condition holds by now; False when there is none."""
    found = False
    for token in list(run.state.tokens.values()):
        node = run.node(token)
        if token.waits == "wait" and isinstance(node, WaitNode) and node.until and run.value(node.until, token) is True:
            close_wait(run, token.ref)
            run.go(token, node.next)
            found = True
    return found


def enter_first(run: Run, token: Token, node: FirstNode) -> None:
    """Wait for several things; the first that comes decides the way. An instant in the past has come already."""
    now = run.world.now
    instants = []
    for arm in node.arms:
        value = run.value(arm.at, token) if arm.at else None
        if arm.at and value is None:
            open_incident(run, token, "condition", run.say_null(arm.at, token))
            return
        instants.append(_instant(run, value, arm.span))
    come = next((arm for arm, instant in zip(node.arms, instants, strict=True) if instant and instant <= now), None)
    if come is not None:
        run.go(token, come.to)
        return
    wait = _begin(run, token)
    for number, (arm, instant) in enumerate(zip(node.arms, instants, strict=True)):
        if arm.message:
            _subscribe(run, token, f"{wait}.{number}", arm.message, run.state.number, number)
        if instant is not None:
            _wake(run, token, wait, instant, number)


def wait_for_message(run: Run, token: Token, message: str, key: str) -> None:
    """Wait for one message, whatever step the token is at."""
    _subscribe(run, token, _begin(run, token), message, key)


def come(run: Run, token: Token, arm: int) -> None:
    """What a token waits for has come."""
    node = run.node(token)
    assert isinstance(node, WaitNode | FirstNode)
    close_wait(run, token.ref)
    run.go(token, node.arms[arm].to if isinstance(node, FirstNode) else node.next)


def _begin(run: Run, token: Token) -> str:
    wait = f"wait {run.number()}"
    token.waits, token.ref = "wait", wait
    return wait


def _instant(run: Run, at: Json, span: Span | None) -> datetime | None:
    if at is not None:
        return datetime.fromisoformat(at)
    return run.world.deadline(run.world.now, span) if span else None


def _subscribe(run: Run, token: Token, id_: str, name: str, key: str, arm: int = 0) -> None:
    run.state.subscriptions[id_] = Subscription(id=id_, token=token.id, name=name, key=key, arm=arm)
    run.emit(Subscribe(subscription=id_, name=name, key=key))


def _wake(run: Run, token: Token, wait: str, instant: datetime, arm: int = 0) -> None:
    timer = Timer(id=f"wait {run.number()}", kind="wait", node=token.node, owner=wait, due_at=instant, arm=arm)
    run.start_timer(timer)


def _mind_deadline(run: Run, token: Token, node: WaitNode, wait: str) -> None:
    due_at = deadline(run, token, node.due) if node.due is not None and node.overdue is not None else None
    if due_at is not None:
        run.start_timer(Timer(id=f"due {run.number()}", kind="due", node=node.id, owner=wait, due_at=due_at))
