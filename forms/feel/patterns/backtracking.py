"""Matches patterns that look back at their own groups, which RE2 cannot. Every step costs, so it always ends."""

from collections.abc import Callable

from forms.feel.patterns.parser import Anchor, Anything, Back, Characters, Choice, Group, Pattern, Repeat, Sequence
from forms.feel.run import Run

Groups = dict[int, tuple[int, int]]
_Rest = Callable[[int, Groups], "tuple[int, Groups] | None"]


class Backtracking:
    """A pattern, a text, and the steps that may be spent on them."""

    def __init__(self, pattern: Pattern, text: str, flags: frozenset[str], run: Run) -> None:
        self._pattern = pattern
        self._text = text
        self._flags = flags
        self._run = run

    def at(self, start: int) -> tuple[int, Groups] | None:
        """The end of the match that starts here, and what its groups matched."""
        return self._match(self._pattern, start, {}, lambda end, groups: (end, groups))

    def _match(self, pattern: Pattern, at: int, groups: Groups, rest: _Rest) -> tuple[int, Groups] | None:
        self._run.spend(1)
        match pattern:
            case Characters() | Anything():
                return rest(at + 1, groups) if at < len(self._text) and self._fits(pattern, at) else None
            case Anchor(sign=sign):
                return rest(at, groups) if self._anchored(sign, at) else None
            case Back(group=number):
                return self._back(number, at, groups, rest)
            case Group(number=number, inner=inner):
                if number is None:
                    return self._match(inner, at, groups, rest)
                return self._match(inner, at, groups, lambda end, found: rest(end, {**found, number: (at, end)}))
            case Sequence(parts=parts):
                return self._sequence(parts, at, groups, rest)
            case Choice(ways=ways):
                found = (self._match(way, at, groups, rest) for way in ways)
                return next((match for match in found if match is not None), None)
            case Repeat():
                return self._repeat(pattern, 0, at, groups, rest)

    def _sequence(self, parts: tuple[Pattern, ...], at: int, groups: Groups, rest: _Rest) -> tuple[int, Groups] | None:
        if not parts:
            return rest(at, groups)
        return self._match(parts[0], at, groups, lambda end, found: self._sequence(parts[1:], end, found, rest))

    def _repeat(self, pattern: Repeat, count: int, at: int, groups: Groups, rest: _Rest) -> tuple[int, Groups] | None:
        def again(end: int, found: Groups) -> tuple[int, Groups] | None:
            return self._repeat(pattern, count + 1, end, found, rest) if end > at or count < pattern.least else None

        def once_more() -> tuple[int, Groups] | None:
            full = pattern.most is not None and count >= pattern.most
            return None if full else self._match(pattern.inner, at, groups, again)

        if count < pattern.least:
            return once_more()
        if pattern.greedy:
            return once_more() or rest(at, groups)
        return rest(at, groups) or once_more()

    def _back(self, number: int, at: int, groups: Groups, rest: _Rest) -> tuple[int, Groups] | None:
        start, end = groups.get(number, (0, 0))
        known, found = self._text[start:end], self._text[at : at + end - start]
        if self._folded(known) != self._folded(found):
            return None
        return rest(at + end - start, groups)

    def _fits(self, pattern: Characters | Anything, at: int) -> bool:
        character = self._text[at]
        if isinstance(pattern, Anything):
            return "s" in self._flags or character not in "\n\r"
        if pattern.set.has(character):
            return True
        return "i" in self._flags and any(
            len(other) == 1 and pattern.set.has(other) for other in (character.lower(), character.upper())
        )

    def _anchored(self, sign: str, at: int) -> bool:
        if sign == "^":
            return at == 0 or ("m" in self._flags and self._text[at - 1] == "\n")
        return at == len(self._text) or ("m" in self._flags and self._text[at] == "\n")

    def _folded(self, text: str) -> str:
        return text.casefold() if "i" in self._flags else text
