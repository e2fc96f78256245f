"""Readers of values that are texts: free text, names, ids, references, expressions, words of a closed choice."""

import re

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.spec import Text
from workflow.definition.located import Located
from workflow.definition.parser.reading import Reading
from workflow.definition.suggestions import did_you_mean
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import english, normal

ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
NOT_IN_NAMES = frozenset('「」{}[]:#|"')
FIELD_TYPES: dict[str, str] = {
    "文字": "text",
    "長文": "long_text",
    "数値": "number",
    "整数": "integer",
    "金額": "yen",
    "率": "rate",
    "日付": "date",
    "時刻": "time",
    "日時": "datetime",
    "年月": "year_month",
    "年度": "fiscal_year",
    "はい・いいえ": "boolean",
    "選択": "choice",
    "複数選択": "choices",
    "職員": "staff",
    "所属": "unit",
    "職": "post",
    "案件": "case",
    "添付": "attachment",
    "表": "table",
    "カナ": "kana",
    "電話": "phone",
    "郵便番号": "postcode",
}
"""Types of items: the word, and the key of the field type."""


def read_text(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """文: any text; it keeps its line breaks."""
    if (text := reading.text(node, "文", "text")) is None:
        return None
    assert text.scalar is not None
    return Located(text.scalar.text.rstrip("\n"), text.position, text.scalar)


def read_name(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """名: a name, which is an identity."""
    if isinstance(node, ScalarNode) and not node.text.strip():
        reading.report("E012", node, "名前がありません。", "The name is missing.")
        return None
    if (name := reading.text(node, "名前", "name")) is None:
        return None
    if wrong := sorted(NOT_IN_NAMES & set(name.value)):
        signs = " ".join(wrong)
        reading.report("E013", node, f"名前に {signs} は使えません。", f"A name must not contain {signs}.")
        return None
    return name


def read_id(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """符号: small Latin letters, digits, - and _."""
    if (text := reading.text(node, "符号", "id")) is None:
        return None
    if ID.fullmatch(text.value):
        return text
    near = re.sub(r"[^a-z0-9_-]+", "-", normal(text.value).lower()).strip("-")
    reading.report(
        "E013",
        node,
        f"「{text.value}」は符号として読めません。英小文字・数字・-・_ で書いてください。",
        f'"{text.value}" is no id; use small letters, digits, - and _.',
        Text(f"「{near}」", f'"{near}"') if near else None,
    )
    return None


def read_reference(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """参照: the name of something declared elsewhere."""
    return reading.text(node, f"{type_.word}の名前", "name")


def read_expression(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """式: an expression, checked later."""
    return reading.text(node, "式", "expression")


def read_person(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """人: people, resolved later; `{項目: x}` becomes the text `{x}` and `{行: x}` `{行.x}`, which no name can be."""
    if isinstance(node, MappingNode):
        item = reading.vocabulary.word("項目") if reading.vocabulary.language == "ja" else "item"
        if len(node.entries) == 1 and isinstance(node.entries[0].value, ScalarNode):
            key, name = normal(node.entries[0].key.text), node.entries[0].value
            row = "" if key == item else f"{key}."
            return Located(f"{{{row}{name.text.strip()}}}", name.position, name)
        row_word = reading.vocabulary.word("行")
        reading.report(
            "E013",
            node,
            "ここには人を、「人事課の課長」「申請者の所属長」のような一つの文で書いてください。",
            'Name people in one text here, such as "applicant\'s head".',
            Text(
                f"項目で選ばれた人なら「{{{item}: 項目の名前}}」、全件の行の人なら「{{{row_word}: 列の名前}}」",
                f'whom an item names: "{{{item}: name of the item}}", a row: "{{{row_word}: name of the column}}"',
            ),
        )
        return None
    return reading.text(node, "人", "people")


def read_row_column(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """行の列: {行: column}; the value is the name of the column."""
    row = reading.vocabulary.word("行")
    entries = node.entries if isinstance(node, MappingNode) else ()
    if len(entries) == 1 and normal(entries[0].key.text) == row:
        return reading.text(entries[0].value, "列の名前", "name of a column")
    ja, en = f"ここには「{{{row}: 列の名前}}」を書いてください。", f'Write "{{{row}: name of a column}}" here.'
    word = node.text.strip() if isinstance(node, ScalarNode) else ""
    written = f"{{{row}: {word}}}"
    hint = Text(f"「{written}」と書いてください", f'write "{written}"') if word else None
    reading.report("E013", node, ja, en, hint)
    return None


def read_choice(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """選び: exactly one of the words; the value is its English spelling."""
    words = [reading.vocabulary.word(word) for word in type_.words]
    if (text := reading.text(node, "・".join(words), " / ".join(words))) is None:
        return None
    if normal(text.value) in words:
        return Located(english(reading.vocabulary.japanese(normal(text.value))), text.position, text.scalar)
    _not_a_word(reading, node, text.value, words)
    return None


def read_yes_no(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """はい or いいえ."""
    words = [reading.vocabulary.word("はい"), reading.vocabulary.word("いいえ")]
    if (text := reading.text(node, " か ".join(words), " or ".join(words))) is None:
        return None
    if normal(text.value) in words:
        return Located(normal(text.value) == words[0], text.position, text.scalar)
    _not_a_word(reading, node, text.value, words)
    return None


def read_field_type(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """型: the type of an item; the value is the key of the field type."""
    words = {reading.vocabulary.word(ja): key for ja, key in FIELD_TYPES.items()}
    if (text := reading.text(node, "型", "type")) is None:
        return None
    if normal(text.value) not in words:
        _not_a_word(reading, node, text.value, list(words))
        return None
    return Located(words[normal(text.value)], text.position, text.scalar)


def read_nothing(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """空: nothing is written under the heading."""
    if not (isinstance(node, ScalarNode) and not node.text.strip()):
        reading.report("E013", node, "この見出しには何も書きません。", "Nothing is written under this heading.")
    return None


def read_as_written(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """入力値, 応答: a mapping whose values are read later by the types of the items."""
    if isinstance(node, MappingNode):
        return node
    reading.report("E013", node, "ここには「名前: 値」を書いてください。", 'Write "name: value" here.')
    return None


def _not_a_word(reading: Reading, node: Node, text: str, words: list[str]) -> None:
    ja = f"「{text}」は書けません → {'・'.join(words)}"
    reading.report("E013", node, ja, f'"{text}" is not one of: {", ".join(words)}', did_you_mean(text, words))
