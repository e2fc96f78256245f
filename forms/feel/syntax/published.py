"""The lexer of FEEL as published: names with spaces and signs, the longest in scope; literals of the standard."""

from abc import ABC
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from forms.feel.syntax.characters import name_tokens, one_spaced
from forms.feel.syntax.cursor import Cursor
from forms.feel.syntax.literals import number_at, string_at, temporal_value
from forms.feel.syntax.nodes import Constant, Name, Node, Path, Span
from forms.feel.syntax.reader import Reader
from forms.feel.syntax.scope import Names, Scope
from forms.feel.syntax.static_types import element_type, fields_of, static_type
from forms.feel.types import ANY, ContextType, Type

_KEYWORDS = frozenset(
    (
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
        "instance", "of", "true", "false", "null", "function", "external",
    )
)  # fmt: skip
_VALUES = {"true": True, "false": False, "null": None}
_TEMPORAL_PARTS = (
    "year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone",
    "years", "months", "days", "hours", "minutes", "seconds", "start", "end", "start included", "end included",
)  # fmt: skip


class PublishedLexer(Reader, ABC):
    """Names may be any text; their kinds are found while the expression runs."""

    def __init__(self, text: str, scope: Scope, types: Mapping[str, Type]) -> None:
        super().__init__()
        self.cursor = Cursor(text)
        self.types = types
        self._scopes: list[tuple[Mapping[str, Type], Names]] = [(scope.types, scope.names)]
        self._members = Names(scope.members)

    def literal(self) -> Node | None:
        start = self.cursor.skip()
        if (text := string_at(self.cursor)) is not None:
            return Constant(text, at=self.span(start))
        if self.cursor.takes("@"):
            text = string_at(self.cursor)
            if text is None:
                raise self.cursor.refused()
            return Constant(temporal_value(text), at=self.span(start))
        if (number := number_at(self.cursor)) is not None:
            return Constant(number, at=self.span(start))
        for word, value in _VALUES.items():
            if self.cursor.sees_word(word):
                if known := self.known_name():
                    return known
                self.cursor.takes_word(word)
                return Constant(value, at=self.span(start))
        return None

    def known_name(self) -> Node | None:
        first = self._first_token()
        start = self.cursor.at
        best: tuple[str, int, Type] | None = None
        for types, names in reversed(self._scopes):
            found = names.at(self.cursor.text, start, first) if first else None
            if found and (best is None or found[1] > best[1]):
                best = (*found, types[found[0]])
        if best is None:
            return None
        self.cursor.at = best[1]
        return Name(best[0], best[2], at=self.span(start))

    def unknown_name(self) -> Node | None:
        """The longest key known, else a single word."""
        first = self._first_token()
        start = self.cursor.at
        if first and (found := self._members.at(self.cursor.text, start, first)):
            self.cursor.at = found[1]
            return Name(found[0], at=self.span(start))
        word = self.cursor.word()
        if word is None or word in _KEYWORDS:
            return None
        self.cursor.at += len(word)
        return Name(word, at=self.span(start))

    def new_name(self, *ends: str) -> str:
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

    def key(self) -> str:
        key = string_at(self.cursor)
        if key is None:
            key = self.new_name(":")
        self._members.add(key)
        return key

    def argument_name(self) -> str | None:
        start = end = self.cursor.skip()
        text = self.cursor.text
        while end < len(text) and text[end] not in ':"(),[]{}<>=@':
            end += 1
        if end == start or not text.startswith(":", end):
            return None
        self.cursor.at = end + 1
        return one_spaced(text[start:end])

    def part(self, subject: Node, start: int) -> Node:
        """One of the parts known, else the longest key known, else a single word."""
        fields = fields_of(static_type(subject))
        known = Names(fields if fields is not None else _TEMPORAL_PARTS)
        first = self._first_token()
        for names in (known, self._members):
            if first and (found := names.at(self.cursor.text, self.cursor.at, first)):
                self.cursor.at = found[1]
                return Path(subject, found[0], at=self.span(start))
        word = self.cursor.word()
        if word is None:
            raise self.cursor.refused()
        self.cursor.at += len(word)
        return Path(subject, word, at=self.span(start))

    @contextmanager
    def names(self, types: Mapping[str, Type]) -> Iterator[None]:
        self._scopes.append((types, Names(types)))
        yield
        self._scopes.pop()

    @contextmanager
    def element(self, subject: Node) -> Iterator[str]:
        element = element_type(static_type(subject))
        names: dict[str, Type] = {"item": element}
        if isinstance(element, ContextType):
            names |= element.types
        with self.names(names):
            yield "item"

    @contextmanager
    def argument(self, function: Node, before: list[Node]) -> Iterator[None]:
        yield

    def parameter_type(self) -> Type:
        return ANY

    def type_of(self, node: Node) -> Type:
        return static_type(node)

    def closes_range(self) -> bool:
        """It has no partner, or behind its partner the range is not closed either."""
        text, depth, quoted = self.cursor.text, 0, False
        for index in range(self.cursor.at, len(text)):
            sign = text[index]
            if sign == '"' and text[index - 1] != "\\":
                quoted = not quoted
            elif quoted:
                continue
            elif sign == "[":
                depth += 1
            elif sign == "]":
                depth -= 1
                if depth == 0:
                    return not text[index + 1 :].lstrip().startswith(("]", ")", "["))
        return True

    def after_operand(self, subject: Node) -> Node | None:
        return None

    def after_comparison(self) -> None:
        return

    def span(self, start: int) -> Span:
        return Span(start, self.cursor.at)

    def _first_token(self) -> str | None:
        tokens = name_tokens(self.cursor.text[self.cursor.skip() : self.cursor.at + 80])
        return tokens[0] if tokens else None
