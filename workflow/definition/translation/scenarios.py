"""What is written in scenarios, in the words of the other language: lines, verdicts, answers, replies."""

from typing import TYPE_CHECKING

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from workflow.definition.form_document import FormPart
from workflow.definition.parser.scenario_parts import WORDS_OF_A_COURSE
from workflow.definition.vocabulary.entries import Kind, ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import normal

if TYPE_CHECKING:
    from workflow.definition.translation.walk import Walk


def verdict(walk: "Walk", kind: Kind, node: Node) -> None:
    if not isinstance(node, ScalarNode):
        return
    ja = walk.here.language == "ja"
    words = {(each.ja if ja else each.en): (each.en if ja else each.ja) for each in kind.verdicts}
    first, *rest = node.text.split(maxsplit=1)
    whole = words.get(normal(node.text))
    moved = [words[first], *map(walk.sent_to, rest)] if first in words and rest else []
    walk.put(node, whole or " ".join(moved) or node.text)


def course(walk: "Walk", type_: ValueType, node: Node) -> None:
    for item in node.items if isinstance(node, SequenceNode) else ():
        if isinstance(item, MappingNode):
            (entry,) = item.entries
            _line(walk, entry.key, entry.value)


def _line(walk: "Walk", key: ScalarNode, node: Node) -> None:
    word = walk.here.japanese(normal(key.text))
    if word not in WORDS_OF_A_COURSE:
        _act(walk, key.text, node)
        return
    walk.word(key)
    match word:
        case "確かめる":
            walk.place(node, "期待")
        case "届" | "受領する" | "別手続の終わり" | "足す":
            walk.place(node, word)
        case "取下げ" | "後閲する":
            walk.anybody(node)
        case "経過":
            walk.written_value(value_type("期間"), node)
        case "知らせ":
            walk.known_keys(node, "名前")


def _act(walk: "Walk", step: str, node: Node) -> None:
    placed = walk.checked.outline.named(step)
    if placed is None:
        return
    walk.place(node, "進行")
    does = walk.here.headings("進行")
    for entry in node.entries if isinstance(node, MappingNode) else ():
        if does[normal(entry.key.text)].ja == "する":
            verdict(walk, placed.step.kind, entry.value)
    verdict(walk, placed.step.kind, node)


def answers(walk: "Walk", type_: ValueType, node: Node) -> None:
    for entry in node.entries if isinstance(node, MappingNode) else ():
        item = walk.checked.names.items.get(normal(entry.key.text))
        if item is not None:
            _answer(walk, item, entry.value)


def _answer(walk: "Walk", item: FormPart, node: Node) -> None:
    """はい, いいえ and people are written in the words of the language, in the rows of a table, too."""
    if item.type.value == "boolean":
        walk.word(node)
    elif item.type.value in ("staff", "unit"):
        walk.anybody(node)
    columns = {normal(each.item.value): each for each in item.columns if each.item}
    for row in node.items if columns and isinstance(node, SequenceNode) else ():
        for cell in row.entries if isinstance(row, MappingNode) else ():
            if (column := columns.get(normal(cell.key.text))) is not None:
                _answer(walk, column, cell.value)


def replies(walk: "Walk", type_: ValueType, node: Node) -> None:
    for entry in node.entries if isinstance(node, MappingNode) else ():
        for reply in entry.value.items if isinstance(entry.value, SequenceNode) else (entry.value,):
            walk.word(reply)
