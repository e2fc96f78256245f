"""Goes down a text that is being written, line by line, and tells what the vocabulary expects at each word.

The text may be full of mistakes: where a line stands is told from the indentation, in { } and [ ] from the brackets.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

Where = tuple[str, ...] | ValueType | None
"""Places whose headings stand somewhere, or the type of the value; None where nobody knows."""
KEY = re.compile(r"(?P<key>[^\s:#'\"{}\[\],][^:#]*?)\s*:(?:\s|$)")
COURSE = ("進行 ",)
"""A line of a scenario's course: a word of its own, or the name of a step."""
ACT = ("進行",)
"""What is done at a step of a course: headings, or a button alone."""
_PLACES = {"連携先": "連携先", "決定表": "決定表", "操作": "操作", "結果": "結果"}
"""Types of values that are mappings of a place."""
_LINES_OF_A_COURSE = {name: name for name in ("届", "受領する", "足す", "別手続の終わり")} | {"確かめる": "期待"}
_KEYS = {"入力値": value_type("参照 項目"), "応答": value_type("参照 連携先")}
"""What the keys of a mapping name, where its values are read by what they name."""
_LONG_FORMS: dict[str, dict[str, ValueType]] = {
    "編集項目": dict.fromkeys(("項目", "item"), value_type("参照 項目"))
    | dict.fromkeys(("必須", "required"), value_type("はい")),
    "人": dict.fromkeys(("項目", "item"), value_type("参照 項目")),
}
"""Values that have a form with headings of its own."""
_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[\[\]{},]|:(?=\s|$)|\s#.*|[^\[\]{},:\"'\s]+|\s|.")


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the text, or the place for one, with what the vocabulary expects there."""

    where: Where
    word: str
    begin: int
    """Where it begins in its line."""
    path: tuple[str, ...]
    """The headings around it, from the outside."""
    is_key: bool = False
    """Whether it is a heading, or the key of a mapping."""
    is_bracketed: bool = False
    """Whether it stands in { } or [ ]."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A heading or an element of a list that lines below it stand under."""

    indent: int
    where: Where
    key: str = ""


class Walk:
    """One way down a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._levels: list[_Level] = []
        self._text: _Level | None = None
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
            yield Said(self._text.where, line[indent:], indent, (*self._path(), self._text.key))
        elif not written.startswith("#"):
            yield from self._words(line, indent)

    def _words(self, line: str, at: int) -> Iterator[Said]:
        while self._levels and self._is_done(self._levels[-1], line, at):
            self._levels.pop()
        where = self._levels[-1].where if self._levels else ("手続",)
        while line[at:].startswith("-") and line[at + 1 : at + 2] in ("", " "):
            first = KEY.match(line[at + 1 :].lstrip(" -{"))
            where = self._element(where, first["key"] if first else "")
            self._levels.append(_Level(at, where))
            at += 1 + len(line[at + 1 :]) - len(line[at + 1 :].lstrip(" "))
        found = KEY.match(line, at)
        if isinstance(where, ValueType):
            where = self._block(where)
        if found is None:
            key = self._of_key(where)
            if key is None or key is where:
                yield from self._value(line, at, where)
            else:
                yield Said(key, line[at:].rstrip(), at, self._path(), is_key=True)
            return
        yield Said(self._of_key(where), found["key"], at, self._path(), is_key=True)
        level = _Level(at, self._under(where, found["key"]), found["key"])
        rest = line[found.end() :].strip()
        if rest in ("|", ">", "|-", ">-"):
            self._text = level
        else:
            self._levels.append(level)
            yield from self._value(line, found.end(), level.where)

    def _is_done(self, level: _Level, line: str, at: int) -> bool:
        """Whether this line stands no longer under a level; a list may begin as far left as its heading."""
        return level.indent > at or (level.indent == at and not (level.key and line[at:].startswith("- ")))

    def _value(self, line: str, at: int, where: Where) -> Iterator[Said]:
        at += len(line[at:]) - len(line[at:].lstrip(" "))
        if line[at : at + 1] in ("{", "["):
            yield from self._brackets(line, at, where)
        elif not line[at:].startswith("#"):
            yield Said(where, re.split(r"\s+#", line[at:], maxsplit=1)[0], at, self._path())

    def _brackets(self, line: str, at: int, where: Where) -> Iterator[Said]:
        """What stands in { } and [ ] of one line; the last place is yielded even where nothing stands yet."""
        open_: list[tuple[str, Where, tuple[str, ...]]] = []
        slot, path, begin, is_key, word = where, self._path(), at, False, ""
        for token in _TOKEN.finditer(line, at):
            sign = token[0]
            if sign in ("{", "[") and not word.strip():
                inside = self._block(slot) if sign == "{" and isinstance(slot, ValueType) else slot
                open_.append((sign, inside, path))
                slot, is_key = self._slot(sign, inside, line[token.end() :])
            elif sign in (",", "}", "]"):
                if word.strip():
                    yield Said(slot, word.strip(), begin, path, is_key, is_bracketed=True)
                if sign != "," and open_:
                    open_.pop()
                if not open_:
                    return
                slot, is_key = self._slot(open_[-1][0], open_[-1][1], line[token.end() :])
                path = open_[-1][2]
            elif sign == ":" and is_key:
                yield Said(slot, word.strip(), begin, path, is_key=True, is_bracketed=True)
                slot, is_key, path = self._under(open_[-1][1], word.strip()), False, (*path, word.strip())
            elif sign.startswith((" #", "\t#")):
                return
            else:
                begin = begin if word.strip() else token.start()
                word = word + sign if word.strip() else sign
                continue
            word, begin = "", token.end()
        begin, word = (begin, word) if word.strip() else (len(line), "")
        yield Said(slot, word, begin, path, is_key, is_bracketed=True)

    def _slot(self, sign: str, inside: Where, rest: str) -> tuple[Where, bool]:
        """What comes next inside the bracket, and whether it is a key."""
        if sign == "{":
            return self._of_key(inside), True
        first = KEY.match(rest.lstrip(" {"))
        return self._element(inside, first["key"] if first else ""), False

    def _path(self) -> tuple[str, ...]:
        return tuple(level.key for level in self._levels if level.key)

    def _of_key(self, where: Where) -> Where:
        """What a key of such a mapping is."""
        if isinstance(where, ValueType):
            if where.name in _LONG_FORMS:
                return None
            return where.of[0] if where.name == "対応" else _KEYS.get(where.name, where)
        return where

    def _under(self, where: Where, key: str) -> Where:
        """What stands behind a key of such a mapping."""
        if isinstance(where, ValueType):
            if where.name == "入力値":
                return ValueType("答え", (normal(key),))
            return where.of[1] if where.name == "対応" else _LONG_FORMS.get(where.name, {}).get(normal(key))
        if where == COURSE:
            word = self._vocabulary.japanese(normal(key))
            return (_LINES_OF_A_COURSE[word],) if word in _LINES_OF_A_COURSE else ACT
        if where and (heading := self._vocabulary.headings(*where).get(normal(key))):
            return heading.value
        kind = self._vocabulary.kinds().get(normal(key)) if where and where[0] == "手順" else None
        return kind.name if kind else None

    def _element(self, where: Where, first: str) -> Where:
        """What an element of such a list is; `first` is its first key."""
        if not isinstance(where, ValueType):
            return where
        if where.name == "手順の列":
            kind = self._vocabulary.kinds().get(normal(first))
            return self._vocabulary.places_of(kind) if kind else where
        if where.name == "→→":
            section = where.word == "様式" and normal(first) in self._vocabulary.headings("節")
            return ("節",) if section and first in ("節", "section") else (where.word,)
        if where.name == "進行":
            return COURSE
        return where.of[0] if where.name == "並び" else where

    def _block(self, where: ValueType) -> Where:
        """A value as a mapping."""
        if where.name == "→":
            return (where.word,)
        return (_PLACES[where.name],) if where.name in _PLACES else where
