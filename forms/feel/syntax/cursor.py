"""Walks over the text of an expression: white space, signs, words."""

from forms.feel.syntax.characters import PART, SPACES, WORD
from forms.spec import Text

MAX_LENGTH = 20_000
MAX_DEPTH = 40
MAX_PARTS = 5_000
MAX_OPERATIONS = 200
"""Signs between operands; each makes the tree one level deeper."""


TOO_DEEP = Text("式が長すぎるか、かっこが深すぎます。", "The expression is too long or nested too deeply.")


class NotFeel(Exception):
    """The text is no FEEL expression."""

    def __init__(self, message: Text, column: int) -> None:
        super().__init__(f"{message.ja} ({column})")
        self.message = message
        self.column = column
        """Characters before the place, counted from 0."""


class Cursor:
    """A place in the text. White space is skipped before everything that is looked for."""

    max_depth = MAX_DEPTH
    max_operations = MAX_OPERATIONS

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._depth = 0
        self._parts = 0
        self._operations = 0
        if len(text) > MAX_LENGTH:
            raise NotFeel(Text("式が長すぎます。", "The expression is too long."), 0)

    def skip(self) -> int:
        """The index of the next character that matters."""
        if self.text[self.at : self.at + 1].isalnum():
            return self.at  # nearly always; the pattern is slow
        found = SPACES.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def sees(self, sign: str) -> bool:
        return self.text.startswith(sign, self.skip())

    def takes(self, sign: str) -> bool:
        """Go past the sign, if it stands here."""
        if not self.sees(sign):
            return False
        self.at += len(sign)
        return True

    def expect(self, sign: str, opened: int | None = None) -> None:
        """Go past the sign, which closes what was opened there. Raises NotFeel when something else stands here."""
        if not self.takes(sign):
            raise self.refused(Text(f"ここに「{sign}」が要ります。", f"“{sign}” is missing here."))

    def sees_word(self, word: str) -> bool:
        start = self.skip()
        end = start + len(word)
        return self.text.startswith(word, start) and not PART.match(self.text, end)

    def takes_word(self, *words: str) -> bool:
        """Go past words that follow each other, such as `instance of`, if they all stand here."""
        before = self.at
        for word in words:
            if not self.sees_word(word):
                self.at = before
                return False
            self.at += len(word)
        return True

    def expect_word(self, word: str, opened: int | None = None) -> None:
        """As expect."""
        if not self.takes_word(word):
            raise self.refused(Text(f"ここに「{word}」が要ります。", f"“{word}” is missing here."))

    def word(self) -> str | None:
        """The word that stands here, without going past it."""
        found = WORD.match(self.text, self.skip())
        return found[0] if found else None

    def ended(self) -> bool:
        return self.skip() >= len(self.text)

    def count(self) -> None:
        """One sign between operands more. Raises NotFeel when it gets too much."""
        self._operations += 1
        if self._operations > self.max_operations:
            raise self.refused(TOO_DEEP)

    def enter(self) -> None:
        """One part more, nested in the ones that were entered and not left. Raises NotFeel when it gets too much."""
        self._depth += 1
        self._parts += 1
        if self._depth > self.max_depth or self._parts > MAX_PARTS:
            raise self.refused(TOO_DEEP)

    def leave(self) -> None:
        self._depth -= 1

    def refused(self, message: Text | None = None, opened: int | None = None) -> NotFeel:
        """The error to raise here, or at what was opened before and is not closed."""
        if message is None:
            shown = self.text[self.skip() : self.at + 12] or "…"
            message = Text(f"「{shown}」の所が読めません。", f"The expression cannot be read at “{shown}”.")
        return NotFeel(message, self.skip() if opened is None else opened)
