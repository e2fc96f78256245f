"""What the vocabulary expects at a place: behind a key, in a list, as a key."""

import re

from workflow.definition.completion.said import Where
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

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
_COLUMN = value_type("参照 列")
_LONG_FORMS: dict[str, dict[str, ValueType]] = {
    "編集項目": dict.fromkeys(("項目", "item"), value_type("参照 項目"))
    | dict.fromkeys(("必須", "required"), value_type("はい")),
    "人": dict.fromkeys(("項目", "item"), value_type("参照 項目")),
    "行の列": {},
}
"""Values that have a form with headings of its own."""
_OF_A_ROW = frozenset({"人", "行の列"})
"""Of these the ones that may name a column, behind whatever the row is called."""


class Expected:
    """What one vocabulary expects."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def as_key(self, where: Where) -> Where:
        """What a key of such a mapping is."""
        if isinstance(where, ValueType):
            if where.name in _LONG_FORMS:
                return None
            return where.of[0] if where.name == "対応" else _KEYS.get(where.name, where)
        return where

    def behind(self, where: Where, key: str) -> Where:
        """What stands behind a key of such a mapping."""
        if isinstance(where, ValueType):
            if where.name == "入力値":
                return ValueType("答え", (normal(key),))
            otherwise = _COLUMN if where.name in _OF_A_ROW else None
            return where.of[1] if where.name == "対応" else _LONG_FORMS.get(where.name, {}).get(normal(key), otherwise)
        if where == COURSE:
            word = self._vocabulary.japanese(normal(key))
            return (_LINES_OF_A_COURSE[word],) if word in _LINES_OF_A_COURSE else ACT
        if where and (heading := self._vocabulary.headings(*where).get(normal(key))):
            return heading.value
        kind = self._vocabulary.kinds().get(normal(key)) if where and where[0] == "手順" else None
        return kind.name if kind else None

    def element(self, where: Where, rest: str) -> Where:
        """What an element of such a list is; `rest` is what is written of it."""
        if not isinstance(where, ValueType):
            return where
        found = KEY.match(rest.lstrip(" -{"))
        first = normal(found["key"]) if found else ""
        if where.name == "手順の列":
            kind = self._vocabulary.kinds().get(first)
            return self._vocabulary.places_of(kind) if kind else where
        if where.name == "→→":
            section = where.word == "様式" and first in ("節", "section")
            return ("節",) if section else (where.word,)
        if where.name == "進行":
            return COURSE
        return where.of[0] if where.name == "並び" else where

    def block(self, where: Where) -> Where:
        """A value as a mapping; one element may stand for a list."""
        if not isinstance(where, ValueType):
            return where
        if where.name == "並び":
            return self.block(where.of[0])
        if where.name == "→":
            return (where.word,)
        return (_PLACES[where.name],) if where.name in _PLACES else where
