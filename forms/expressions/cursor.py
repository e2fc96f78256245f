"""Walks over the text of an expression of a procedure, and says what is wrong with it where it was written."""

from collections.abc import Callable

from forms.expressions.plain import PlainText
from forms.expressions.problem import ExpressionProblem
from forms.expressions.words import MISTAKEN, mistaken_at, sign_at, word_at
from forms.feel.syntax.cursor import TOO_DEEP, Cursor, NotFeel
from forms.feel.syntax.nodes import Span
from forms.spec import Text

MAX_PROBLEMS = 20


class NotRead(NotFeel):
    """The text is no expression; the problems say why."""


class OfficeCursor(Cursor):
    """Signs and words in both languages. What other languages write is understood and reported."""

    max_depth = 30
    max_operations = 100

    def __init__(self, plain: PlainText) -> None:
        super().__init__(plain.text)
        self.plain = plain
        self.problems: list[ExpressionProblem] = []
        self.signs: dict[int, tuple[str, Span]] = {}
        """The signs and words that were read, with their columns, by the index where they start."""
        self._tokens: dict[int, tuple[str, str]] = {}
        self.on_unexpected: Callable[[], None] = lambda: None
        """Reports what stands here and should not."""

    def sees(self, sign: str) -> bool:
        return self._at(sign) is not None

    def takes(self, sign: str) -> bool:
        written = self._at(sign)
        return written is not None and self._past(written)

    def sees_word(self, word: str) -> bool:
        return self._at(word) is not None

    def takes_word(self, *words: str) -> bool:
        before = self.at
        for word in words:
            if not self.takes(word):
                self.at = before
                return False
        return True

    def expect(self, sign: str, opened: int | None = None) -> None:
        if self.takes(sign):
            return
        if opened is not None and self.ended():
            shown = self._shown(opened)
            message = Text(f"「{shown}」に対する「{sign}」がありません。", f"“{shown}” needs “{sign}”.")
            self.report("E050", opened, opened + len(shown), message)
            raise NotRead(message, opened)
        raise self.refused()

    def expect_word(self, word: str, opened: int | None = None) -> None:
        self.expect(word, opened)

    def refused(self, message: Text | None = None, opened: int | None = None) -> NotFeel:
        at = self.skip() if opened is None else opened
        if message is None:
            self.on_unexpected()
        else:
            hint = _HINTS.get(message.ja)
            self.report("E050", at, at + 1, message, hint)
        return NotRead(message or TOO_DEEP, at)

    def report(self, code: str, start: int, end: int, message: Text, hint: Text | None = None) -> None:
        """Remember a problem between two places of the text."""
        at = self.span(start, end)
        if len(self.problems) < MAX_PROBLEMS:
            length = at.end - at.start
            self.problems.append(
                ExpressionProblem(code=code, column=at.start, message=message, hint=hint, length=length)
            )

    def report_mistaken(self, wrong: str, at: int) -> None:
        right = MISTAKEN[wrong][0]
        message = Text(f"「{wrong}」は使えません。", f"“{wrong}” is not known here.")
        self.report("E050", at, at + len(wrong), message, Text(f"「{right}」を使ってください", f"Use “{right}”"))

    def span(self, start: int, end: int) -> Span:
        """The columns of what was written between two places of the text."""
        first = self.plain.column(start)
        return Span(first, max(self.plain.column(end), first + 1))

    def _at(self, wanted: str) -> str | None:
        """How the sign or word that is wanted is written here; None when something else stands here."""
        token = self._tokens.get(self.at)
        if token is None:
            at = self.skip()
            token = self._tokens[at] = self._token(at)
        written, meant = token
        return written if meant == wanted else None

    def _token(self, at: int) -> tuple[str, str]:
        """The sign or word that stands here and what it is read as; twice nothing for anything else."""
        if at in self.plain.strings:
            return "", ""
        if wrong := mistaken_at(self.text, at):
            return wrong, MISTAKEN[wrong][1]
        return word_at(self.text, at) or sign_at(self.text, at) or ("", "")

    def _past(self, written: str) -> bool:
        if written in MISTAKEN:
            self.report_mistaken(written, self.at)
        self.signs[self.at] = self._tokens[self.at][1], self.span(self.at, self.at + len(written))
        self.at += len(written)
        return True

    def _shown(self, at: int) -> str:
        found = word_at(self.text, at) or sign_at(self.text, at)
        return found[0] if found else self.text[at : at + 1]


_HINTS = {
    TOO_DEEP.ja: Text("計算する項目に分けてください", "Split it into calculated items"),
    "範囲が閉じていません。": Text("[1..10] のように書いてください", "Write [1..10]"),
}
