"""A text is read into nodes that stay text and know where they stand."""

from pathlib import Path

import pytest

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from forms.source.position import Position
from forms.source.reader import read
from forms.source.source import Source

DEFINITIONS = sorted(Path(__file__).parents[3].glob("definitions/**/*.yaml"))


def mapping(text: str) -> MappingNode:
    root, problems = read(Source("x.yaml", text))
    assert problems == []
    assert root is not None
    return root


def scalar(node: Node | None) -> ScalarNode:
    assert isinstance(node, ScalarNode)
    return node


@pytest.mark.parametrize("written", ["はい", "no", "0123", "1:30", "2026-04-01", "null", "~", "1e5", "0x1F", ".inf"])
def test_every_scalar_stays_the_text_that_was_typed(written: str) -> None:
    root = mapping(f"値: {written}\n")

    assert scalar(root.get("値")).text == written


def test_a_heading_without_a_value_has_an_empty_text() -> None:
    root = mapping("場合:\n  - それ以外:\n")

    cases = root.get("場合")

    assert isinstance(cases, SequenceNode)
    assert isinstance(cases.items[0], MappingNode)
    assert scalar(cases.items[0].get("それ以外")).text == ""


def test_headings_keep_the_order_they_are_written_in() -> None:
    root = mapping("書式: 1\nid: x\n手続: y\n")

    assert list(root.keys()) == ["書式", "id", "手続"]


def test_a_missing_heading_is_none() -> None:
    assert mapping("id: x\n").get("手続") is None


def test_keys_and_values_know_their_line_and_column() -> None:
    root = mapping("書式: 1\n様式:\n  - 項目: 理由\n    型: 選択\n")
    items = root.get("様式")
    assert isinstance(items, SequenceNode)
    item = items.items[0]
    assert isinstance(item, MappingNode)

    entry = item.entry("型")

    assert entry is not None
    assert (entry.key.position, entry.value.position) == (Position(4, 5), Position(4, 8))


def test_a_character_of_a_plain_text_is_found_in_its_line() -> None:
    condition = scalar(mapping("条件: 理由 = 「紛失」\n").get("条件"))

    assert condition.position_of(5) == Position(1, 10)


def test_a_character_of_a_quoted_text_is_found_after_the_quote() -> None:
    formula = scalar(mapping("formula: 'a + b'\n").get("formula"))

    assert formula.style is Style.QUOTED
    assert formula.position_of(4) == Position(1, 15)


def test_a_character_of_a_block_text_is_found_in_its_own_line() -> None:
    table = scalar(mapping("表: |\n\n    | 区分 |\n    | 工事 |\n次: x\n").get("表"))

    assert table.style is Style.BLOCK
    assert table.position_of(table.text.index("工事")) == Position(4, 7)


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated() -> None:
    root = mapping("\ufeff書式: 1\r\nid: x\r\n")

    assert scalar(root.get("id")).text == "x"
    assert scalar(root.get("id")).position == Position(2, 5)


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.name)
def test_the_delivered_definitions_have_nothing_wrong_as_texts(file: Path) -> None:
    root, problems = read(Source(file.name, file.read_text(encoding="utf-8")))

    assert problems == []
    assert root is not None
