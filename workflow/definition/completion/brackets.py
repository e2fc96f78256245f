"""Goes through what stands in { } and [ ] of one line."""

import re
from collections.abc import Iterator

from workflow.definition.completion.expected import Expected
from workflow.definition.completion.said import Level, Said, Where

_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[\[\]{},]|:(?=\s|$)|\s#.*|[^\[\]{},:\"'\s]+|\s|.")


def in_brackets(expected: Expected, line: str, at: int, where: Where, around: tuple[Level, ...]) -> Iterator[Said]:
    """The words from the bracket that stands there; the last place is yielded even where nothing stands yet."""
    walk = _Brackets(expected, line, at, where, around)
    for token in _TOKEN.finditer(line, at):
        sign, end = token[0], token.end()
        if sign in ("{", "[") and not walk.word.strip():
            walk.enter(sign, end)
        elif sign in (",", "}", "]"):
            yield from walk.word_before()
            if not walk.go_on(sign, end):
                return
        elif sign == ":" and walk.is_key:
            yield walk.said(walk.word.strip())
            walk.behind_key(end)
        elif sign.startswith((" #", "\t#")):
            return
        else:
            walk.begin = walk.begin if walk.word.strip() else token.start()
            walk.word = walk.word + sign if walk.word.strip() else sign
    if not walk.word.strip():
        walk.begin, walk.word = len(line), ""
    yield walk.said(walk.word)


class _Brackets:
    """Where one such walk has come to."""

    def __init__(self, expected: Expected, line: str, at: int, where: Where, around: tuple[Level, ...]) -> None:
        self.word, self.begin, self.is_key = "", at, False
        self._expected, self._line = expected, line
        self._slot, self._levels = where, around
        self._open: list[tuple[str, tuple[Level, ...]]] = []
        """The brackets that are open: their sign and what stands around their words."""

    def said(self, word: str) -> Said:
        return Said(self._slot, word, self.begin, self._levels, self.is_key, is_bracketed=True)

    def word_before(self) -> Iterator[Said]:
        if self.word.strip():
            yield self.said(self.word.strip())

    def enter(self, sign: str, end: int) -> None:
        inside = self._expected.block(self._slot) if sign == "{" else self._slot
        self._open.append((sign, (*self._levels, Level(0, inside))))
        self._next(end)

    def go_on(self, sign: str, end: int) -> bool:
        """Past a comma or a closing bracket; whether any bracket is still open."""
        if sign != "," and self._open:
            self._open.pop()
        if self._open:
            self._next(end)
        return bool(self._open)

    def behind_key(self, end: int) -> None:
        key, inside = self.word.strip(), self._levels[-1].where
        self._slot, self.is_key = self._expected.behind(inside, key), False
        self._levels = (*self._levels, Level(0, self._slot, key))
        self.word, self.begin = "", end

    def _next(self, end: int) -> None:
        """To the next place inside the innermost bracket."""
        sign, self._levels = self._open[-1]
        inside = self._levels[-1].where
        self.is_key = sign == "{"
        self._slot = self._expected.as_key(inside) if self.is_key else self._expected.element(inside, self._line[end:])
        self.word, self.begin = "", end
