"""Which of two steps is done before the other, on the first way through a procedure."""

from dataclasses import dataclass
from functools import cached_property

from workflow.definition.checked import Checked
from workflow.definition.outline import Placed


@dataclass(frozen=True)
class Order:
    """The order of the steps of a procedure; nothing is sent back yet."""

    checked: Checked

    def may_come_before(self, node: str, placed: Placed) -> bool:
        """Whether the work of a node may be done when a step begins: on the way to it, or beside it."""
        return placed.entry in self._after(node) or self.beside(node, placed)

    def beside(self, node: str, placed: Placed) -> bool:
        """Whether a node and a step are done beside each other, so that either may be the first."""
        other = self.checked.outline.by_id.get(node.partition(".")[0])
        if other is None or other.anytime != placed.anytime or other.lane:
            return True
        for mine, theirs in zip(placed.inside, other.inside, strict=False):
            if mine.host_id != theirs.host_id or mine.part != theirs.part:
                return False
            if mine.number != theirs.number:
                return mine.part == "branch"
            if mine.part == "row":
                return True
        return False

    def _after(self, node: str) -> set[str]:
        if node not in self._known:
            self._known[node] = self.checked.graph.after(node)
        return self._known[node]

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        return {}
