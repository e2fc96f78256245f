"""The names known at a place of the text: those of the scope, and inside a loop or filter those of its element."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from forms.expressions.scope import Scope, longest_first, spelled_at
from forms.expressions.words import is_at
from forms.feel.syntax.nodes import Given, Name, Node, Path
from forms.feel.types import ContextType, ListType, Type

_ITEM = "item"
_MARK = "#"
"""In the name of every element, so that it is never the name of anything that is written."""


class KnownNames:
    """Names by what they are read as."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._elements = 0
        self._inner: list[list[tuple[str, Node]]] = []

    def at(self, text: str, at: int) -> tuple[str, Node] | None:
        """The longest name that starts here, and what it stands for; of two equal ones the inner."""
        best: tuple[str, Node] | None = None
        for names in reversed(self._inner):
            found = next((known for known in names if is_at(text, at, known[0])), None)
            if found and (best is None or len(found[0]) > len(best[0])):
                best = found
        outer = spelled_at(text, at, self.scope.spellings)
        if outer is None or (best and len(best[0]) >= len(outer[0])):
            return best
        spelling, name = outer
        return spelling, Given((name.key,), spelling, name.type, name.may_be_null)

    @contextmanager
    def inside(self, names: Mapping[str, Node]) -> Iterator[None]:
        self._inner.append(sorted(names.items(), key=lambda known: -len(known[0])))
        yield
        self._inner.pop()

    @contextmanager
    def element(self, kind: Type) -> Iterator[str]:
        """The element of a list under `item`, its parts under their own names. Gives the name of the element."""
        self._elements += 1
        name = f"{_MARK}{self._elements}"
        inner = kind.of if isinstance(kind, ListType) else kind
        element = Name(name, inner)
        parts = longest_first(inner.fields) if isinstance(inner, ContextType) else ()
        known: dict[str, Node] = {_ITEM: element}
        with self.inside(known | {spelling: Path(element, part.key) for spelling, part in parts}):
            yield name
