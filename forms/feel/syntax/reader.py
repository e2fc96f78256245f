"""What all parts of the parser share: the place in the text and the names in scope there."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from forms.feel.syntax.characters import name_tokens, one_spaced
from forms.feel.syntax.cursor import Cursor
from forms.feel.syntax.nodes import Node
from forms.feel.syntax.scope import Names, Scope
from forms.feel.types import Type

_KEYWORDS = frozenset(
    (
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
        "instance", "of", "true", "false", "null", "function", "external",
    )
)  # fmt: skip


class Reader(ABC):
    """Reads one expression. The parts that read operands and blocks ask it for the expressions inside them."""

    def __init__(self, text: str, scope: Scope, types: Mapping[str, Type]) -> None:
        self.cursor = Cursor(text)
        self.types = types
        self._scopes: list[tuple[Mapping[str, Type], Names]] = [(scope.types, scope.names)]
        self._members = Names(scope.members)
        self.in_range = False
        """The upper bound of a range is being read: a [ may close it."""

    @abstractmethod
    def expression(self) -> Node:
        """A whole expression. Raises NotFeel."""

    @abstractmethod
    def binding_stronger_than_comparison(self) -> Node:
        """An expression up to the next comparison, `and` or `or`. Raises NotFeel."""

    @abstractmethod
    def upper_bound(self) -> Node:
        """The upper bound of a range. Raises NotFeel."""

    @contextmanager
    def names(self, types: Mapping[str, Type]) -> Iterator[None]:
        """These names are known inside, before all others."""
        self._scopes.append((types, Names(types)))
        yield
        self._scopes.pop()

    def remember_member(self, key: str) -> None:
        """A key of a context: from here on it may follow a dot."""
        self._members.add(key)

    def name_in_scope(self) -> tuple[str, Type] | None:
        """The longest name known here, going past it; of equal ones the innermost."""
        first = self._first_token()
        best: tuple[str, int, Type] | None = None
        for types, names in reversed(self._scopes):
            found = names.at(self.cursor.text, self.cursor.at, first) if first else None
            if found and (best is None or found[1] > best[1]):
                best = (*found, types[found[0]])
        if best is None:
            return None
        self.cursor.at = best[1]
        return best[0], best[2]

    def member(self, fields: Mapping[str, Type] | None) -> str:
        """The name after a dot: one of the fields, else the longest key known, else a single word."""
        known = Names(fields) if fields is not None else Names()
        first = self._first_token()
        for names in (known, self._members):
            if first and (found := names.at(self.cursor.text, self.cursor.at, first)):
                self.cursor.at = found[1]
                return found[0]
        return self.single_word()

    def unknown_name(self) -> str | None:
        """A name that is not in scope: the longest key known, else a single word."""
        first = self._first_token()
        if first and (found := self._members.at(self.cursor.text, self.cursor.at, first)):
            self.cursor.at = found[1]
            return found[0]
        word = self.cursor.word()
        if word is None or word in _KEYWORDS:
            return None
        self.cursor.at += len(word)
        return word

    def name_before_colon(self) -> str:
        """A name and the colon after it, which is known to be there."""
        start = self.cursor.skip()
        end = self.cursor.text.index(":", start)
        self.cursor.at = end + 1
        return one_spaced(self.cursor.text[start:end])

    def single_word(self) -> str:
        """Raises NotFeel when no word stands here."""
        word = self.cursor.word()
        if word is None:
            raise self.cursor.refused()
        self.cursor.at += len(word)
        return word

    def name_up_to(self, *ends: str) -> str:
        """A new name, whatever its words, up to one of the signs or words. Raises NotFeel when none follows."""
        start = self.cursor.skip()
        while not self.cursor.ended():
            if any(self.cursor.sees_word(end) if end.isalpha() else self.cursor.sees(end) for end in ends):
                name = one_spaced(self.cursor.text[start : self.cursor.at])
                if not name:
                    raise self.cursor.refused()
                return name
            word = self.cursor.word()
            self.cursor.at += len(word) if word else 1
        raise self.cursor.refused()

    def _first_token(self) -> str | None:
        tokens = name_tokens(self.cursor.text[self.cursor.skip() : self.cursor.at + 80])
        return tokens[0] if tokens else None
