"""Says what stands in an expression and cannot be read: words nobody knows, signs in the wrong place."""

import re

from forms.expressions.cursor import NotRead, OfficeCursor
from forms.expressions.functions import FUNCTION_NAMES
from forms.expressions.literals import read_literal
from forms.expressions.names import KnownNames
from forms.expressions.parts import fields_of
from forms.expressions.suggestions import did_you_mean, guess_name, guess_part
from forms.expressions.words import VALUES, mistaken_at, one_of, sign_at, word_at
from forms.feel.syntax.nodes import Given, Node
from forms.feel.types import UNKNOWN, ContextType, Type
from forms.spec import Text

UNKNOWN_WORD = re.compile(r"(?:(?!かつ|または|が「|が\"|のどれ)[^\s「」\"()\[\]{},.:@+*/=<>≠≦≧≤≥?%-])+")
_PART = re.compile(r"\s*\.(?!\.)\s*")
_NAMED = one_of((*FUNCTION_NAMES, *VALUES))


class Unreadable:
    """Reports to the cursor."""

    def __init__(self, cursor: OfficeCursor, names: KnownNames) -> None:
        self._cursor = cursor
        self._names = names
        self.word: tuple[int, int] | None = None
        """The last name or はい that was read: a word directly after it is part of one nobody knows."""

    def refused(self, message: Text, hint: Text | None) -> NotRead:
        """The error to raise for what stands here."""
        at = self._cursor.skip()
        self._cursor.report("E050", at, self._end_of_token(at), message, hint)
        return NotRead(message, at)

    def unknown_word(self, at: int) -> int:
        """Reports it and gives its end. It takes along a known word directly before it: 理由書 is not 理由 and 書."""
        text = self._cursor.text
        found = UNKNOWN_WORD.match(text, at)
        end = found.end() if found else at + 1
        if self.word and self.word[1] == at:
            at = self.word[0]
        word = text[at:end]
        while (dot := _PART.match(text, end)) and (part := UNKNOWN_WORD.match(text, dot.end())):
            end = part.end()
        if text[end:].lstrip().startswith("("):
            message = Text(f"「{word}」という関数はありません。", f"There is no function “{word}”.")
            self._cursor.report("E051", at, end, message, did_you_mean(word, FUNCTION_NAMES))
        else:
            message = Text(f"「{word}」という名前はありません。", f"There is no name “{word}”.")
            self._cursor.report("E051", at, end, message, guess_name(word, self._names.scope))
        return end

    def unknown_part(self, subject: Node, kind: Type, start: int) -> None:
        """Goes past a word after a dot that names no part of the value."""
        text, at = self._cursor.text, self._cursor.skip()
        found = UNKNOWN_WORD.match(text, at)
        self._cursor.at = found.end() if found else at
        if kind == UNKNOWN:
            return
        part = text[at : self._cursor.at]
        owner, first = "…", start
        if isinstance(subject, Given):
            owner, first = subject.text, self._cursor.plain.columns.index(subject.at.start)
        message = Text(f"「{owner}」に「{part}」はありません。", f"“{owner}” has no “{part}”.")
        code = kind.unknown if isinstance(kind, ContextType) else "E051"
        self._cursor.report(code, first, self._cursor.at, message, guess_part(part, fields_of(kind)))

    def unexpected(self) -> None:
        """Reports what stands here although it cannot; signs and words of other languages first."""
        text, at = self._cursor.text, self._cursor.skip()
        if at >= len(text):
            return self._cursor.report("E050", at, at, _ENDED if text.strip() else _EMPTY)
        places = (place for place in range(at, len(text)) if not self._in_string(place))
        if wrong := next(((place, found) for place in places if (found := mistaken_at(text, place))), None):
            return self._cursor.report_mistaken(wrong[1], wrong[0])
        end = self._end_of_token(at)
        if end > at:
            message = Text(f"ここに「{text[at:end]}」は書けません。", f"“{text[at:end]}” cannot stand here.")
            return self._cursor.report("E050", at, end, message, self._missing_sign(at))
        if UNKNOWN_WORD.match(text, at):
            self.unknown_word(at)
            return None
        sign = text[at]
        message = Text(f"「{sign}」は式の中では使えません。", f"“{sign}” cannot be used in an expression.")
        return self._cursor.report("E050", at, at + 1, message)

    def _in_string(self, place: int) -> bool:
        return any(start <= place < quoted.end for start, quoted in self._cursor.plain.strings.items())

    def _end_of_token(self, at: int) -> int:
        """Behind the text, name, literal, word or sign that stands here; the same place when there is none."""
        text = self._cursor.text
        if quoted := self._cursor.plain.strings.get(at):
            return quoted.end
        if name := self._names.at(text, at):
            return at + len(name[0])
        if literal := read_literal(text, at):
            return literal.end
        if found := word_at(text, at) or sign_at(text, at):
            return at + len(found[0])
        named = _NAMED.match(text, at)
        return named.end() if named else at

    def _missing_sign(self, at: int) -> Text | None:
        """Two values stand next to each other."""
        text = self._cursor.text
        if at == 0 or word_at(text, at) or sign_at(text, at):
            return None
        before = (text[:at].split() or [""])[-1]
        return Text(
            f"「{before}」との間に、かつ、または、= などが要ります",
            f"Something like =, “and” or “or” is missing after “{before}”",
        )


_EMPTY = Text("式がありません。", "There is no expression.")
_ENDED = Text("式が途中で終わっています。", "The expression ends too early.")
