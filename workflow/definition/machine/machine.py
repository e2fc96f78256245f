"""The compiled program as a state machine that people can read: states, events, guards, effects, source lines."""

from collections.abc import Iterator

from msgspec import Struct

from workflow.definition.machine.wording import catch_effects, deadline, people, sent, span
from workflow.engine.failures import errors_of, handler
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
    Node,
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
from workflow.engine.program import Anytime, Program
from workflow.engine.values import Overdue


class Transition(Struct, frozen=True, kw_only=True):
    """What leads from a state to another."""

    event: str
    """A verdict, an answer, a message, a time; empty: at once."""
    guard: str = ""
    """Condition that must hold."""
    effects: tuple[str, ...] = ()
    to: str
    """Id of a state; empty when the state stays as it is."""


class State(Struct, frozen=True, kw_only=True):
    """One node of the program."""

    id: str
    name: str
    kind: str
    line: int
    enter: tuple[str, ...] = ()
    """What happens when it is entered."""
    transitions: tuple[Transition, ...] = ()
    final: str = ""
    """Outcome with which the case ends here."""


class Raised(Struct, frozen=True, kw_only=True):
    """What a person or a system may raise at any time, and the state where it begins."""

    name: str
    kind: str
    who: str = ""
    asks: tuple[str, ...] = ()
    many: bool = False
    after_end: str = ""
    start: str
    line: int


class Machine(Struct, frozen=True, kw_only=True):
    """All states, the first one first."""

    procedure: str
    name: str
    hash: str
    states: tuple[State, ...]
    raised: tuple[Raised, ...] = ()
    """What may be raised beside them."""
    registered: str = ""
    """The office's call when a decided case ends, added to every procedure that decides."""


def machine_of(program: Program) -> Machine:
    """The machine that a program describes."""
    states = tuple(_state(program, node) for node in program.nodes)
    raised = tuple(_raised(handler) for handler in program.anytime)
    call = program.registration
    return Machine(
        procedure=program.key,
        name=program.name,
        hash=program.hash,
        states=states,
        raised=raised,
        registered=f"call {call.operation}({sent(call.send)})" if call else "",
    )


def _raised(handler: Anytime) -> Raised:
    return Raised(
        name=handler.name,
        kind=handler.kind,
        who=people(handler.who),
        asks=tuple(item.key for item in handler.form.items),
        many=handler.many,
        after_end=span(handler.after_end) if handler.after_end else "",
        start=handler.start,
        line=handler.line,
    )


def _state(program: Program, node: Node) -> State:
    kind: str
    enter: tuple[str, ...]
    match node:
        case UserNode():
            kind, enter = node.kind, _work(node)
        case CallNode():
            kind, enter = "call", (f"call {node.operation}({sent(node.send)})", *_retries(node))
        case WaitNode():
            kind, enter = "wait", _waiting(node)
        case SetNode():
            kind, enter = "set", tuple(f"{item} := {expression}" for item, expression in node.values)
        case IssueNode():
            kind, enter = "issue", _issuing(node)
        case NotifyNode():
            kind, enter = "notify", (f"notify {people(node.to)}: {node.subject}",)
        case ChildNode():
            kind, enter = "case", (f"begin {node.procedure}({sent(node.give)}) and wait for its end",)
        case OpenNode():
            kind, enter = "open case", (f"begin {node.procedure}({sent(node.give)})",)
        case ReassignNode():
            kind, enter = "reassign", (f"give the work to {people(node.to)}",)
        case ShowNode():
            kind, enter = "show", (f"put before {people(node.to)}", *deadline(node.due))
        case EnterNode():
            kind, enter = "group", ("open a scope", *deadline(node.due))
        case EachNode():
            kind, enter = "for each", (f"rows of {node.rows}, at most {node.most}, {node.at_once} at once",)
        case RuleNode():
            kind, enter = "rule", (f"draw {node.table}",)
        case _:
            kind, enter = _KINDS[type(node)], ()
    return State(
        id=node.id,
        name=_name(program, node),
        kind=kind,
        line=node.line,
        enter=enter,
        transitions=tuple(_transitions(program, node)),
        final=node.outcome if isinstance(node, EndNode) and not node.anytime else "",
    )


_KINDS: dict[type[Node], str] = {
    ChoiceNode: "choice",
    ExitNode: "group end",
    FirstNode: "first of",
    ForkNode: "fork",
    JoinNode: "join",
    RowNode: "row end",
    GotoNode: "go to",
    BackNode: "send back",
    RaiseNode: "error",
    EndNode: "end",
    LaneEndNode: "lane end",
}


def _name(program: Program, node: Node) -> str:
    if node.step:
        return node.step
    host = program.by_id.get(node.id.rpartition(".")[0])
    match node:
        case ChoiceNode() if host:
            return f"{host.step}?"
        case EndNode(outcome="", anytime=raised) if raised:
            return f"{raised} done"
        case EndNode():
            return f"end: {node.outcome}"
        case RaiseNode():
            return f"error: {node.code}"
    return f"{host.step} ({_KINDS[type(node)]})" if host else node.id


def _work(node: UserNode) -> tuple[str, ...]:
    effects = [f"open work for {people(node.assignee)}", *deadline(node.due)]
    if node.remind:
        most = f" at most {node.remind.at_most} times" if node.remind.at_most else ""
        effects.append(f"remind {'every' if node.remind.repeat else 'after'} {span(node.remind.every)}{most}")
    if node.edit:
        effects.append("edit " + ", ".join(edit.item + ("*" if edit.required else "") for edit in node.edit))
    if node.absent == "view_later":
        effects.append("absent people look later")
    if node.consultation and node.consultation.rest == "view_later":
        effects.append("whoever was not heard looks later")
    if node.resume != "sender_chooses":
        effects.append(f"after a send-back {node.resume.replace('_', ' ')}")
    if node.deputy:
        effects.append("deputies may decide")
    return tuple(effects)


def _retries(node: CallNode) -> Iterator[str]:
    pause = f"{span(node.retry.first)}{' doubling' if node.retry.doubling else ''}"
    yield f"try {node.retry.times} times, pause {pause}, timeout {node.timeout_seconds} s"
    if node.undo:
        yield f"to undo: {node.undo.operation}({sent(node.undo.send)})"
    yield f"on send-back {node.on_send_back}, if changed {node.if_changed}, on stop {node.on_stop}"


def _issuing(node: IssueNode) -> tuple[str, ...]:
    effects = [f"issue {node.template} for every row of {node.rows} to {node.recipient}"]
    if node.consent:
        effects.append(f"on consent {node.consent}, else {node.without_consent}")
    effects.append(f"publish at {node.publish_at}" if node.publish_at else "publish at once")
    if node.receipt_due:
        effects.append(f"unread after {span(node.receipt_due)}")
    if node.keep:
        effects.append(f"keep {span(node.keep)}")
    if node.corrects:
        effects.append(f"new versions of {node.corrects}")
    return tuple(effects)


def _waiting(node: WaitNode) -> tuple[str, ...]:
    if node.message:
        return (f"await {node.message} for {node.match or 'case number'}", *deadline(node.due))
    if node.until:
        return (f"await until {node.until}", *deadline(node.due))
    return (f"await {node.at or (span(node.span) if node.span else '')}", *deadline(node.due))


def _transitions(program: Program, node: Node) -> Iterator[Transition]:
    match node:
        case UserNode():
            yield from _buttons(node)
        case CallNode():
            effects = tuple(f"{item} := {output}" for item, output in node.receive)
            keep = ("remember how to undo",) if node.undo else ()
            yield Transition(event="answered", effects=(*effects, *keep), to=node.next)
            yield from _errors(node)
        case ChildNode():
            effects = tuple(f"{item} := {output}" for item, output in node.receive)
            yield Transition(event="ended", effects=effects, to=node.next)
            yield from _errors(node)
        case WaitNode():
            yield Transition(event=node.message or "time", to=node.next)
        case NotifyNode() | OpenNode() | ShowNode() | ReassignNode() | SetNode() | RuleNode():
            yield Transition(event="", to=node.next)
        case IssueNode():
            yield Transition(event="issued or partly held", to=node.next)
        case ChoiceNode():
            for way in node.ways:
                yield Transition(event="", guard=way.condition, to=way.to)
            yield Transition(event="", guard="otherwise", to=node.otherwise)
        case EnterNode():
            yield Transition(event="", to=node.body)
        case ExitNode():
            yield Transition(event="", effects=("close the scope, keep what can be undone",), to=node.next)
        case FirstNode():
            for arm in node.arms:
                yield Transition(event=arm.message or arm.at or (span(arm.span) if arm.span else ""), to=arm.to)
        case ForkNode():
            for branch in node.branches:
                yield Transition(event="", guard=branch.condition, effects=(f"start {branch.name}",), to=branch.to)
            if all(branch.condition for branch in node.branches):
                yield Transition(event="", guard="none of them", to=node.next)
        case JoinNode():
            when = "first of them: withdraw the others" if _first_wins(program, node) else "last of them"
            yield Transition(event="", guard=when, to=node.next)
        case EachNode():
            yield Transition(event="", effects=("begin rows",), to=node.body)
            yield Transition(event="", guard="no rows", to=node.next)
        case RowNode():
            yield Transition(event="", guard="rows are left", effects=("begin the next",), to="")
            yield Transition(event="", guard="last of them", to=node.next)
        case GotoNode():
            yield Transition(event="", to=node.to)
        case BackNode():
            yield Transition(event="", effects=("send back",), to=node.to)
        case RaiseNode():
            yield from _errors(node)
        case EndNode(anytime=raised) if raised:
            yield Transition(event="", effects=("end what was raised",), to="")
        case EndNode() | LaneEndNode():
            pass
    if isinstance(node, UserNode | WaitNode | EnterNode) and node.overdue:
        yield _overdue(node.overdue)


def _first_wins(program: Program, join: JoinNode) -> bool:
    fork = program.by_id[join.fork]
    return isinstance(fork, ForkNode) and fork.quorum == "one"


def _buttons(node: UserNode) -> Iterator[Transition]:
    for button in node.buttons:
        reason = ("with a reason",) if button.reason == "required" else ()
        match button.leads:
            case "next":
                yield Transition(event=button.verdict, effects=reason, to=node.next)
            case "jump":
                yield Transition(event=button.verdict, effects=reason, to=button.to)
            case "send_back":
                for target in button.targets or (button.to,):
                    yield Transition(event=button.verdict, effects=("send back", *reason), to=target)
            case "end":
                yield Transition(event=button.verdict, effects=(f"end: {button.to}", *reason), to="")


def _errors(node: Node) -> Iterator[Transition]:
    for code in errors_of(node):
        if catch := handler(node, code):
            yield Transition(event=f"error {code}", effects=catch_effects(catch), to=catch.to)
        else:
            yield Transition(event=f"error {code}", effects=("stop as an incident",), to="")


def _overdue(overdue: Overdue) -> Transition:
    beside = overdue.then == "leave"
    return Transition(
        event="overdue", effects=("beside the work",) if beside else ("take the work over",), to=overdue.to
    )
