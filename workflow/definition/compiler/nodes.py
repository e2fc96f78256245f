"""Lowers steps to nodes: reading order becomes `next`, nesting becomes groups and catches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from workflow.definition.compiler.enforcement import sent_by_a_system
from workflow.definition.compiler.form import row_columns
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import due_of, overdue_of, place_of, step_place, text_of
from workflow.definition.compiler.single import Catches, catch_of, human_node, single_node
from workflow.definition.document import ChoiceStep, EachStep, EnforceStep, GroupStep, ParallelStep
from workflow.definition.graph import edges_of
from workflow.definition.located import Located
from workflow.definition.outline import Outline, Placed, PlacedList
from workflow.engine.nodes import (
    ROW,
    Branch,
    ChoiceNode,
    EachNode,
    EndNode,
    EnterNode,
    ExitNode,
    ForkNode,
    JoinNode,
    LaneEndNode,
    Node,
    RowNode,
    Way,
)
from workflow.engine.program import TableSpec

END = "end"
"""Id of the node behind the last step; a sound procedure has none."""
MOST_ROWS, ROWS_AT_ONCE = 200, 20
"""Of a 全件, where the definition says nothing."""


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
            case ParallelStep():
                self._parallel(placed, step, after, catches)
            case GroupStep():
                self._group(placed, step, after, catches)
            case EachStep():
                self._each(placed, step, after, catches)
            case ChoiceStep():
                self._choice(placed, step, after)
                self._inner(placed, placed.lists, after, catches)
            case EnforceStep() if step.is_electronic:
                call = sent_by_a_system(placed, step, after, self.names, catches)
                self.nodes += [human_node(placed, step, call.id, self.names, self.tables), call]
                self._inner(placed, placed.lists, after, catches)
            case _:
                self.nodes.append(single_node(placed, step, after, self.names, self.tables, catches))
                self._inner(placed, placed.lists, after, catches)

    def _inner(self, placed: Placed, lists: Iterable[PlacedList], after: str, catches: Catches) -> None:
        """The ways, handlers and overdue chain of a step; their steps are caught only by what encloses the step."""
        for inner in lists:
            if inner.lane:
                self._lane(placed, inner)
            else:
                self._steps(inner.steps, after, catches)

    def _lane(self, placed: Placed, lane: PlacedList) -> None:
        end = f"{placed.id}.lane"
        self._steps(lane.steps, end, ())
        place = place_of(placed)
        place["lane"] = True
        self.nodes.append(LaneEndNode(id=end, **place))

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
            catch_of(self.names, handler, inner.entry(after), placed.id)
            for handler, inner in zip(step.on_error, handlers, strict=True)
        )
        overdue = overdue_of(placed, after)
        enter = EnterNode(body=body.entry(exit_), due=due_of(step.due), overdue=overdue, **step_place(placed))
        self.nodes.append(enter)
        self._steps(body.steps, exit_, () if placed.lane else own + catches)
        self.nodes.append(ExitNode(id=exit_, group=placed.id, next=after, **place_of(placed)))
        self._inner(placed, others, after, catches)

    def _each(self, placed: Placed, step: EachStep, after: str, catches: Catches) -> None:
        names, end = self.names, placed.id + ROW
        body, *handlers = placed.lists
        own = tuple(
            catch_of(self.names, handler, inner.entry(end), end)
            for handler, inner in zip(step.on_error, handlers, strict=True)
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

    def _all_of(self, conditions: tuple[Located[str], ...]) -> str:
        texts = [condition.value for condition in conditions]
        if len(texts) <= 1:
            return "".join(texts)
        joint = " かつ " if self.names.procedure.language == "ja" else " and "
        return joint.join(f"({text})" for text in texts)
