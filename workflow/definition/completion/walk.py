"""Goes down a text that is being written, line by line, and tells what the vocabulary expects at each word.

The text may be full of mistakes: where a line stands is told from the indentation, in { } and [ ] from the brackets.
"""

import re
from collections.abc import Iterator
from copy import copy

from workflow.definition.completion.brackets import in_brackets
from workflow.definition.completion.expected import KEY, Expected
from workflow.definition.completion.said import Level, Said, Where
from workflow.definition.vocabulary.vocabulary import Vocabulary


class Walk:
    """One way down a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._expected = Expected(vocabulary)
        self._levels: list[Level] = []
        self._text: Level | None = None
        """The heading whose text goes on over the following lines."""

    def at(self, line: str) -> list[Said]:
        """The words of the next line, which is not gone past: the one that the cursor stands in."""
        here = copy(self)
        here._levels = [*self._levels]
        return list(here.line(line))

    def line(self, line: str) -> Iterator[Said]:
        """The words of the next line that is not empty; that of the cursor may be, and has the place where it stops."""
        written = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if self._text and written and indent <= self._text.indent:
            self._text = None
        if self._text:
            yield Said(self._text.where, line[indent:], indent, (*self._levels, self._text))
        elif not written.startswith("#"):
            yield from self._words(line, indent)

    def _words(self, line: str, at: int) -> Iterator[Said]:
        while self._levels and self._is_done(self._levels[-1], line, at):
            self._levels.pop()
        where = self._levels[-1].where if self._levels else ("手続",)
        while line[at:].startswith("-") and line[at + 1 : at + 2] in ("", " "):
            where = self._expected.element(where, line[at + 1 :])
            self._levels.append(Level(at, where))
            at += 1 + len(line[at + 1 :]) - len(line[at + 1 :].lstrip(" "))
        found = KEY.match(line, at)
        where = self._expected.block(where)
        if found is None:
            key = self._expected.as_key(where)
            if key is None or key is where:
                yield from self._value(line, at, where)
            else:
                yield Said(key, line[at:].rstrip(), at, tuple(self._levels), is_key=True)
            return
        yield Said(self._expected.as_key(where), found["key"], at, tuple(self._levels), is_key=True)
        level = Level(at, self._expected.behind(where, found["key"]), found["key"])
        rest = line[found.end() :].strip()
        if rest in ("|", ">", "|-", ">-"):
            self._text = level
        else:
            self._levels.append(level)
            yield from self._value(line, found.end(), level.where)

    def _is_done(self, level: Level, line: str, at: int) -> bool:
        """Whether this line stands no longer under a level; a list may begin as far left as its heading."""
        return level.indent > at or (level.indent == at and not (level.key and line[at:].startswith("- ")))

    def _value(self, line: str, at: int, where: Where) -> Iterator[Said]:
        at += len(line[at:]) - len(line[at:].lstrip(" "))
        if line[at : at + 1] in ("{", "["):
            yield from in_brackets(self._expected, line, at, where, tuple(self._levels))
        elif not line[at:].startswith("#"):
            yield Said(where, re.split(r"\s+#", line[at:], maxsplit=1)[0], at, tuple(self._levels))
