"""The vocabulary as a JSON Schema, so that any editor of YAML completes headings and words and marks what is none.

It knows what may stand where, not what names mean: the check of definitions says that.
"""

from collections.abc import Callable
from typing import Any

from workflow.definition.parser.scenario_parts import WORDS_OF_A_COURSE
from workflow.definition.parser.texts import FIELD_TYPES
from workflow.definition.vocabulary.entries import Heading, Kind, Language, ValueType
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS, Vocabulary

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ANY_OF_A_STEP = ("手順", "人手順")
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""One text. Whatever YAML takes it for, the language reads it as it is written."""


def schema_of(language: Language) -> Schema:
    """The schema of a whole procedure in this language."""
    return _Schema(Vocabulary(language)).whole()


class _Schema:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def whole(self) -> Schema:
        places = dict.fromkeys(heading.place for heading in ALL_HEADINGS)
        own = {kind.ja for kind in ALL_KINDS} | set(_ANY_OF_A_STEP)
        blocks = {place: self._block(place) for place in places if place not in own or place in ("協議", "決定")}
        steps = {f"手順 {kind.ja}": self._step(kind) for kind in ALL_KINDS}
        return {
            "$schema": DRAFT,
            "title": "手続定義" if self._vocabulary.language == "ja" else "Definition of a procedure",
            "$ref": "#/$defs/手続",
            "$defs": blocks | steps | {"手順の列": _list({"oneOf": [_ref(name) for name in steps]})},
        }

    def _block(self, place: str) -> Schema:
        return self._object(list(self._vocabulary.headings(place).items()))

    def _step(self, kind: Kind) -> Schema:
        name = kind.in_language(self._vocabulary.language)
        found = self._object(list(self._vocabulary.headings(*self._vocabulary.places_of(kind)).items()))
        found["properties"] = {name: {**_TEXT, "description": self._vocabulary.meaning(kind)}} | found["properties"]
        found["required"] = [name, *found["required"]]
        return found

    def _object(self, headings: list[tuple[str, Heading]]) -> Schema:
        return {
            "type": "object",
            "properties": {
                name: self._value(heading.value)
                | ({"description": meaning} if (meaning := self._vocabulary.meaning(heading)) else {})
                | ({"default": heading.default} if heading.default else {})
                for name, heading in headings
            },
            "required": [name for name, heading in headings if heading.required],
            "additionalProperties": False,
        }

    def _value(self, type_: ValueType) -> Schema:
        special = _SPECIAL.get(type_.name)
        return special(self, type_) if special else dict(_TEXT)

    def _words(self, *words: str) -> Schema:
        return {"enum": [self._vocabulary.word(word) for word in words]}

    def _heading(self, ja: str) -> str:
        english = {"項目": "item", "必須": "required", "英語": "english", "名前": "name", "行": "row"}
        return ja if self._vocabulary.language == "ja" else english[ja]

    def yes_no(self, type_: ValueType) -> Schema:
        """はい or いいえ; YAML may take yes and no for true and false."""
        return {"enum": [self._vocabulary.word("はい"), self._vocabulary.word("いいえ"), True, False]}

    def choice(self, type_: ValueType) -> Schema:
        return self._words(*type_.words)

    def field_type(self, type_: ValueType) -> Schema:
        return self._words(*FIELD_TYPES)

    def each(self, type_: ValueType) -> Schema:
        one = self._value(type_.of[0])
        return {"anyOf": [one, _list(one)]}

    def pairs(self, type_: ValueType) -> Schema:
        return {"type": "object", "additionalProperties": self._value(type_.of[1])}

    def block(self, type_: ValueType) -> Schema:
        return _ref(type_.word)

    def blocks(self, type_: ValueType) -> Schema:
        return _list({"oneOf": [_ref("様式"), _ref("節")]} if type_.word == "様式" else _ref(type_.word))

    def named(self, type_: ValueType) -> Schema:
        return _ref(type_.name)

    def person(self, type_: ValueType) -> Schema:
        """A name, {項目: x}, or {行: x} under whatever name the row has."""
        of_a_row = {"type": "object", "additionalProperties": _TEXT, "minProperties": 1, "maxProperties": 1}
        return {"anyOf": [_TEXT, of_a_row]}

    def row_column(self, type_: ValueType) -> Schema:
        return _closed({self._heading("行"): _TEXT}, required=True)

    def edit(self, type_: ValueType) -> Schema:
        item, required = self._heading("項目"), self._heading("必須")
        return {"anyOf": [_TEXT, _closed({item: _TEXT, required: self.yes_no(type_)})]}

    def choices(self, type_: ValueType) -> Schema:
        details = _closed({"id": _TEXT, self._heading("英語"): _TEXT})
        return {"anyOf": [_list(_TEXT), {"type": "object", "additionalProperties": {"anyOf": [_TEXT, details]}}]}

    def action(self, type_: ValueType) -> Schema:
        return {"anyOf": [_TEXT, _ref("操作")]}

    def outcome(self, type_: ValueType) -> Schema:
        kinds = next(heading.value for heading in self._vocabulary.headings("結果").values() if heading.required)
        return {"anyOf": [self._value(kinds), _ref("結果")]}

    def nothing(self, type_: ValueType) -> Schema:
        return {"enum": ["", None]}

    def mapping(self, type_: ValueType) -> Schema:
        return {"type": "object"}

    def course(self, type_: ValueType) -> Schema:
        """Lines of one heading each: a word of the course, or the name of a step."""
        blocks = {"確かめる": "期待"} | {word: word for word in ("届", "受領する", "別手続の終わり", "足す")}
        words = {
            self._vocabulary.word(word): _ref(blocks[word]) if word in blocks else {} for word in WORDS_OF_A_COURSE
        }
        words[self._vocabulary.word("知らせ")] = {"anyOf": [_TEXT, self._message()]}
        line = {
            "type": "object",
            "properties": words,
            "additionalProperties": {"anyOf": [_TEXT, _ref("進行")]},
            "minProperties": 1,
            "maxProperties": 1,
        }
        return _list(line)

    def _message(self) -> Schema:
        """A message with its values, whose names its system declares."""
        return {"type": "object", "required": [self._heading("名前")], "additionalProperties": {}}


def _ref(place: str) -> Schema:
    return {"$ref": f"#/$defs/{place}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _closed(properties: Schema, *, required: bool = False) -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": [*properties]} if required else {})


_SPECIAL: dict[str, Callable[[_Schema, ValueType], Schema]] = {
    "はい": _Schema.yes_no,
    "選び": _Schema.choice,
    "型": _Schema.field_type,
    "並び": _Schema.each,
    "対応": _Schema.pairs,
    "→": _Schema.block,
    "→→": _Schema.blocks,
    "手順の列": _Schema.named,
    "連携先": _Schema.named,
    "決定表": _Schema.named,
    "人": _Schema.person,
    "行の列": _Schema.row_column,
    "編集項目": _Schema.edit,
    "選択肢": _Schema.choices,
    "操作": _Schema.action,
    "結果": _Schema.outcome,
    "空": _Schema.nothing,
    "入力値": _Schema.mapping,
    "応答": _Schema.mapping,
    "進行": _Schema.course,
}
"""Types of values that are more than one text."""
