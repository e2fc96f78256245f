"""Cuts an expression into tokens: names in scope first, the longest first, then literals, words and signs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms.expressions.functions import FUNCTION_NAMES
from forms.expressions.literals import Literal, Unreadable, read_literal
from forms.expressions.local_names import Known, LocalNames, element_of
from forms.expressions.plain import PlainText, plain_text
from forms.expressions.problem import ExpressionProblem
from forms.expressions.scope import Scope, longest_first
from forms.expressions.suggestions import did_you_mean, guess_name, guess_part
from forms.expressions.tokens import MISTAKEN, SYMBOLS, VALUES, WORDS, Kind, Token
from forms.expressions.types import BOOLEAN, NULL, TEXT, UNKNOWN, ContextType, ListType, Name, Type
from forms.expressions.values import Value
from forms.spec import Text

MAX_PROBLEMS = 20
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]")
_UNKNOWN = re.compile(r"(?:(?!かつ|または|が「|が\"|のどれ)[^\s「」\"()\[\]{},.+*/=<>≠≦≧≤≥?%-])+")
_OPERANDS = (Kind.NAME, Kind.PART)
_VARIABLE = re.compile(r"\s*([^\s()\[\]{},.「」\"]+)\s+in(?![A-Za-z0-9_])")
_PART = re.compile(r"\s*\.(?!\.)\s*")


def tokenize(text: str, scope: Scope) -> tuple[list[Token], list[ExpressionProblem]]:
    """The tokens, ending with END, and what cannot be read."""
    lexer = _Lexer(plain_text(text), scope)
    return lexer.tokens, lexer.problems


class _Lexer:
    def __init__(self, plain: PlainText, scope: Scope) -> None:
        self.tokens: list[Token] = []
        self.problems: list[ExpressionProblem] = []
        self._starts: list[int] = []
        self._plain = plain
        self._text = plain.text
        self._scope = scope
        self._at = 0
        self._locals = LocalNames()
        self._operand: Type | None = None
        """The kind of the value that ends here; None when something else does."""
        self._heads: list[_Head] = []
        while self._at < len(self._text) and len(self.problems) < MAX_PROBLEMS:
            if self._text[self._at].isspace():
                self._at += 1
            else:
                self._next()
        self._add(Kind.END, "", self._at)

    def _next(self) -> None:
        if self._at in self._plain.strings:
            self._string()
        elif found := self._known():
            self._name(found)
        elif literal := read_literal(self._text, self._at):
            self._literal(literal)
        elif not (self._mistaken() or self._word() or self._symbol()):
            self._unknown()

    def _add(
        self,
        kind: Kind,
        text: str,
        end: int,
        *,
        value: Value = None,
        type: Type = NULL,
        path: tuple[str, ...] = (),
        may_be_null: bool = False,
    ) -> None:
        start = self._plain.column(self._at)
        written_end = max(self._plain.column(end), start + 1)
        self.tokens.append(
            Token(
                kind=kind,
                text=text,
                start=start,
                end=written_end,
                value=value,
                type=type,
                path=path,
                may_be_null=may_be_null,
            )
        )
        self._starts.append(self._at)
        self._at = end
        self._operand = type if kind in _OPERANDS else None

    def _known(self) -> Known | None:
        """The longest name that starts here; of two equal ones the inner."""
        best: Known | None = None
        for names in self._locals.known:
            found = next((known for known in names if _is_at(self._text, self._at, known.spelling)), None)
            if found and (best is None or len(found.spelling) > len(best.spelling)):
                best = found
        spelled = _spelled(self._text, self._at, self._scope.spellings)
        if spelled and (best is None or len(spelled[0]) > len(best.spelling)):
            return Known(spelled[0], (spelled[1].key,), spelled[1])
        return best

    def _problem(self, code: str, end: int, message: Text, hint: Text | None) -> None:
        start = self._plain.column(self._at)
        length = max(self._plain.column(end) - start, 1)
        self.problems.append(ExpressionProblem(code=code, column=start, message=message, hint=hint, length=length))

    def _string(self) -> None:
        quoted = self._plain.strings[self._at]
        if not quoted.closed:
            message = Text("「 に対する 」 がありません。", "A quotation mark is not closed.")
            self._problem("E050", quoted.end, message, None)
        self._add(Kind.STRING, self._text[self._at : quoted.end], quoted.end, value=quoted.content, type=TEXT)

    def _literal(self, literal: Literal | Unreadable) -> None:
        text = self._text[self._at : literal.end]
        if isinstance(literal, Unreadable):
            self._problem("E050", literal.end, literal.message, literal.hint)
            self._add(Kind.LITERAL, text, literal.end, type=UNKNOWN)
        else:
            self._add(Kind.LITERAL, text, literal.end, value=literal.value, type=literal.type)

    def _name(self, known: Known) -> None:
        """A name with the parts that follow it: 申請者.職員証番号."""
        start, end = self._at, self._at + len(known.spelling)
        path = known.path
        type_, may_be_null = known.name.type, known.name.may_be_null
        while dot := _PART.match(self._text, end):
            if type_ == UNKNOWN and (part := _UNKNOWN.match(self._text, dot.end())):
                end = part.end()
                continue
            fields = _fields(type_)
            found = _spelled(self._text, dot.end(), longest_first(fields)) if fields else None
            if found is None:
                self._unknown_part(dot.end(), self._text[start:end], type_)
                return
            spelling, name = found
            end = dot.end() + len(spelling)
            path = (*path, name.key)
            type_ = _listed(name.type) if isinstance(type_, ListType) else name.type
            may_be_null = may_be_null or name.may_be_null
        self._add(Kind.NAME, self._text[start:end], end, type=type_, path=path, may_be_null=may_be_null)

    def _unknown_part(self, at: int, owner: str, kind: Type) -> None:
        found = _UNKNOWN.match(self._text, at)
        end = found.end() if found else at
        part = self._text[at:end]
        message = Text(f"「{owner}」に「{part}」はありません。", f"“{owner}” has no “{part}”.")
        code = kind.unknown if isinstance(kind, ContextType) else "E051"
        self._problem(code, end, message, guess_part(part, _fields(kind)))
        self._add(Kind.NAME, self._text[self._at : end], end, type=UNKNOWN)

    def _mistaken(self) -> bool:
        """Signs and words of other languages."""
        for wrong, right in MISTAKEN.items():
            if self._text.startswith(wrong, self._at):
                end = self._at + len(wrong)
                message = Text(f"「{wrong}」は使えません。", f"“{wrong}” is not known here.")
                self._problem("E050", end, message, Text(f"「{right}」を使ってください", f"Use “{right}”"))
                self._add(Kind.SYMBOL, SYMBOLS.get(right, WORDS.get(right, right)), end)
                return True
        return False

    def _word(self) -> bool:
        for spelling in FUNCTION_NAMES:
            if _is_at(self._text, self._at, spelling):
                end = self._at + len(spelling)
                if self._text[end:].lstrip().startswith("("):
                    self._add(Kind.FUNCTION, spelling, end)
                    return True
        for spelling, value in VALUES.items():
            if _is_at(self._text, self._at, spelling):
                type_ = NULL if value is None else BOOLEAN
                self._add(Kind.LITERAL, spelling, self._at + len(spelling), value=value, type=type_)
                return True
        for spelling in _WORDS_LONGEST_FIRST:
            if _is_at(self._text, self._at, spelling):
                before = self._operand
                self._add(Kind.SYMBOL, WORDS[spelling], self._at + len(spelling))
                self._block(WORDS[spelling], before)
                return True
        return False

    def _symbol(self) -> bool:
        for sign, symbol in SYMBOLS.items():
            if self._text.startswith(sign, self._at):
                self._sign(symbol, self._at + len(sign))
                return True
        return self._part()

    def _sign(self, symbol: str, end: int) -> None:
        before = self._operand
        if symbol == "[" and before is not None:
            key = self._locals.new_key()
            self._add(Kind.FILTER, symbol, end, path=(key,))
            self._locals.open(before)
            self._locals.add_element(key, element_of(before))
            return
        self._add(Kind.SYMBOL, symbol, end)
        if symbol in ("(", "["):
            self._locals.open(UNKNOWN)
        elif symbol in (")", "]"):
            self._operand = self._locals.close()
        elif symbol == "," and self._heads and self._heads[-1].depth == self._locals.depth:
            self._end_source(before)
            self._variable()

    def _part(self) -> bool:
        """.name after a bracket."""
        dot = _PART.match(self._text, self._at)
        if dot is None or self._operand is None:
            return False
        fields = _fields(self._operand)
        found = _spelled(self._text, dot.end(), longest_first(fields)) if fields else None
        if found is None:
            self._unknown_part(dot.end(), "…", self._operand)
            return True
        spelling, part = found
        self._add(Kind.PART, spelling, dot.end() + len(spelling), path=(part.key,), type=part.type)
        return True

    def _block(self, word: str, before: Type | None) -> None:
        """some, every and for bring a name of their own, known from satisfies or return on."""
        if word in ("some", "every", "for"):
            self._variable()
        elif word in ("satisfies", "return") and self._heads and self._heads[-1].depth == self._locals.depth:
            self._end_source(before)

    def _variable(self) -> None:
        found = _VARIABLE.match(self._text, self._at)
        if found is None:
            return
        self._at = found.start(1)
        key = self._locals.new_key()
        self._add(Kind.VARIABLE, found[1], found.end(1), path=(key,))
        self._heads.append(_Head(found[1], key, self._locals.depth, len(self.tokens)))

    def _end_source(self, ended_with: Type | None) -> None:
        """The list of a loop was read: its elements are of this kind."""
        head = self._heads.pop()
        pairs = pairwise(self.tokens[head.first :])
        counted = next((token.type for token, sign in pairs if sign.text == ".." and sign.kind is Kind.SYMBOL), None)
        kind = counted or element_of(ended_with or UNKNOWN)
        self._locals.add(head.name, head.key, kind)

    def _unknown(self) -> None:
        """A word nobody knows. It takes along a known word directly before it: 理由書 is not 理由 and 書."""
        found = _UNKNOWN.match(self._text, self._at)
        end = found.end() if found else self._at + 1
        if found is None:
            sign = self._text[self._at]
            message = Text(f"「{sign}」は式の中では使えません。", f"“{sign}” cannot be used in an expression.")
            self._problem("E050", end, message, None)
            self._at = end
            return
        self._take_back()
        word = self._text[self._at : end]
        while (dot := _PART.match(self._text, end)) and (part := _UNKNOWN.match(self._text, dot.end())):
            end = part.end()
        if self._text[end:].lstrip().startswith("("):
            message = Text(f"「{word}」という関数はありません。", f"There is no function “{word}”.")
            self._problem("E051", end, message, did_you_mean(word, FUNCTION_NAMES))
        else:
            message = Text(f"「{word}」という名前はありません。", f"There is no name “{word}”.")
            self._problem("E051", end, message, guess_name(word, self._scope))
        self._add(Kind.NAME, self._text[self._at : end], end, type=UNKNOWN)

    def _take_back(self) -> None:
        if not self.tokens:
            return
        last, start = self.tokens[-1], self._starts[-1]
        word = last.kind is Kind.NAME or (last.kind is Kind.LITERAL and last.text in VALUES)
        if word and start + len(last.text) == self._at:
            self.tokens.pop()
            self._starts.pop()
            self._at = start


@dataclass(frozen=True, slots=True)
class _Head:
    """A name after some, every or for whose list is being read."""

    name: str
    key: str
    depth: int
    first: int
    """Index of the first token of the list, which is the word `in`."""


_WORDS_LONGEST_FIRST = sorted(WORDS, key=len, reverse=True)


def _spelled(text: str, at: int, spellings: Sequence[tuple[str, Name]]) -> tuple[str, Name] | None:
    """The longest name that starts here."""
    return next(((spelling, name) for spelling, name in spellings if _is_at(text, at, spelling)), None)


def _is_at(text: str, at: int, word: str) -> bool:
    """The word starts here and does not go on; Japanese words need no space after them."""
    if not word or not text.startswith(word, at):
        return False
    following = text[at + len(word) : at + len(word) + 1]
    return not (_ASCII_WORD.match(word[-1]) and _ASCII_WORD.match(following))


def _fields(type_: Type) -> Mapping[str, Name]:
    """The parts that may follow a dot; of a list those of its elements."""
    inner = type_.of if isinstance(type_, ListType) else type_
    return inner.fields if isinstance(inner, ContextType) else {}


def _listed(type_: Type) -> Type:
    return type_ if isinstance(type_, ListType) else ListType(type_)
