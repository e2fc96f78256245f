"""The nodes of steps that become one node each."""

from typing import Literal, cast

from msgspec import structs

from workflow.definition.beside_document import ChildStep, OpenStep, ReassignStep, ShowStep
from workflow.definition.circulation_document import CirculationStep, waiver_of
from workflow.definition.compiler.buttons import buttons_of
from workflow.definition.compiler.circulation import circulation_of, consultation_of, deputies_of
from workflow.definition.compiler.enforcement import sending_of
from workflow.definition.compiler.issue import issue_node
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import (
    due_of,
    overdue_of,
    pairs_of,
    place_of,
    seconds_of,
    span_of,
    step_place,
    text_of,
    undo_of,
)
from workflow.definition.document import (
    BackStep,
    CallStep,
    EndStep,
    EnforceStep,
    FirstStep,
    Handler,
    HumanStep,
    IssueStep,
    JumpStep,
    NotifyStep,
    RaiseStep,
    RuleStep,
    SetStep,
    Step,
    WaitStep,
)
from workflow.definition.outline import Placed
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import (
    Arm,
    BackNode,
    CallNode,
    ChildNode,
    EndNode,
    FirstNode,
    GotoNode,
    Node,
    NotifyNode,
    OpenNode,
    RaiseNode,
    ReassignNode,
    RuleNode,
    SetNode,
    ShowNode,
    UserKind,
    UserNode,
    WaitNode,
)
from workflow.engine.program import TableSpec
from workflow.engine.values import Catch, Edit, LaterReply, Retry

Catches = tuple[Catch, ...]


def single_node(
    placed: Placed, step: Step, after: str, names: Names, tables: tuple[TableSpec, ...], catches: Catches
) -> Node:
    """The node of a step, one case for each kind."""
    match step:
        case HumanStep():
            return human_node(placed, step, after, names, tables)
        case CallStep():
            return _call_node(placed, step, after, names, catches)
        case WaitStep():
            return _wait_node(placed, step, after, catches)
        case FirstStep():
            return _first_node(placed, step, after)
        case IssueStep():
            return issue_node(placed, step, after, names)
        case NotifyStep():
            return _notify_node(placed, step, after, names)
        case ChildStep():
            return _child_node(placed, step, after, names, catches)
        case OpenStep():
            return _open_node(placed, step, after, names)
        case SetStep():
            values = tuple((names.target(placed, pair.key.value), pair.value.value) for pair in step.values)
            return SetNode(values=values, next=after, **step_place(placed))
        case RuleStep():
            return RuleNode(table=normal(step.table.value), next=after, **step_place(placed))
        case ReassignStep():
            return ReassignNode(to=names.persons(step.assignee, placed), next=after, **step_place(placed))
        case ShowStep():
            shown_to = names.persons(step.to, placed)
            return ShowNode(to=shown_to, due=due_of(step.due), next=after, **step_place(placed))
        case _:
            return _leading_away(placed, step, names, catches)


def _leading_away(placed: Placed, step: Step, names: Names, catches: Catches) -> Node:
    """The node of a step after which nothing follows."""
    where, place = names.outline.named(step.name.value), place_of(placed)
    match step:
        case EndStep(whole_case=whole_case):
            whole = bool(placed.each and whole_case and whole_case.value)
            english = text_of(step.english) or names.outcome_en(step.name.value)
            return EndNode(id=placed.id, outcome=names.outcome(step.name.value), whole=whole, en=english, **place)
        case JumpStep():
            return GotoNode(id=placed.id, to=where.entry if where else "", **place)
        case BackStep(reason=reason):
            return BackNode(id=placed.id, to=where.id if where else "", reason=text_of(reason), **place)
        case RaiseStep(reason=reason):
            code = normal(step.name.value)
            return RaiseNode(id=placed.id, code=code, reason=text_of(reason), catches=catches, **place)
        case _:
            raise TypeError(f"{type(step).__name__} has no node of its own")


def human_node(placed: Placed, step: HumanStep, after: str, names: Names, tables: tuple[TableSpec, ...]) -> UserNode:
    """Work of people."""
    by_default = "view_later" if step.kind.en == "examine" else "wait_for"
    return UserNode(
        kind="circulate" if isinstance(step, CirculationStep) else cast(UserKind, step.kind.en),
        assignee=names.persons(step.assignee, placed),
        buttons=buttons_of(placed, step, names),
        next=after,
        edit=tuple(Edit(item=names.item_key(edit.item.value), required=edit.required) for edit in step.edit),
        first=placed is names.outline.first,
        help=text_of(step.help),
        help_en=text_of(step.english_help),
        hide=tuple(names.item_key(item.value) for item in step.hide),
        actor=text_of(step.labels.actor) if step.labels else "",
        due=due_of(step.due, step.on_holiday),
        remind=step.remind.value if step.remind else None,
        overdue=overdue_of(placed, after),
        absent=cast(Literal["view_later", "wait_for"], text_of(step.absent) or by_default),
        resume=cast(Literal["sender_chooses", "in_turn", "to_sender"], text_of(step.resume) or "sender_chooses"),
        deputy=text_of(deputies_of(step)) == "allowed",
        no_later_view=text_of(waiver_of(step)),
        as_of=cast(Literal["on_arrival", "draft_date"], text_of(step.as_of) or "on_arrival"),
        pull_up=text_of(step.pull_up) == "allowed",
        not_same_as=tuple(other.id for other in names.placed(step.not_same_as)),
        circulation=circulation_of(step, names, tables) if isinstance(step, CirculationStep) else None,
        consultation=consultation_of(step),
        sending=sending_of(step, names) if isinstance(step, EnforceStep) else None,
        **step_place(placed),
    )


def _call_node(placed: Placed, step: CallStep, after: str, names: Names, catches: Catches) -> CallNode:
    """A call; its own handlers come before those around it."""
    on_send_back = _ON_SEND_BACK.get(text_of(step.on_send_back), "keep")
    by_default: Literal["keep", "undo"] = "undo" if on_send_back == "undo" else "keep"
    handlers = [inner for inner in placed.lists if inner.part == "handler"]
    own = tuple(
        catch_of(names, handler, inner.entry(after), "") for handler, inner in zip(step.on_error, handlers, strict=True)
    )
    handled = {code for catch in own + catches for code in catch.codes}
    received = [(names.target(placed, pair.key.value), pair.value.value) for pair in step.receive]
    reply = _reply_of(step, names)
    at_once = names.outputs(step.operation.value)
    later = tuple(pair for pair in received if reply and pair[1] not in at_once)
    return CallNode(
        operation=step.operation.value,
        send=pairs_of(step.send),
        receive=tuple(pair for pair in received if pair not in later),
        reply=structs.replace(reply, receive=later) if reply else None,
        next=after,
        retry=step.retry.value if step.retry else Retry(),
        timeout_seconds=seconds_of(step.timeout),
        undo=undo_of(step.undo),
        on_send_back=on_send_back,
        if_changed=_IF_CHANGED.get(text_of(step.if_changed), "incident"),
        on_stop=_ON_STOP.get(text_of(step.on_stop), by_default),
        urgent=_urgent(names, step.operation.value),
        catches=own + catches,
        errors=tuple(code for code in names.refusals(step.operation.value) if code in handled),
        **step_place(placed),
    )


def _reply_of(step: CallStep, names: Names) -> LaterReply | None:
    """The message by which the system answers later, as its file says, or else the only one that it sends."""
    if text_of(step.reply) != "later_on":
        return None
    system, _, operation = step.operation.value.partition(".")
    offers = names.catalogue.systems.get(system, {})
    offered, sent = offers.get(operation), [name for name in names.messages if name.startswith(f"{system}.")]
    message = f"{system}.{offered.later}" if offered and offered.later else sent[0] if len(sent) == 1 else ""
    known = offers.get(message.partition(".")[2])
    return LaterReply(message=message, key=known.key if known else "")


def _wait_node(placed: Placed, step: WaitStep, after: str, catches: Catches) -> WaitNode:
    """Waiting for one thing."""
    return WaitNode(
        next=after,
        message=text_of(step.message),
        match=text_of(step.match),
        at=text_of(step.at),
        span=span_of(step.for_),
        until=text_of(step.until),
        due=due_of(step.due),
        overdue=overdue_of(placed, after),
        catches=catches,
        **step_place(placed),
    )


def _open_node(placed: Placed, step: OpenStep, after: str, names: Names) -> OpenNode:
    """A case that goes its own way."""
    return OpenNode(
        procedure=step.procedure.value,
        applicant=names.persons((step.applicant,), placed) if step.applicant else (),
        give=pairs_of(step.carry),
        submitted=text_of(step.state) == "submitted",
        next=after,
        **step_place(placed),
    )


def _first_node(placed: Placed, step: FirstStep, after: str) -> FirstNode:
    """Waiting for the first of several things."""
    arms = tuple(
        Arm(message=text_of(case.message), at=text_of(case.at), span=span_of(case.for_), to=inner.entry(after))
        for case, inner in zip(step.cases, placed.lists, strict=True)
    )
    return FirstNode(arms=arms, **step_place(placed))


def _notify_node(placed: Placed, step: NotifyStep, after: str, names: Names) -> NotifyNode:
    """People are told something."""
    return NotifyNode(
        to=names.persons(step.to, placed),
        subject=text_of(step.subject) or step.name.value,
        text=text_of(step.text),
        next=after,
        **step_place(placed),
    )


def _child_node(placed: Placed, step: ChildStep, after: str, names: Names, catches: Catches) -> ChildNode:
    """A case that is waited for."""
    return ChildNode(
        procedure=step.procedure.value,
        give=pairs_of(step.pass_),
        receive=tuple((names.target(placed, pair.key.value), pair.value.value) for pair in step.receive),
        next=after,
        catches=catches,
        **step_place(placed),
    )


def catch_of(names: Names, handler: Handler, to: str, closes: str) -> Catch:
    """A handler, where it begins, and what it closes."""
    return Catch(
        codes=tuple(names.error_code(code.value) for code in handler.errors),
        to=to,
        closes=closes,
        undo=bool(handler.undo and handler.undo.value),
    )


def _urgent(names: Names, operation: str) -> bool:
    contracts = (pair.value for pair in names.procedure.systems if pair.key.value == operation)
    return any(contract.urgent is not None and contract.urgent.value for contract in contracts)


_ON_SEND_BACK: dict[str, Literal["keep", "undo", "again"]] = {"undo_it": "undo", "again": "again"}
_ON_STOP: dict[str, Literal["keep", "undo"]] = {"keep": "keep", "undo_it": "undo"}
_IF_CHANGED: dict[str, Literal["undo_and_again", "as_is", "incident"]] = {
    "undo_and_again": "undo_and_again",
    "as_is": "as_is",
}
