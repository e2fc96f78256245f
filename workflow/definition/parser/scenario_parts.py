"""Reads the scenarios at the end of a procedure, as they are written."""

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from workflow.definition.located import Located
from workflow.definition.parser.blocks import read_block
from workflow.definition.parser.reading import Reading
from workflow.definition.scenario_document import (
    ActPart,
    AdditionLine,
    ChildEndPart,
    ExpectationPart,
    ReceiptLine,
    ReportPart,
    ScenarioLine,
    ScenarioPart,
    SettingPart,
    SharedPart,
)
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import normal

WORDS_OF_A_COURSE = (
    *("知らせ", "届", "受領する", "別手続の終わり", "足す"),
    *("経過", "時刻", "取下げ", "後閲する", "確かめる"),
)
"""What a line of a scenario's course may start with besides the name of a step."""


def read_scenarios(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """→→試験: what all scenarios share, and the scenarios."""
    if not isinstance(node, SequenceNode):
        reading.report("E013", node, "試験は「- 名前: …」を並べてください。", 'Scenarios are a list of "- name: …".')
        return None
    parts = (read_block(reading, ("試験",), item, ScenarioPart) for item in reading.first(node.items, node))
    return tuple(part for part in parts if part is not None)


def read_shared(reading: Reading, type_: ValueType, node: Node) -> object | None:
    return read_block(reading, ("共通",), node, SharedPart)


def read_setting(reading: Reading, type_: ValueType, node: Node) -> object | None:
    return read_block(reading, ("場",), node, SettingPart)


def read_expectation(reading: Reading, type_: ValueType, node: Node) -> object | None:
    return read_block(reading, ("期待",), node, ExpectationPart)


def read_course(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """進行: mappings of one line each."""
    if not isinstance(node, SequenceNode):
        reading.report(
            "E013", node, "進行は「- 手順: 操作」を並べてください。", 'Steps are a list of "- step: verdict".'
        )
        return None
    lines = (_line(reading, item) for item in reading.first(node.items, node))
    return tuple(line for line in lines if line is not None)


def _line(reading: Reading, node: Node) -> ScenarioLine | None:
    if not isinstance(node, MappingNode) or len(node.entries) != 1:
        reading.report("E013", node, "「手順: 操作」を一行に一つ書いてください。", 'Write one "step: verdict" here.')
        return None
    entry = node.entries[0]
    key = Located(entry.key.text.strip(), entry.key.position, entry.key)
    word = reading.vocabulary.japanese(normal(key.value))
    if word == "確かめる":
        return ScenarioLine(key=key, expect=read_block(reading, ("期待",), entry.value, ExpectationPart))
    if word == "届":
        return ScenarioLine(key=key, report=read_block(reading, ("届",), entry.value, ReportPart))
    if word == "受領する":
        return ScenarioLine(key=key, receipt=read_block(reading, ("受領する",), entry.value, ReceiptLine))
    if word == "別手続の終わり":
        return ScenarioLine(key=key, child_end=read_block(reading, ("別手続の終わり",), entry.value, ChildEndPart))
    if word == "足す":
        return ScenarioLine(key=key, addition=read_block(reading, ("足す",), entry.value, AdditionLine))
    if word in WORDS_OF_A_COURSE:
        return ScenarioLine(key=key, node=entry.value)
    return ScenarioLine(key=key, act=_act(reading, entry.value))


def _act(reading: Reading, node: Node) -> ActPart | None:
    if isinstance(node, MappingNode):
        return read_block(reading, ("進行",), node, ActPart)
    if not isinstance(node, ScalarNode) or (verdict := reading.text(node, "操作", "verdict")) is None:
        if not isinstance(node, ScalarNode):
            reading.report("E013", node, "操作を一つ書いてください。", "Write one verdict here.")
        return None
    return ActPart(position=node.position, do=verdict)
