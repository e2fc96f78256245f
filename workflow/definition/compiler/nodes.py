"""Lowers steps to nodes: reading order becomes `next`, nesting becomes groups and catches."""

from dataclasses import dataclass, field
from typing import Literal, cast

from workflow.definition.beside_document import ChildStep, OpenStep, ShowStep
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.compiler.buttons import buttons_of
from workflow.definition.compiler.circulation import circulation_of, consultation_of, deputies_of
from workflow.definition.compiler.form import row_columns
from workflow.definition.compiler.issue import issue_node
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import (
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
    ChoiceStep,
    EachStep,
    EndStep,
    FirstStep,
    GroupStep,
    Handler,
    HumanStep,
    IssueStep,
    JumpStep,
    NotifyStep,
    ParallelStep,
    RaiseStep,
    RuleStep,
    SetStep,
    WaitStep,
)
from workflow.definition.graph import edges_of
from workflow.definition.located import Located
from workflow.definition.outline import Outline, Placed, PlacedList
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import (
    ROW,
    Arm,
    BackNode,
    Branch,
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
    JoinNode,
    LaneEndNode,
    Node,
    NotifyNode,
    OpenNode,
    RaiseNode,
    RowNode,
    RuleNode,
    SetNode,
    ShowNode,
    UserKind,
    UserNode,
    WaitNode,
    Way,
)
from workflow.engine.program import TableSpec
from workflow.engine.values import Catch, Edit, Retry

END = "end"
MOST_ROWS, ROWS_AT_ONCE = 200, 20
"""Of a 全件, where the definition says nothing."""
"""Id of the node behind the last step; a sound procedure has none."""
Catches = tuple[Catch, ...]


@dataclass(slots=True)
class Lowering:
    """Nodes written so far; references that do not resolve become empty ids, which rules have reported."""

    names: Names
    tables: tuple[TableSpec, ...] = ()
    nodes: list[Node] = field(default_factory=list)

    def nodes_of(self, outline: Outline) -> tuple[Node, ...]:
        """All nodes: the main flow in reading order, then what may be raised at any time."""
        self._steps(outline.steps, END, ())
        if any(edge.to == END for node in self.nodes for edge in edges_of(node)):
            self.nodes.append(EndNode(id=END, outcome=""))
        for handler in outline.anytime:
            self._steps(handler.steps, handler.end, ())
            line = handler.part.position.line
            self.nodes.append(EndNode(id=handler.end, outcome="", anytime=handler.name, line=line))
        return tuple(self.nodes)

    def _steps(self, steps: tuple[Placed, ...], after: str, catches: Catches) -> None:
        for index, placed in enumerate(steps):
            following = steps[index + 1].entry if index + 1 < len(steps) else after
            self._step(placed, following, catches)

    def _step(self, placed: Placed, after: str, catches: Catches) -> None:
        step = placed.step
        if step.if_:
            condition = self._all_of(step.if_)
            way = Way(name="", condition=condition, to=placed.id)
            self.nodes.append(ChoiceNode(id=placed.entry, ways=(way,), otherwise=after, en="", **place_of(placed)))
        match step:
            case HumanStep():
                self._human(placed, step, after)
            case CallStep():
                self._call(placed, step, after, catches)
            case WaitStep():
                self._wait(placed, step, after, catches)
            case SetStep():
                values = tuple((self.names.target(placed, pair.key.value), pair.value.value) for pair in step.values)
                self.nodes.append(SetNode(values=values, next=after, **step_place(placed)))
            case RuleStep():
                table = normal(step.table.value)
                self.nodes.append(RuleNode(table=table, next=after, **step_place(placed)))
            case IssueStep():
                self.nodes.append(issue_node(placed, step, after, self.names))
            case FirstStep():
                self._first(placed, step, after)
            case NotifyStep():
                self._notify(placed, step, after)
            case ChildStep():
                receive = tuple((self.names.target(placed, pair.key.value), pair.value.value) for pair in step.receive)
                self.nodes.append(
                    ChildNode(
                        procedure=step.procedure.value,
                        give=pairs_of(step.pass_),
                        receive=receive,
                        next=after,
                        catches=catches,
                        **step_place(placed),
                    )
                )
            case OpenStep():
                self._open(placed, step, after)
            case ShowStep():
                shown_to = self.names.persons(step.to)
                self.nodes.append(ShowNode(to=shown_to, due=span_of(step.due), next=after, **step_place(placed)))
            case ChoiceStep():
                self._choice(placed, step, after)
            case ParallelStep():
                self._parallel(placed, step, after, catches)
                return
            case GroupStep():
                self._group(placed, step, after, catches)
                return
            case EachStep():
                self._each(placed, step, after, catches)
                return
            case EndStep():
                outcome = self.names.outcome(step.name.value)
                whole = bool(placed.each and step.whole_case and step.whole_case.value)
                self.nodes.append(EndNode(id=placed.id, outcome=outcome, whole=whole, **place_of(placed)))
            case JumpStep():
                target = self.names.outline.named(step.name.value)
                self.nodes.append(GotoNode(id=placed.id, to=target.entry if target else "", **place_of(placed)))
            case BackStep():
                target = self.names.outline.named(step.name.value)
                to, reason = target.id if target else "", text_of(step.reason)
                self.nodes.append(BackNode(id=placed.id, to=to, reason=reason, **place_of(placed)))
            case RaiseStep():
                code, reason = normal(step.name.value), text_of(step.reason)
                self.nodes.append(
                    RaiseNode(id=placed.id, code=code, reason=reason, catches=catches, **place_of(placed))
                )
        self._inner(placed, after, catches)

    def _inner(self, placed: Placed, after: str, catches: Catches) -> None:
        """The ways, handlers and overdue chain of a step; their steps are caught only by what encloses the step."""
        for inner in placed.lists:
            if inner.lane:
                self._lane(placed, inner)
            else:
                self._steps(inner.steps, after, catches)

    def _lane(self, placed: Placed, lane: PlacedList) -> None:
        end = f"{placed.id}.lane"
        self._steps(lane.steps, end, ())
        self.nodes.append(
            LaneEndNode(
                id=end,
                line=placed.step.position.line,
                groups=placed.groups,
                path=placed.path,
                lane=True,
                anytime=placed.anytime,
                each=placed.each,
            )
        )

    def _human(self, placed: Placed, step: HumanStep, after: str) -> None:
        names = self.names
        by_default = "view_later" if step.kind.en == "examine" else "wait_for"
        self.nodes.append(
            UserNode(
                kind="circulate" if isinstance(step, CirculationStep) else cast(UserKind, step.kind.en),
                assignee=names.persons(step.assignee),
                buttons=buttons_of(placed, step, names),
                next=after,
                edit=tuple(Edit(item=names.item_key(edit.item.value), required=edit.required) for edit in step.edit),
                first=placed is names.outline.first,
                help=text_of(step.help),
                due=span_of(step.due),
                remind=step.remind.value if step.remind else None,
                overdue=overdue_of(placed, after),
                absent=cast(Literal["view_later", "wait_for"], text_of(step.absent) or by_default),
                deputy=text_of(deputies_of(step)) == "allowed",
                not_same_as=tuple(other.id for other in names.placed(step.not_same_as)),
                circulation=circulation_of(step, names, self.tables) if isinstance(step, CirculationStep) else None,
                consultation=consultation_of(step),
                **step_place(placed),
            )
        )

    def _call(self, placed: Placed, step: CallStep, after: str, catches: Catches) -> None:
        on_send_back = _ON_SEND_BACK.get(text_of(step.on_send_back), "keep")
        by_default: Literal["keep", "undo"] = "undo" if on_send_back == "undo" else "keep"
        handlers = [inner for inner in placed.lists if inner.part == "handler"]
        own = tuple(
            self._catch(handler, inner.entry(after), "") for handler, inner in zip(step.on_error, handlers, strict=True)
        )
        self.nodes.append(
            CallNode(
                operation=step.operation.value,
                send=pairs_of(step.send),
                receive=tuple((self.names.target(placed, pair.key.value), pair.value.value) for pair in step.receive),
                next=after,
                retry=step.retry.value if step.retry else Retry(),
                timeout_seconds=seconds_of(step.timeout),
                undo=undo_of(step.undo),
                on_send_back=on_send_back,
                if_changed=_IF_CHANGED.get(text_of(step.if_changed), "incident"),
                on_stop=_ON_STOP.get(text_of(step.on_stop), by_default),
                urgent=self._urgent(step.operation.value),
                catches=own + catches,
                **step_place(placed),
            )
        )

    def _wait(self, placed: Placed, step: WaitStep, after: str, catches: Catches) -> None:
        self.nodes.append(
            WaitNode(
                next=after,
                message=text_of(step.message),
                match=text_of(step.match),
                at=text_of(step.at),
                span=span_of(step.for_),
                until=text_of(step.until),
                due=span_of(step.due),
                overdue=overdue_of(placed, after),
                catches=catches,
                **step_place(placed),
            )
        )

    def _open(self, placed: Placed, step: OpenStep, after: str) -> None:
        self.nodes.append(
            OpenNode(
                procedure=step.procedure.value,
                applicant=self.names.persons((step.applicant,)) if step.applicant else (),
                give=pairs_of(step.carry),
                submitted=text_of(step.state) == "submitted",
                next=after,
                **step_place(placed),
            )
        )

    def _first(self, placed: Placed, step: FirstStep, after: str) -> None:
        arms = tuple(
            Arm(message=text_of(case.message), at=text_of(case.at), span=span_of(case.for_), to=inner.entry(after))
            for case, inner in zip(step.cases, placed.lists, strict=True)
        )
        self.nodes.append(FirstNode(arms=arms, **step_place(placed)))

    def _notify(self, placed: Placed, step: NotifyStep, after: str) -> None:
        self.nodes.append(
            NotifyNode(
                to=self.names.persons(step.to),
                subject=text_of(step.subject) or step.name.value,
                text=text_of(step.text),
                next=after,
                **step_place(placed),
            )
        )

    def _choice(self, placed: Placed, step: ChoiceStep, after: str) -> None:
        ways, otherwise = [], after
        cases = [inner for inner in placed.lists if inner.part == "case"]
        for case, inner in zip(step.cases, cases, strict=True):
            if case.otherwise:
                otherwise = inner.entry(after)
                continue
            condition = self._all_of(case.if_)
            name = case.name.value if case.name else condition
            ways.append(Way(name=name, condition=condition, to=inner.entry(after)))
        self.nodes.append(ChoiceNode(ways=tuple(ways), otherwise=otherwise, **step_place(placed)))

    def _parallel(self, placed: Placed, step: ParallelStep, after: str, catches: Catches) -> None:
        join = f"{placed.id}.join"
        branches = tuple(
            Branch(name=branch.name.value, condition=self._all_of(branch.if_), to=inner.entry(join))
            for branch, inner in zip(step.branches, placed.lists, strict=True)
        )
        quorum: Literal["all", "one"] = "one" if text_of(step.quorum) == "one" else "all"
        self.nodes.append(ForkNode(branches=branches, quorum=quorum, next=after, **step_place(placed)))
        for inner in placed.lists:
            self._steps(inner.steps, join, catches)
        place = place_of(placed)
        place["groups"] = (*placed.groups, placed.id)
        self.nodes.append(JoinNode(id=join, fork=placed.id, next=after, **place))

    def _group(self, placed: Placed, step: GroupStep, after: str, catches: Catches) -> None:
        exit_ = f"{placed.id}.exit"
        body, *others = placed.lists
        handlers = [inner for inner in others if inner.part == "handler"]
        own = tuple(
            self._catch(handler, inner.entry(after), placed.id)
            for handler, inner in zip(step.on_error, handlers, strict=True)
        )
        overdue = overdue_of(placed, after)
        enter = EnterNode(body=body.entry(exit_), due=span_of(step.due), overdue=overdue, **step_place(placed))
        self.nodes.append(enter)
        self._steps(body.steps, exit_, () if placed.lane else own + catches)
        self.nodes.append(ExitNode(id=exit_, group=placed.id, next=after, **place_of(placed)))
        for inner in others:
            if inner.lane:
                self._lane(placed, inner)
            else:
                self._steps(inner.steps, after, catches)

    def _each(self, placed: Placed, step: EachStep, after: str, catches: Catches) -> None:
        names, end = self.names, placed.id + ROW
        body, *handlers = placed.lists
        own = tuple(
            self._catch(handler, inner.entry(end), end) for handler, inner in zip(step.on_error, handlers, strict=True)
        )
        in_order = step.in_order is not None and step.in_order.value
        self.nodes.append(
            EachNode(
                rows=names.item_key(step.rows.value),
                row=names.row_name(step),
                columns=row_columns(step, names),
                own=tuple(part.key for part in step.columns if part.item),
                most=step.max_rows.value if step.max_rows else MOST_ROWS,
                at_once=1 if in_order else step.at_once.value if step.at_once else ROWS_AT_ONCE,
                body=body.entry(end),
                next=after,
                **step_place(placed),
            )
        )
        self._steps(body.steps, end, own + catches)
        place = place_of(placed)
        place["groups"], place["each"] = (*placed.groups, placed.id, end), placed.id
        self.nodes.append(RowNode(id=end, loop=placed.id, next=after, **place))
        for inner in handlers:
            self._steps(inner.steps, end, catches)

    def _catch(self, handler: Handler, to: str, closes: str) -> Catch:
        return Catch(
            codes=tuple(self.names.error_code(code.value) for code in handler.errors),
            to=to,
            closes=closes,
            undo=bool(handler.undo and handler.undo.value),
        )

    def _all_of(self, conditions: tuple[Located[str], ...]) -> str:
        texts = [condition.value for condition in conditions]
        if len(texts) <= 1:
            return "".join(texts)
        joint = " かつ " if self.names.procedure.language == "ja" else " and "
        return joint.join(f"({text})" for text in texts)

    def _urgent(self, operation: str) -> bool:
        contracts = (pair.value for pair in self.names.procedure.systems if pair.key.value == operation)
        return any(contract.urgent is not None and contract.urgent.value for contract in contracts)


_ON_SEND_BACK: dict[str, Literal["keep", "undo", "again"]] = {"undo_it": "undo", "again": "again"}
_ON_STOP: dict[str, Literal["keep", "undo"]] = {"keep": "keep", "undo_it": "undo"}
_IF_CHANGED: dict[str, Literal["undo_and_again", "as_is", "incident"]] = {
    "undo_and_again": "undo_and_again",
    "as_is": "as_is",
}
