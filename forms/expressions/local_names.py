"""Names that are known inside a part of an expression only: of the element of a loop, of what a filter looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.expressions.scope import longest_first
from forms.expressions.types import UNKNOWN, ContextType, ListType, Name, Type

ITEM = "item"
MARK = "#"
"""In the key of every local name, so that it is never the key of an item."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a spelling stands for, and where its value is found."""

    spelling: str
    path: tuple[str, ...]
    name: Name


@dataclass(slots=True)
class LocalNames:
    """The names around a place of the text, by the brackets that are open there."""

    _count: int = 0
    _brackets: list[Type] = field(default_factory=list)
    """For each open bracket the kind of value there is again when it closes."""
    _known: list[tuple[int, tuple[Known, ...]]] = field(default_factory=list)
    """The depth of the bracket they end with, and the names, the longest first."""

    @property
    def depth(self) -> int:
        return len(self._brackets)

    @property
    def known(self) -> list[tuple[Known, ...]]:
        """The innermost first."""
        return [names for _, names in reversed(self._known)]

    def new_key(self) -> str:
        self._count += 1
        return f"{MARK}{self._count}"

    def open(self, after: Type) -> None:
        self._brackets.append(after)

    def close(self) -> Type:
        """The kind of value that stands before the bracket that closes."""
        self._known = [entry for entry in self._known if entry[0] < self.depth]
        return self._brackets.pop() if self._brackets else UNKNOWN

    def add(self, spelling: str, key: str, kind: Type) -> None:
        """A name until the bracket around it closes."""
        self._known.append((self.depth, (Known(spelling, (key,), Name(key, kind)),)))

    def add_element(self, key: str, element: Type) -> None:
        """The element under `item`, and its parts under their own names."""
        parts: Mapping[str, Name] = element.fields if isinstance(element, ContextType) else {}
        found = [Known(spelling, (key, part.key), part) for spelling, part in longest_first(parts)]
        if ITEM not in parts:
            found.append(Known(ITEM, (key,), Name(key, element)))
        self._known.append((self.depth, tuple(found)))


def element_of(kind: Type) -> Type:
    """What a list holds."""
    return kind.of if isinstance(kind, ListType) else UNKNOWN


def is_local(path: tuple[str, ...]) -> bool:
    return path[0].startswith(MARK)
