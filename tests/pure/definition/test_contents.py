"""The contents of a text, whether it can be read or not."""

from pathlib import Path

import pytest

from forms.source.reader import read
from forms.source.source import Source
from tests.support.definitions import EVERY_PROCEDURE, SHIPPED
from workflow.definition.contents import contents_of
from workflow.definition.parser.parser import parse

CARD = next(path for path in SHIPPED if path.stem == "id-card-reissue")


def test_the_headings_stand_in_their_order_and_single_values_at_the_head() -> None:
    found = contents_of(CARD.read_text(encoding="utf-8"))

    assert [entry.name for entry in found][:4] == ["", "文書", "開始", "結果"]
    assert {"様式", "連携先", "手順", "取下げ", "試験"} <= {entry.name for entry in found}
    assert found[0].line == 1


@pytest.mark.parametrize("path", EVERY_PROCEDURE, ids=lambda path: path.stem)
def test_the_steps_of_the_main_way_are_listed_with_their_lines(path: Path) -> None:

    text = path.read_text(encoding="utf-8")
    root, _ = read(Source("x.yaml", text))
    assert root is not None
    document, _ = parse(root)
    (steps,) = (entry for entry in contents_of(text) if entry.steps)

    written = [(step.name.value, step.position.line) for step in document.steps]
    assert [(entry.name, entry.line) for entry in steps.steps] == written
    assert steps.count == len(written)
    assert all(steps.line < entry.line <= entry.end <= steps.end for entry in steps.steps)


def test_a_text_that_cannot_be_read_has_contents_too() -> None:
    found = contents_of("書式: 1\n手順:\n  - 申請： 申込み\n  - 連携\n   [\n試験：\n - 名前: x\n")

    assert [(entry.name, entry.line, entry.end) for entry in found] == [("", 1, 1), ("手順", 2, 5), ("試験", 6, 8)]
    assert [entry.name for entry in found[1].steps] == ["申込み"]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "あ", "- x", ":", "a: |\n  b: c\n", "{", "\0", "手順:\n  決", "手順:\n - x: y\n手順: [", "steps: {"],
)
def test_any_text_at_all_is_taken(text: str) -> None:
    assert isinstance(contents_of(text), tuple)
