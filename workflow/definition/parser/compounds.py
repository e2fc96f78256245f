"""Readers of values that contain others: lists, mappings, blocks, and the few values with a short and a long form."""

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.spec import Text
from workflow.definition.block import Block
from workflow.definition.circulation_document import (
    AdditionsPart,
    ConsultationPart,
    DecisionPart,
    ExaminationPart,
    VerificationPart,
)
from workflow.definition.document import (
    Action,
    AnytimePart,
    Branch,
    Case,
    Contract,
    Destination,
    DocumentPart,
    EditEntry,
    FirstCase,
    Handler,
    Labels,
    OverdueChain,
    ReceiptPart,
    Start,
    UndoCall,
)
from workflow.definition.ending_document import OutcomePart, WithdrawalPart
from workflow.definition.form_document import ChoiceEntry, FormCheck, LookupPart
from workflow.definition.located import ABSENT, Located, Pair
from workflow.definition.parser.blocks import read_block
from workflow.definition.parser.reading import Reading
from workflow.definition.scenario_document import OriginPart
from workflow.definition.suggestions import did_you_mean
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import normal

BLOCKS: dict[str, type[Block]] = {
    "いつでも": AnytimePart,
    "受領": ReceiptPart,
    "呼び方": Labels,
    "文書": DocumentPart,
    "開始": Start,
    "検査": FormCheck,
    "照会": LookupPart,
    "期限切れ": OverdueChain,
    "取消時": UndoCall,
    "エラー時": Handler,
    "場合": Case,
    "枝": Branch,
    "先着の場合": FirstCase,
    "取下げ": WithdrawalPart,
    "審議段": ExaminationPart,
    "協議段": ConsultationPart,
    "審査段": VerificationPart,
    "決定段": DecisionPart,
    "元の案件": OriginPart,
    "追加": AdditionsPart,
}
"""The blocks that are read by nothing but their headings."""
_NAME = value_type("名")
_YES_NO = value_type("はい")


def read_list(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """並び: a list; one value counts as a list of one."""
    nodes = reading.first(node.items, node) if isinstance(node, SequenceNode) else (node,)
    if not nodes and type_.of[0].name == "人":
        reading.report("E013", node, "人が一人も書かれていません。", "Nobody is written here.")
    values = (reading.value(type_.of[0], item) for item in nodes)
    return tuple(value for value in values if value is not None)


def read_mapping(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """対応: a mapping whose keys the author chose."""
    if not isinstance(node, MappingNode):
        reading.report("E013", node, "ここには「名前: 値」を書いてください。", 'Write "name: value" here.')
        return None
    pairs = []
    for entry in reading.first(node.entries, node):
        value = reading.value(type_.of[1], entry.value)
        key = reading.text(entry.key, "名前", "name")
        if key is not None and value is not None:
            pairs.append(Pair(key, value))
    return tuple(pairs)


def read_place(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """→place: a block."""
    return read_block(reading, (type_.word,), node, BLOCKS[type_.word])


def read_places(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """→→place: a list of blocks."""
    return tuple(block for item in _items(reading, node) if (block := read_place(reading, type_, item)) is not None)


def read_contract(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """連携先: the contract of one operation."""
    return read_block(reading, ("連携先",), node, Contract)


def read_table(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """決定表: a decision table."""
    return read_block(reading, ("決定表",), node, TablePart)


def read_choices(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """選択肢: a list of names, or name → id, or name → {id, 英語}."""
    if not isinstance(node, MappingNode):
        names = read_list(reading, value_type("並び(名)"), node)
        assert isinstance(names, tuple)
        return tuple(ChoiceEntry(name=name) for name in names)
    entries = reading.first(node.entries, node)
    return tuple(_choice(reading, entry.key, entry.value) for entry in entries)


def _choice(reading: Reading, key: ScalarNode, node: Node) -> ChoiceEntry:
    read = reading.value(_NAME, key)
    name = read if isinstance(read, Located) else ABSENT
    if not isinstance(node, MappingNode):
        return ChoiceEntry(name=name, id=reading.text(node, "符号", "id"))
    english_heading = "英語" if reading.vocabulary.language == "ja" else "english"
    found: dict[str, Located[str] | None] = {}
    for entry in node.entries:
        if normal(entry.key.text) in {"id", english_heading}:
            found[normal(entry.key.text)] = reading.text(entry.value, "文", "text")
        else:
            _unknown(reading, entry.key, ("id", english_heading))
    return ChoiceEntry(name=name, id=found.get("id"), english=found.get(english_heading))


def read_edit(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """編集項目: the name of an item, or {項目, 必須}."""
    if not isinstance(node, MappingNode):
        item = reading.text(node, "項目の名前", "name of an item")
        return EditEntry(item=item) if item else None
    item_heading, required_heading = ("項目", "必須") if reading.vocabulary.language == "ja" else ("item", "required")
    item, required = None, False
    for entry in node.entries:
        if normal(entry.key.text) == item_heading:
            item = reading.text(entry.value, "項目の名前", "name of an item")
        elif normal(entry.key.text) == required_heading:
            yes = reading.value(_YES_NO, entry.value)
            required = isinstance(yes, Located) and bool(yes.value)
        else:
            _unknown(reading, entry.key, (item_heading, required_heading))
    if node.get(item_heading) is None:
        reading.report("E024", node, f"「{item_heading}」が必要です。", f'"{item_heading}" is required.')
    return EditEntry(item=item, required=required) if item else None


def read_destination(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """行先: 進む, 進む T, 差戻す T or 終了 R; anything else is E066."""
    if (text := reading.text(node, "行先", "destination")) is None:
        return None
    ja = reading.vocabulary.language == "ja"
    words = ("進む", "差戻す", "終了") if ja else ("go_to", "send_back_to", "end")
    first, *rest = normal(text.value).split(maxsplit=1)
    assert text.scalar is not None
    target = None
    if rest:
        offset = len(text.scalar.text.rstrip()) - len(text.value.split(maxsplit=1)[-1])
        target_text = text.value.split(maxsplit=1)[-1]
        target = text.part(offset, target_text)
    match words.index(first) if first in words else -1:
        case 0:
            return Destination(word="go_to" if target else "next", target=target)
        case 1 if target:
            return Destination(word="send_back_to", target=target)
        case 2 if target:
            return Destination(word="end", target=target)
    reading.complete = False
    forms = "進む・進む 手順・差戻す 手順・終了 結果" if ja else "go_to, go_to STEP, send_back_to STEP, end OUTCOME"
    reading.report(
        "E066",
        node,
        f"「{text.value}」は行先として読めません。",
        f'"{text.value}" is not a destination.',
        (did_you_mean(first, words) if first not in words else None)
        or Text(f"書けるもの: {forms}", f"expected: {forms}"),
    )
    return None


def read_action(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """操作: a destination, or the long form {する, 理由, 英語}."""
    if isinstance(node, MappingNode):
        return read_block(reading, ("操作",), node, Action)
    destination = read_destination(reading, type_, node)
    return Action(position=node.position, do=destination) if isinstance(destination, Destination) else None


def read_outcome(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """結果: the kind of an outcome, or the long form {種類, 英語}. One of no known kind is declared all the same."""
    if isinstance(node, MappingNode):
        return read_block(reading, ("結果",), node, OutcomePart)
    kinds = next(heading.value for heading in reading.vocabulary.headings("結果").values() if heading.required)
    kind = reading.value(kinds, node)
    if not isinstance(kind, Located):
        kind = Located("achieved", node.position)
    return OutcomePart(position=node.position, kind=kind)


def _items(reading: Reading, node: Node) -> tuple[Node, ...]:
    if isinstance(node, SequenceNode):
        return reading.first(node.items, node)
    reading.report(
        "E013", node, "ここには「- 」で始まる並びを書いてください。", 'Write a list here, each line starting with "- ".'
    )
    return ()


def _unknown(reading: Reading, key: ScalarNode, known: tuple[str, ...]) -> None:
    reading.report(
        "E023",
        key,
        f"「{key.text}」という見出しはここには書けません。",
        f'There is no heading "{key.text}" here.',
        did_you_mean(key.text, known),
    )
