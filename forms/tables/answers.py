"""Reads the cells of answers by the kind their column names in brackets: 決定者(職)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from forms.expressions.suggestions import did_you_mean
from forms.expressions.values import Value
from forms.feel.types import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, YEN, ListType, Type
from forms.spec import Text
from forms.tables.cells import CellUnreadable, is_dash, read_point

_HEADER = re.compile(r"(?P<name>.*?\S)\s*[(（](?P<kind>[^()（）]+)[)）]")
_NONE = frozenset({"", "なし", "none"})
_LIST = re.compile(r"(?P<one>.+?)(?:の並び|\s+list)")
_YES_NO = {"はい": True, "いいえ": False, "yes": True, "no": False}
POST, UNIT, PEOPLE = "post", "unit", "people"
_NAMES = {POST: "職", UNIT: "所属", PEOPLE: "人や所属"}
_KINDS: dict[str, tuple[str, Type]] = {
    "職": (POST, TEXT),
    "post": (POST, TEXT),
    "所属": (UNIT, TEXT),
    "unit": (UNIT, TEXT),
    "人": (PEOPLE, TEXT),
    "people": (PEOPLE, TEXT),
    "文字": ("text", TEXT),
    "text": ("text", TEXT),
    "金額": ("yen", YEN),
    "yen_amount": ("yen", YEN),
    "数値": ("number", NUMBER),
    "number": ("number", NUMBER),
    "整数": ("integer", INTEGER),
    "integer": ("integer", INTEGER),
    "日付": ("date", DATE),
    "date": ("date", DATE),
    "はい・いいえ": ("boolean", BOOLEAN),
    "boolean": ("boolean", BOOLEAN),
}
KIND_WORDS = tuple(word for word in _KINDS if not word.isascii())

Organisation = Mapping[str, frozenset[str]]
"""The posts and units there are, under `post` and `unit`; a kind that is missing is not checked."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """One answer of a table."""

    name: str
    kind: str
    """post, unit, people, text, yen, number, integer, date, boolean"""
    type: Type
    many: bool

    @property
    def value_type(self) -> Type:
        """What expressions know about the answer."""
        return ListType(self.type) if self.many else self.type


def read_header(text: str) -> AnswerColumn:
    """Name and kind of a column. Raises CellUnreadable."""
    found = _HEADER.fullmatch(normalize("NFKC", text).strip())
    shown = "、".join(KIND_WORDS)
    if found is None:
        message = Text(f"結果の列「{text}」に型がありません。", f"The answer “{text}” has no type.")
        raise CellUnreadable(
            "E047", message, Text(f"「{text}(職)」のように書きます。型は {shown}", "Write it like x(text)")
        )
    many = _LIST.fullmatch(found["kind"].strip())
    word = (many["one"] if many else found["kind"]).strip()
    if word not in _KINDS:
        message = Text(f"結果の型「{word}」はありません。", f"There is no type “{word}”.")
        raise CellUnreadable(
            "E047", message, did_you_mean(word, _KINDS) or Text(f"型は {shown} です", f"Known: {shown}")
        )
    kind, type_ = _KINDS[word]
    return AnswerColumn(found["name"].strip(), kind, type_, bool(many))


def read_answer(text: str, column: AnswerColumn, organisation: Organisation) -> Value:
    """The value of a cell; blank, - and なし are no value. Raises CellUnreadable."""
    words = words_of(text, column)
    if not words:
        return () if column.many else None
    if not column.many:
        return _single(words[0], column, organisation)
    return tuple(_single(word, column, organisation) for word in words)


def words_of(text: str, column: AnswerColumn) -> tuple[str, ...]:
    """The words of a cell; none for blank, - and なし."""
    word = normalize("NFKC", text).strip()
    if is_dash(word) or word in _NONE:
        return ()
    if not column.many:
        return (word,)
    return tuple(part.strip() for part in re.split("[、,]", word) if part.strip())


def _single(word: str, column: AnswerColumn, organisation: Organisation) -> Value:
    if column.kind in _NAMES:
        known = organisation.get(column.kind)
        if known is not None and word not in known:
            what = _NAMES[column.kind]
            message = Text(f"「{word}」という{what}はありません。", f"There is no {column.kind} “{word}”.")
            raise CellUnreadable("E047", message, did_you_mean(word, known))
        return word
    value = _READERS[column.kind](word)
    if value is None:
        message = Text(f"「{word}」は{column.type.label.ja}ではありません。", f"{word} is no {column.type.label.en}.")
        raise CellUnreadable("E047", message)
    return value


_READERS: dict[str, Callable[[str], Value]] = {
    "text": lambda word: word.removeprefix("「").removesuffix("」"),
    "yen": lambda word: read_point(word, YEN),
    "number": lambda word: read_point(word, NUMBER),
    "integer": lambda word: read_point(word, INTEGER),
    "date": lambda word: read_point(word, DATE),
    "boolean": _YES_NO.get,
}
