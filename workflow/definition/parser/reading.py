"""What every part of the parser works with: the words of the language, the problems so far, the value readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from forms.source.nodes import Node, ScalarNode
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.document import EnforceStep
from workflow.definition.located import Located
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary

ValueReader: TypeAlias = Callable[["Reading", ValueType, Node], object | None]
"""Reads a node as a value of a type; None when it is not one, which the reader has then reported."""


E = TypeVar("E")
MAX_ELEMENTS = 5_000
"""Elements of all lists and mappings of a file together; the ID-card procedure has a few hundred."""


@dataclass(slots=True)
class Reading:
    """One parse of one file."""

    vocabulary: Vocabulary
    readers: Mapping[str, ValueReader]
    """By name of value type."""
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Names that a step which could not be read may have."""
    complete: bool = True
    """Whether every step and destination could be read."""

    enforced: EnforceStep | None = None
    """The first 施行."""

    room: int = MAX_ELEMENTS

    def first(self, elements: tuple[E, ...], node: Node) -> tuple[E, ...]:
        """The elements of a list or mapping, as long as the whole file stays within what a procedure may be."""
        if len(elements) > self.room:
            self.complete = False
            self.report("E013", node, "手続が大きすぎます。分けてください。", "The procedure is too large; split it.")
        kept = elements[: self.room]
        self.room -= len(kept)
        return kept

    def value(self, type_: ValueType, node: Node) -> object | None:
        """The node as a value of the type, or None after a report."""
        return self.readers[type_.name](self, type_, node)

    def report(self, id_: str, node: Node, ja: str, en: str, hint: Text | None = None) -> None:
        """Add a problem about a whole node."""
        length = len(node.text.partition("\n")[0]) if isinstance(node, ScalarNode) else 1
        position = (node.content or node.position) if isinstance(node, ScalarNode) and node.text else node.position
        self.report_at(id_, position, ja, en, hint, length=max(1, length))

    def report_at(
        self, id_: str, position: Position, ja: str, en: str, hint: Text | None = None, *, length: int = 1
    ) -> None:
        """Add a problem about a place."""
        self.problems.append(Problem(id=id_, position=position, message=Text(ja, en), hint=hint, length=length))

    def text(self, node: Node, what_ja: str, what_en: str) -> Located[str] | None:
        """The node as one text that is not empty, trimmed; None after a report."""
        if isinstance(node, ScalarNode) and node.text.strip():
            return Located(node.text.strip(), node.content or node.position, node)
        if isinstance(node, ScalarNode):
            self.report("E013", node, f"値が空です。{what_ja}を書いてください。", f"Empty value; write {what_en}.")
        else:
            self.report("E013", node, f"ここには{what_ja}を一つ書いてください。", f"Write one {what_en} here.")
        return None
