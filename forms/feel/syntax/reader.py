"""What the grammar asks of a lexer. There are two: of FEEL as published, and of the language of procedures."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager

from forms.feel.syntax.cursor import Cursor
from forms.feel.syntax.nodes import Node, Span
from forms.feel.types import Type


class Reader(ABC):
    """Reads one expression. The parts that read operands and blocks ask it for the expressions inside them."""

    cursor: Cursor
    types: Mapping[str, Type]
    """By the names that may follow `instance of`."""

    def __init__(self) -> None:
        self.in_range = False
        """The upper bound of a range is being read: a [ may close it."""

    # -- the grammar --------------------------------------------------------------------------------------------

    @abstractmethod
    def expression(self) -> Node:
        """A whole expression. Raises NotFeel."""

    @abstractmethod
    def binding_stronger_than_comparison(self) -> Node:
        """An expression up to the next comparison, `and` or `or`. Raises NotFeel."""

    @abstractmethod
    def upper_bound(self) -> Node:
        """The upper bound of a range. Raises NotFeel."""

    # -- the lexer ----------------------------------------------------------------------------------------------

    @abstractmethod
    def literal(self) -> Node | None:
        """The text, number or day that starts here; goes past it."""

    @abstractmethod
    def known_name(self) -> Node | None:
        """The longest name known here, going past it; of equal ones the innermost."""

    @abstractmethod
    def unknown_name(self) -> Node | None:
        """A name nobody knows, going past it."""

    @abstractmethod
    def new_name(self, *ends: str) -> str:
        """A new name, up to one of the signs or words. Raises NotFeel when none follows."""

    @abstractmethod
    def key(self) -> str:
        """The key of an entry, up to its colon. Raises NotFeel."""

    @abstractmethod
    def argument_name(self) -> str | None:
        """`name:` before an argument, going past it."""

    @abstractmethod
    def part(self, subject: Node, start: int) -> Node:
        """The part of a value that is named here, after the dot. Raises NotFeel."""

    @abstractmethod
    def names(self, types: Mapping[str, Type]) -> AbstractContextManager[None]:
        """These names are known inside, before all others."""

    @abstractmethod
    def element(self, subject: Node) -> AbstractContextManager[str]:
        """The element of a list and its parts are known inside. Gives the name of the element."""

    @abstractmethod
    def argument(self, function: Node, before: list[Node]) -> AbstractContextManager[None]:
        """The next argument of a call is read inside."""

    @abstractmethod
    def parameter_type(self) -> Type:
        """The type of a parameter of a function that is written without one."""

    @abstractmethod
    def type_of(self, node: Node) -> Type:
        """What is known about the type of what was read."""

    @abstractmethod
    def closes_range(self) -> bool:
        """The [ that stands here is the end of a range."""

    @abstractmethod
    def after_operand(self, subject: Node) -> Node | None:
        """A comparison that only this lexer knows, with its right side."""

    @abstractmethod
    def after_comparison(self) -> None:
        """Raises NotFeel where comparisons may not follow each other."""

    @abstractmethod
    def span(self, start: int) -> Span:
        """From an index of the text to the place reached, in columns of what was written."""

    fallback: str | None = None
    """The sign between a value and what stands in for it when it is null."""
