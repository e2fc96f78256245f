"""The lexer of procedures: names in scope first, the longest first, then literals and words of an office."""

import re
from abc import ABC
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from forms.expressions.checker import type_of
from forms.expressions.cursor import NotRead, OfficeCursor
from forms.expressions.functions import FUNCTION, FUNCTION_NAMES, takes_function
from forms.expressions.literals import Unreadable as UnreadableLiteral
from forms.expressions.literals import read_literal
from forms.expressions.names import KnownNames
from forms.expressions.parts import parts_of_type
from forms.expressions.plain import Quoted, plain_text
from forms.expressions.scope import Scope, spelled_at
from forms.expressions.unreadable import UNKNOWN_WORD, Unreadable
from forms.expressions.words import VALUES, one_of, sign_at, word_at
from forms.feel.syntax.literals import temporal_value
from forms.feel.syntax.nodes import Constant, Given, Membership, Name, Node, Path, Span
from forms.feel.syntax.reader import Reader
from forms.feel.types import ANY, BOOLEAN, NAMED, NULL, TEXT, UNKNOWN, ContextType, ListType, Type
from forms.feel.values import type_of as type_of_value
from forms.spec import Text

_NEW = re.compile(r"[^\s()\[\]{},.:「」\"]+")
_PARAMETER = re.compile(r"([A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*)\s*:")
_FUNCTION = re.compile(rf"({one_of(FUNCTION_NAMES).pattern})\s*\(")
_VALUE = one_of(VALUES)
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=", "が", "in", "between")
_ONE_OF, _NONE_OF = "のどれか", "のどれでもない"


class OfficeLexer(Reader, ABC):
    """What is wrong is collected in the cursor; a name nobody knows does not end the reading."""

    fallback = "??"

    def __init__(self, text: str, scope: Scope) -> None:
        super().__init__()
        self.cursor: OfficeCursor = OfficeCursor(plain_text(text))
        self.types: Mapping[str, Type] = NAMED
        self._known = KnownNames(scope)
        self._unreadable = Unreadable(self.cursor, self._known)
        self.cursor.on_unexpected = self._unreadable.unexpected
        self._parameters: list[Type] = []

    # -- literals and names -------------------------------------------------------------------------------------

    def literal(self) -> Node | None:
        at = self.cursor.skip()
        if quoted := self.cursor.plain.strings.get(at):
            return self._string(quoted)
        if node := self._function(at) or self.known_name():
            return node
        if self.cursor.takes("@"):
            return self._published(at)
        if literal := read_literal(self.cursor.text, at):
            self.cursor.at = literal.end
            if isinstance(literal, UnreadableLiteral):
                self.cursor.report("E050", at, literal.end, literal.message, literal.hint)
                return Constant(None, UNKNOWN, at=self.span(at))
            return Constant(literal.value, literal.type, at=self.span(at))
        return self._value(at)

    def known_name(self) -> Node | None:
        at = self.cursor.skip()
        found = self._known.at(self.cursor.text, at)
        if found is None:
            return None
        self._take_word(at, at + len(found[0]))
        return replace(found[1], at=self.span(at))

    def unknown_name(self) -> Node | None:
        at = self.cursor.skip()
        if word_at(self.cursor.text, at) or not UNKNOWN_WORD.match(self.cursor.text, at):
            return None
        self.cursor.at = self._unreadable.unknown_word(at)
        return Constant(None, UNKNOWN, at=self.span(at))

    def new_name(self, *ends: str) -> str:
        found = _NEW.match(self.cursor.text, self.cursor.skip())
        if found and not word_at(self.cursor.text, found.start()):
            self.cursor.at = found.end()
            if any(self.cursor.sees(end) for end in ends):
                return found[0]
            self.cursor.at = found.start()
        self.cursor.report("E050", self.cursor.at, self.cursor.at + 1, _VARIABLE, _VARIABLE_HINT)
        raise NotRead(_VARIABLE, self.cursor.at)

    def key(self) -> str:
        quoted = self.cursor.plain.strings.get(self.cursor.skip())
        if quoted is None:
            return self.new_name(":")
        self.cursor.at = quoted.end
        return quoted.content

    def argument_name(self) -> str | None:
        found = _PARAMETER.match(self.cursor.text, self.cursor.skip())
        if found is None:
            return None
        self.cursor.at = found.end()
        return found[1]

    # -- parts and what is known inside -------------------------------------------------------------------------

    def part(self, subject: Node, start: int) -> Node:
        kind = self.type_of(subject)
        at = self.cursor.skip()
        found = spelled_at(self.cursor.text, at, parts_of_type(kind))
        if found is None:
            self._unreadable.unknown_part(subject, kind, start)
            return Constant(None, UNKNOWN, at=self.span(start))
        spelling, name = found
        self.cursor.at = at + len(spelling)
        inner = kind.of if isinstance(kind, ListType) else kind
        if not isinstance(subject, Given) or not isinstance(inner, ContextType):
            return Path(subject, name.key, at=self.span(start))
        listed = isinstance(kind, ListType) and not isinstance(name.type, ListType)
        return Given(
            (*subject.path, name.key),
            f"{subject.text}.{spelling}",
            ListType(name.type) if listed else name.type,
            subject.may_be_null or name.may_be_null,
            at=Span(subject.at.start, self.span(start).end),
        )

    @contextmanager
    def names(self, types: Mapping[str, Type]) -> Iterator[None]:
        with self._known.inside({name: Name(name, kind) for name, kind in types.items()}):
            yield

    @contextmanager
    def element(self, subject: Node) -> Iterator[str]:
        with self._known.element(self.type_of(subject)) as key:
            yield key

    @contextmanager
    def argument(self, function: Node, before: list[Node]) -> Iterator[None]:
        known = self.type_of(before[0]) if before and takes_function(function) else ANY
        self._parameters.append(known.of if isinstance(known, ListType) else ANY)
        yield
        self._parameters.pop()

    def parameter_type(self) -> Type:
        return self._parameters[-1] if self._parameters else ANY

    def type_of(self, node: Node) -> Type:
        return type_of(node)

    # -- comparisons --------------------------------------------------------------------------------------------

    def closes_range(self) -> bool:
        return False

    def after_operand(self, subject: Node) -> Node | None:
        """理由が「紛失」「盗難」のどれか"""
        start = self.cursor.skip()
        if not self.cursor.takes_word("が"):
            return None
        at = self.span(start)
        options: list[Node] = []
        while not (self.cursor.sees_word(_ONE_OF) or self.cursor.sees_word(_NONE_OF)):
            if self.cursor.ended() or (options and not self._starts_option()):
                raise self._unreadable.refused(_ONE_OF_MISSING, _ONE_OF_HINT)
            options.append(self.binding_stronger_than_comparison())
            self.cursor.takes(",")
        if not options:
            raise self.cursor.refused()
        negated = not self.cursor.takes_word(_ONE_OF) and self.cursor.takes_word(_NONE_OF)
        return Membership(subject, tuple(options), negated, at=at)

    def after_comparison(self) -> None:
        if any(self.cursor.sees(sign) for sign in _COMPARISONS):
            raise self._unreadable.refused(_CHAIN, _CHAIN_HINT)

    def span(self, start: int) -> Span:
        return self.cursor.span(start, self.cursor.at)

    # -- inside -------------------------------------------------------------------------------------------------

    def _string(self, quoted: Quoted) -> Node:
        at = self.cursor.at
        if not quoted.closed:
            message = Text("「 で始めた文字が 」 で閉じていません。", "A quotation mark is not closed.")
            self.cursor.report("E050", at, quoted.end, message)
        self.cursor.at = quoted.end
        return Constant(quoted.content, TEXT, at=self.span(at))

    def _published(self, at: int) -> Node:
        """@"PT1H": dates, times and durations as the standard writes them."""
        quoted = self.cursor.plain.strings.get(self.cursor.skip())
        value = temporal_value(quoted.content) if quoted else None
        if quoted is None or value is None:
            self.cursor.at = at
            raise self._unreadable.refused(_NO_MOMENT, None)
        self.cursor.at = quoted.end
        return Constant(value, type_of_value(value), at=self.span(at))

    def _function(self, at: int) -> Node | None:
        """The name of a function before its bracket, unless a longer name of an item starts here: date(planned)."""
        found = _FUNCTION.match(self.cursor.text, at)
        known = self._known.at(self.cursor.text, at) if found else None
        if found is None or (known and len(known[0]) > len(found[1])):
            return None
        self.cursor.at = found.end(1)
        return Name(found[1], FUNCTION, at=self.span(at))

    def _value(self, at: int) -> Node | None:
        """はい, いいえ, 空."""
        found = _VALUE.match(self.cursor.text, at)
        if found is None:
            return None
        self._take_word(at, found.end())
        value = VALUES[found[0]]
        return Constant(value, NULL if value is None else BOOLEAN, at=self.span(at))

    def _take_word(self, start: int, end: int) -> None:
        self._unreadable.word = start, end
        self.cursor.at = end

    def _starts_option(self) -> bool:
        text, at = self.cursor.text, self.cursor.skip()
        word, sign = word_at(text, at), sign_at(text, at)
        return not (word and word[1] != "if") and (sign is None or sign[1] in ("(", "[", "-"))


_VARIABLE = Text("ここに新しい名前と in が要ります。", "A new name and “in” are missing here.")
_VARIABLE_HINT = Text(
    "some 行 in 行程 satisfies 行.運賃 > 1万円 のように書いてください", "Write some x in list satisfies x > 1"
)
_NO_MOMENT = Text('@ の後に、"2026-04-01" や "PT1H" のような文字が要ります。', 'After @ comes a text like "PT1H".')
_ONE_OF_MISSING = Text("「…が」の後に「のどれか」か「のどれでもない」が要ります。", "After が comes のどれか.")
_ONE_OF_HINT = Text("一つだけと比べるなら = を使ってください", "Use = to compare with one value")
_CHAIN = Text("比べる記号を続けて書けません。", "Comparisons cannot be chained.")
_CHAIN_HINT = Text("「かつ」で二つに分けてください", "Write two comparisons with “and” between them")
