"""What becomes of each step and item of a procedure in another version of it: the same for every case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from forms.spec import ItemSpec
from workflow.engine.commands import Migrate
from workflow.engine.machine import Machine
from workflow.engine.nodes import CallNode, EachNode, FirstNode, ForkNode, IssueNode, Node, UserNode, WaitNode
from workflow.engine.program import Program
from workflow.engine.state import Actor

_HELPERS = (".if", ".lane", ".join", ".exit", ".row")
"""What follows the id of a step in the ids of the nodes that help it."""
BY_HAND = ("task", "wait", "incident")
"""What a token may wait for that is taken elsewhere by hand; what is under way outside has to answer first."""


@dataclass(frozen=True)
class Plan:
    """How cases of one version go on under another."""

    before: Machine
    after: Machine
    moves: Mapping[str, str]
    """By hand: node id of a step in the old version, to one in the new."""

    @property
    def old(self) -> Program:
        return self.before.program

    @property
    def new(self) -> Program:
        return self.after.program

    @cached_property
    def steps(self) -> dict[str, str]:
        """Ids of nodes that are called otherwise now, because their step has a new name (旧名)."""
        former = {id_: node.id for node in self.new.nodes for id_ in node.formerly}
        renamed: dict[str, str] = {}
        for node in self.old.nodes:
            base = next((node.id.removesuffix(end) for end in _HELPERS if node.id.endswith(end)), node.id)
            if node.id not in self.new.by_id and base in former:
                renamed[node.id] = former[base] + node.id.removeprefix(base)
        return renamed

    @cached_property
    def items(self) -> dict[str, str]:
        """Keys of items that are called otherwise now."""
        keys = {item.key for item in self.new.form.items}
        former = {name: item.key for item in self.new.form.items for name in item.formerly}
        said = (item.key for item in self.old.form.items if item.key not in keys and item.key in former)
        return {key: former[key] for key in said}

    @cached_property
    def old_items(self) -> dict[str, ItemSpec]:
        return {item.key: item for item in self.old.form.items}

    @cached_property
    def new_items(self) -> dict[str, ItemSpec]:
        return {item.key: item for item in self.new.form.items}

    @cached_property
    def clocks(self) -> tuple[str, ...]:
        """Steps of people whose deadline or reminder is another one."""
        pairs = ((node, self.counterpart(node.id)) for node in self.old.nodes if isinstance(node, UserNode))
        return tuple(new.id for old, new in pairs if isinstance(new, UserNode) and _clocks(old) != _clocks(new))

    @cached_property
    def gone(self) -> dict[str, str]:
        """Names of the steps of people that the new version does not have, by node id."""
        people = (node for node in self.old.nodes if isinstance(node, UserNode))
        return {node.id: node.step for node in people if self.counterpart(node.id) is None}

    def at(self, node: str) -> str:
        """The id by which the new version knows a node of the old one."""
        return self.steps.get(node, node)

    def counterpart(self, node: str) -> Node | None:
        """The same node in the new version; None where its step is gone."""
        return self.new.by_id.get(self.at(node))

    def choices(self, node: str) -> tuple[Node, ...]:
        """The steps that a case which waits at a node could be taken to by hand: those that stand alike."""
        if node not in self._choices:
            old, waiting = self.old.by_id[node], (each for each in self.new.nodes if _may_wait(each) and each.step)
            self._choices[node] = tuple(each for each in waiting if self.stands_alike(old, each))
        return self._choices[node]

    @cached_property
    def _choices(self) -> dict[str, tuple[Node, ...]]:
        """What was found before, by node: thousands of cases wait at the same few."""
        return {}

    def stands_alike(self, old: Node, new: Node) -> bool:
        """Whether both stand in the same blocks."""
        around = (tuple(map(self.at, old.groups)), self.at(old.each), old.anytime, old.lane)
        return around == (new.groups, new.each, new.anytime, new.lane)


def lost_steps(old: Program, new: Program) -> Iterator[Node]:
    """Steps of people and systems that a version no longer has, and that no 旧名 tells of (P12)."""
    known = {*new.by_id, *(id_ for node in new.nodes for id_ in node.formerly)}
    work = (UserNode, CallNode, WaitNode, FirstNode, IssueNode, EachNode, ForkNode)
    return (node for node in old.nodes if node.step and isinstance(node, work) and node.id not in known)


def _may_wait(node: Node) -> bool:
    """Whether a case can be taken there: people, waits. A first step is done by applying."""
    return (isinstance(node, UserNode) and not node.first) or isinstance(node, WaitNode | FirstNode)


def _clocks(node: UserNode) -> object:
    stages = node.circulation.clocks if node.circulation else ()
    return (node.due, node.remind, node.overdue is None, stages)


def command_for(plan: Plan, actor: Actor, comment: str = "") -> Migrate:
    """The command that moves a case by this plan."""
    return Migrate(
        before=plan.old.hash,
        program=plan.new.hash,
        steps=plan.steps,
        moves=dict(plan.moves),
        items=plan.items,
        clocks=plan.clocks,
        gone=plan.gone,
        actor=actor,
        comment=comment,
    )
