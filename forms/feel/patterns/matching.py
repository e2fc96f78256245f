"""Finds the matches of a pattern in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from forms.feel.patterns.backtracking import Backtracking
from forms.feel.patterns.character_sets import of_ranges
from forms.feel.patterns.parser import Characters, NoPattern, Parsed, Sequence, parse_pattern
from forms.feel.patterns.re2_text import re2_text
from forms.feel.run import Run

_FLAGS = frozenset("smixq")
_MOST_MEMORY = 4_000_000
_SPACES = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a match lies, and what its groups matched; a group that took no part is empty."""

    start: int
    end: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern that was understood."""

    parsed: Parsed
    flags: frozenset[str]
    compiled: Any
    """Of RE2; None for a pattern that looks back."""

    def matches(self, run: Run, text: str) -> Iterator[Match]:
        """All matches from left to right; after an empty one the search goes on one character later."""
        run.spend(1 + len(text) // 100)
        if self.compiled is None:
            yield from self._by_steps(run, text)
            return
        for found in self.compiled.finditer(text):
            yield Match(found.start(), found.end(), tuple(group or "" for group in found.groups()))

    def _by_steps(self, run: Run, text: str) -> Iterator[Match]:
        at = 0
        search = Backtracking(self.parsed.pattern, text, self.flags, run)
        while at <= len(text):
            found = search.at(at)
            if found is None:
                at += 1
                continue
            end, groups = found
            spans = (groups.get(number, (0, 0)) for number in range(1, self.parsed.groups + 1))
            yield Match(at, end, tuple(text[start:stop] for start, stop in spans))
            at = end if end > at else at + 1


@lru_cache(maxsize=500)
def finder(pattern: str, flags: str) -> Finder:
    """Raises NoPattern for a pattern or flags that XPath does not know."""
    known = frozenset(flags)
    if known - _FLAGS:
        raise NoPattern
    if "q" in known:
        parsed = Parsed(Sequence(tuple(Characters(of_ranges((ord(sign), ord(sign)))) for sign in pattern)), 0, False)
    else:
        parsed = parse_pattern(_without_spaces(pattern) if "x" in known else pattern)
    return Finder(parsed, known, None if parsed.looks_back else _compiled(re2_text(parsed.pattern, known)))


def _compiled(text: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    try:
        return re2.compile(text, options)
    except re2.error:
        raise NoPattern from None


def _without_spaces(pattern: str) -> str:
    """The flag x: white space outside sets is only there for the eye."""
    kept, depth, escaped = [], 0, False
    for sign in pattern:
        if depth == 0 and sign in _SPACES:
            continue
        if not escaped:
            depth += (sign == "[") - (sign == "]" and depth > 0)
        escaped = sign == "\\" and not escaped
        kept.append(sign)
    return "".join(kept)
