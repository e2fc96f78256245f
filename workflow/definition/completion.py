"""What may be written at a line of a definition that is being written: headings of the place, words of the heading.

The text may be full of mistakes; where a line stands is told from the indentation alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.definition.parser.scenario_parts import WORDS_OF_A_COURSE
from workflow.definition.parser.texts import FIELD_TYPES
from workflow.definition.vocabulary.entries import Language, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

_KEY = re.compile(r"(?P<key>[^\s:#'\"{\[][^:#]*?)\s*:(?:\s|$)(?P<value>.*)")
_PLACES = {"連携先": "連携先", "決定表": "決定表", "操作": "操作", "結果": "結果"}
"""Types of values that are mappings of a place."""
_COURSE = {"確かめる": "期待", "届": "届", "受領する": "受領する", "足す": "足す"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be written."""

    word: str
    meaning: str
    insert: str
    """What is put into the text."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What may be written at a line, and where that is."""

    path: tuple[str, ...]
    """The headings around it, from the outside."""
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class _Level:
    """A heading or an element of a list that the line stands under."""

    indent: int
    key: str = ""
    is_element: bool = False
    first: str = ""
    """Of an element, its first heading: the kind of a step."""


def offers_at(text: str, line: int, reader: Language | None = None) -> Offers:
    """What may stand at this line, counted from 1. Any text may be given.

    Words are those of the text's language; what they mean is said in the reader's, by default the same.
    """
    lines = text.split("\n")[:50_000]
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    vocabulary = Vocabulary(_language(lines))
    explained = Vocabulary(reader or vocabulary.language)
    levels, indent = _levels(lines[: max(0, line - 1)], here)
    found = _KEY.match(here.strip().removeprefix("- "))
    path = tuple(level.key for level in levels if level.key)
    place = _Places(vocabulary).at(levels)
    if isinstance(place, ValueType):
        return Offers(path, _words(place, vocabulary, explained))
    heading = vocabulary.headings(*place).get(normal(found["key"])) if found and place else None
    asks = heading.value if heading and heading.value.name not in ("手順の列", "→→") else None
    words = _words(asks, vocabulary, explained) if asks else ()
    written = {*_siblings(lines, line, indent), *([normal(found["key"])] if found else [])}
    return Offers(path, (*words, *_headings(place, vocabulary, written, explained)))


def _language(lines: Sequence[str]) -> Language:
    return "en" if any(line.startswith("format:") for line in lines[:20]) else "ja"


def _levels(before: Sequence[str], here: str) -> tuple[list[_Level], int]:
    """What the line stands under, and its own indentation."""
    levels: list[_Level] = []
    block: int | None = None
    for line in before:
        written = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not written or written.startswith("#") or (block is not None and indent > block):
            continue
        block = indent if written.endswith((": |", ": >")) else None
        _enter(levels, indent, written)
    indent = len(here) - len(here.lstrip(" "))
    _leave(levels, indent)
    if here.strip().startswith("-"):
        levels.append(_Level(indent, is_element=True))
        indent += 2
    return levels, indent


def _enter(levels: list[_Level], indent: int, written: str) -> None:
    _leave(levels, indent)
    while written.startswith("- "):
        written = written[2:].lstrip()
        found = _KEY.match(written)
        levels.append(_Level(indent, is_element=True, first=found["key"] if found else ""))
        indent += 2
    if found := _KEY.match(written):
        levels.append(_Level(indent, found["key"]))


def _leave(levels: list[_Level], indent: int) -> None:
    while levels and levels[-1].indent >= indent:
        levels.pop()


def _siblings(lines: Sequence[str], line: int, indent: int) -> Iterator[str]:
    """Headings of the same mapping, above and below."""
    for around in (reversed(lines[: line - 1]), iter(lines[line:])):
        for each in around:
            written = each.strip()
            own = len(each) - len(each.lstrip(" ")) + (2 if written.startswith("- ") else 0)
            if written and not written.startswith("#") and own < indent:
                break
            found = _KEY.match(written.removeprefix("- ")) if own == indent else None
            if found:
                yield normal(found["key"])
            if written.startswith("- ") and own == indent:
                break


class _Places:
    """Follows the headings around a line through the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def at(self, levels: Sequence[_Level]) -> tuple[str, ...] | ValueType | None:
        """The places whose headings may stand here, the type of what may; None where nobody knows."""
        now: tuple[str, ...] | ValueType | None = ("手続",)
        for level in levels:
            now = self._element(now, level) if level.is_element else self._under(now, level.key)
        return self._block(now) if isinstance(now, ValueType) else now

    def _under(self, now: tuple[str, ...] | ValueType | None, key: str) -> tuple[str, ...] | ValueType | None:
        if isinstance(now, ValueType):
            now = self._block(now)
        if isinstance(now, ValueType):
            return now.of[1] if now.name == "対応" else None
        if now == ("進行 ",):
            word = self._vocabulary.japanese(normal(key))
            return (_COURSE[word],) if word in _COURSE else ("進行",)
        heading = self._vocabulary.headings(*now).get(normal(key)) if now else None
        return heading.value if heading else now if now and self._is_kind(key) else None

    def _is_kind(self, key: str) -> bool:
        return normal(key) in self._vocabulary.kinds()

    def _element(self, now: tuple[str, ...] | ValueType | None, level: _Level) -> tuple[str, ...] | ValueType | None:
        if not isinstance(now, ValueType):
            return now
        if now.name == "手順の列":
            kind = self._vocabulary.kinds().get(normal(level.first))
            return self._vocabulary.places_of(kind) if kind else now
        if now.name == "→→":
            section = normal(level.first) in self._vocabulary.headings("節") and now.word == "様式"
            return ("節",) if section and level.first in ("節", "section") else (now.word,)
        if now.name == "進行":
            return ("進行 ",)
        return now.of[0] if now.name == "並び" else now

    def _block(self, now: ValueType) -> tuple[str, ...] | ValueType:
        if now.name == "→":
            return (now.word,)
        return (_PLACES[now.name],) if now.name in _PLACES else now


def _headings(
    place: tuple[str, ...] | None, vocabulary: Vocabulary, written: set[str], explained: Vocabulary
) -> Iterator[Offer]:
    if place == ("進行 ",):
        yield from (Offer(vocabulary.word(word), "", f"{vocabulary.word(word)}: ") for word in WORDS_OF_A_COURSE)
        return
    for name, heading in vocabulary.headings(*place).items() if place else ():
        if name not in written:
            yield Offer(name, explained.meaning(heading), f"{name}: ", heading.required)


def _words(type_: ValueType, vocabulary: Vocabulary, explained: Vocabulary) -> tuple[Offer, ...]:
    """The words that may stand under a heading; none where anything may."""
    match type_.name:
        case "手順の列":
            kinds = vocabulary.kinds().values()
            spelled = ((kind.in_language(vocabulary.language), explained.meaning(kind)) for kind in kinds)
            return tuple(Offer(word, meaning, f"- {word}: ") for word, meaning in spelled)
        case "→→":
            first = next(iter(vocabulary.headings(type_.word)), "")
            return (Offer(first, "", f"- {first}: "),) if first else ()
        case "選び":
            words = list(type_.words)
        case "はい":
            words = ["はい", "いいえ"]
        case "型":
            words = list(FIELD_TYPES)
        case "並び":
            return _words(type_.of[0], vocabulary, explained)
        case _:
            words = []
    return tuple(Offer(vocabulary.word(word), "", vocabulary.word(word)) for word in words)
