"""Reads the regular expressions of XPath (XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6.1)."""

from dataclasses import dataclass
from typing import TypeAlias

from forms.feel.patterns.character_sets import (
    DIGITS,
    NAME_PART,
    NAME_START,
    SPACES,
    WORDS,
    CharacterSet,
    complement_of,
    difference,
    of_category,
    of_ranges,
    union,
)

MAX_LENGTH = 1_000
MAX_DEPTH = 50
MOST_REPEATS = 1_000
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{sign: sign for sign in "\\|.-^?*+{}()[]$"}}
_CLASSES = {"s": SPACES, "i": NAME_START, "c": NAME_PART, "d": DIGITS, "w": WORDS}
_LONE_QUANTIFIERS = "?*+{"


class NoPattern(Exception):
    """The text is no regular expression."""


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of a set."""

    set: CharacterSet


@dataclass(frozen=True, slots=True)
class Anything:
    """. : any character but the end of a line, unless the flag s is given."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """^ and $"""

    sign: str


@dataclass(frozen=True, slots=True)
class Back:
    """\\1: what the group matched."""

    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """( … ); without a number for (?: … )."""

    number: int | None
    inner: "Pattern"


@dataclass(frozen=True, slots=True)
class Repeat:
    """x*, x{2,3}?"""

    inner: "Pattern"
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """a|b"""

    ways: tuple["Pattern", ...]


Pattern: TypeAlias = Characters | Anything | Anchor | Back | Group | Repeat | Sequence | Choice


@dataclass(frozen=True, slots=True)
class Parsed:
    """A pattern and what is special about it."""

    pattern: Pattern
    groups: int
    looks_back: bool


def parse_pattern(text: str) -> Parsed:
    """Raises NoPattern."""
    if len(text) > MAX_LENGTH:
        raise NoPattern
    parser = _Parser(text)
    pattern = parser.choice()
    if not parser.ended():
        raise NoPattern
    return Parsed(pattern, len(parser.closed), parser.looks_back)


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._groups = 0
        self.closed: set[int] = set()
        self.looks_back = False

    def ended(self) -> bool:
        return self._at >= len(self._text)

    def choice(self) -> Pattern:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NoPattern
        ways = [self._sequence()]
        while self._take("|"):
            ways.append(self._sequence())
        self._depth -= 1
        return ways[0] if len(ways) == 1 else Choice(tuple(ways))

    def _sequence(self) -> Pattern:
        parts = []
        while not self.ended() and self._now not in "|)":
            parts.append(self._repeated(self._atom()))
        return Sequence(tuple(parts))

    @property
    def _now(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _next(self) -> str:
        if self.ended():
            raise NoPattern
        self._at += 1
        return self._text[self._at - 1]

    def _repeated(self, atom: Pattern) -> Pattern:
        if self._take("?"):
            bounds: tuple[int, int | None] = (0, 1)
        elif self._take("*"):
            bounds = (0, None)
        elif self._take("+"):
            bounds = (1, None)
        elif self._take("{"):
            bounds = self._counts()
        else:
            return atom
        if isinstance(atom, Anchor):
            raise NoPattern
        greedy = not self._take("?")
        if self._now and self._now in _LONE_QUANTIFIERS:
            raise NoPattern
        return Repeat(atom, *bounds, greedy)

    def _counts(self) -> tuple[int, int | None]:
        inside, closed, _ = self._text[self._at :].partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not _is_count(least) or (most and not _is_count(most)):
            raise NoPattern
        self._at += len(inside) + 1
        bounds = int(least), int(most) if most else None if comma else int(least)
        if max(bounds[0], bounds[1] or 0) > MOST_REPEATS or (bounds[1] is not None and bounds[0] > bounds[1]):
            raise NoPattern
        return bounds

    def _atom(self) -> Pattern:
        sign = self._next()
        match sign:
            case "(":
                return self._group()
            case "[":
                return Characters(self._set())
            case "\\":
                return self._escaped()
            case ".":
                return Anything()
            case "^" | "$":
                return Anchor(sign)
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise NoPattern
            case _:
                return Characters(of_ranges((ord(sign), ord(sign))))

    def _group(self) -> Pattern:
        number = None
        if not self._take("?:"):
            self._groups += 1
            number = self._groups
        inner = self.choice()
        if not self._take(")"):
            raise NoPattern
        if number is not None:
            self.closed.add(number)
        return Group(number, inner)

    def _escaped(self) -> Pattern:
        if self._now.isdigit() and self._now != "0":
            return self._back()
        return Characters(self._escape())

    def _back(self) -> Pattern:
        """As many digits as there are groups for."""
        number = int(self._next())
        while self._now.isdigit() and number * 10 + int(self._now) <= self._groups:
            number = number * 10 + int(self._next())
        if number not in self.closed:
            raise NoPattern
        self.looks_back = True
        return Back(number)

    def _escape(self) -> CharacterSet:
        """What stands after a backslash."""
        sign = self._next()
        if sign in _SINGLE:
            return of_ranges((ord(_SINGLE[sign]), ord(_SINGLE[sign])))
        if sign.lower() in _CLASSES:
            known = _CLASSES[sign.lower()]
            return known if sign.islower() else complement_of(known)
        if sign not in "pP" or not self._take("{"):
            raise NoPattern
        name, closed, _ = self._text[self._at :].partition("}")
        found = of_category(name)
        if not closed or found is None:
            raise NoPattern
        self._at += len(name) + 1
        return found if sign == "p" else complement_of(found)

    def _set(self) -> CharacterSet:
        """After [; up to the ] that belongs to it."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NoPattern
        negated = self._take("^")
        sets: list[CharacterSet] = []
        removed: CharacterSet | None = None
        while not self._take("]"):
            if sets and self._take("-["):
                removed = self._set()
                if not self._take("]"):
                    raise NoPattern
                break
            sets.append(self._member(first=not sets))
        if not sets:
            raise NoPattern
        self._depth -= 1
        found = complement_of(union(sets)) if negated else union(sets)
        return difference(found, removed) if removed else found

    def _member(self, *, first: bool) -> CharacterSet:
        """One character, one escape or one range of a set."""
        low = self._one(first=first)
        follows = self._text[self._at : self._at + 2]
        if not follows.startswith("-") or follows in ("-]", "-["):
            return low
        self._next()
        high = self._one(first=False)
        (start, end), (other, last) = _only(low), _only(high)
        if start != end or other != last or start > last:
            raise NoPattern
        return of_ranges((start, last))

    def _one(self, *, first: bool) -> CharacterSet:
        sign = self._next()
        if sign == "\\":
            return self._escape()
        if sign == "[" or (sign == "-" and not first and self._now != "]"):
            raise NoPattern
        return of_ranges((ord(sign), ord(sign)))


def _only(one: CharacterSet) -> tuple[int, int]:
    if len(one.ranges) != 1 or one.categories or one.negated:
        raise NoPattern
    return one.ranges[0]


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5
