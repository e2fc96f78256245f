"""Between them the shipped definitions use the whole language: every heading and every kind of step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.source.nodes import MappingNode, Node, SequenceNode
from forms.source.reader import read
from forms.source.source import Source
from tests.support.definitions import PROJECT
from workflow.definition.parser.parser import language_of
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS, Vocabulary, normal

BLOCKS = frozenset({"連携先", "決定表", "操作", "結果"})
"""Types of values that are a mapping of the place of that name."""
OF_A_COURSE = {
    "確かめる": "期待",
    "届": "届",
    "受領する": "受領する",
    "別手続の終わり": "別手続の終わり",
    "足す": "足す",
}
Used = Iterator[tuple[str, str]]


class Reader:
    """Walks a definition by the vocabulary: (place, heading) of everything that is written, ("", kind) of steps."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def block(self, node: Node, *places: str) -> Used:
        headings = self.vocabulary.headings(*places)
        for entry in node.entries if isinstance(node, MappingNode) else ():
            if heading := headings.get(normal(entry.key.text)):
                yield heading.place, heading.ja
                yield from self.value(heading.value, entry.value)

    def value(self, type_: ValueType, node: Node) -> Used:
        elements = node.items if isinstance(node, SequenceNode) else (node,)
        match type_.name:
            case "→":
                yield from self.block(node, type_.word)
            case "→→":
                for each in elements:
                    yield from self.block(each, "節" if type_.word == "様式" and self.is_section(each) else type_.word)
            case "手順の列":
                for each in elements:
                    yield from self.step(each)
            case "並び":
                for each in elements:
                    yield from self.value(type_.of[0], each)
            case "対応":
                for entry in node.entries if isinstance(node, MappingNode) else ():
                    yield from self.value(type_.of[1], entry.value)
            case "進行":
                for each in elements:
                    yield from self.line(each)
            case name if name in BLOCKS:
                yield from self.block(node, name)

    def is_section(self, node: Node) -> bool:
        return isinstance(node, MappingNode) and bool({"節", "section"} & {normal(key) for key in [*node.keys()]})

    def step(self, node: Node) -> Used:
        if isinstance(node, MappingNode) and node.entries:
            kind = self.vocabulary.kinds()[normal(node.entries[0].key.text)]
            yield "", kind.ja
            yield from self.block(MappingNode(node.entries[1:], node.position), *self.vocabulary.places_of(kind))

    def line(self, node: Node) -> Used:
        for entry in node.entries if isinstance(node, MappingNode) else ():
            word = self.vocabulary.japanese(normal(entry.key.text))
            yield from self.block(entry.value, OF_A_COURSE.get(word, "進行"))


def used() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for folder, place in (("procedures", "手続"), ("authority", "規程")):
        for path in sorted((PROJECT / "definitions" / folder).glob("*.yaml")):
            found.update(_in(path, place))
    return found


def _in(path: Path, place: str) -> Used:
    root, _ = read(Source(path.name, path.read_text(encoding="utf-8")))
    assert root is not None
    return Reader(Vocabulary(language_of(root))).block(root, place)


@pytest.mark.parametrize("what", ["headings", "kinds"])
def test_nothing_of_the_language_is_left_unused(what: str) -> None:
    headings = {(heading.place, heading.ja) for heading in ALL_HEADINGS}
    kinds = {("", kind.ja) for kind in ALL_KINDS}

    unused = (headings if what == "headings" else kinds) - used()

    assert sorted(unused) == [], "a shipped procedure has to use it, with a scenario"
