"""A column of a wrong type is said where it stands, also where a scenario fills the table."""

import pytest

from tests.support.definitions import PROJECT, load_shipped

PATH = PROJECT / "definitions" / "procedures" / "travel-order.yaml"
COLUMN = "{項目: 区間, id: way, 英語: From and to, 型: 文字, 文字数: 1〜60, 必須: はい}"


@pytest.mark.parametrize("kind", ["文宇", "長文", "添付", "選択", ""])
def test_the_type_of_a_column_is_a_mistake_of_its_line(kind: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    line = text[: text.index(COLUMN)].count("\n") + 1

    problems = load_shipped(PATH, text.replace(COLUMN, COLUMN.replace("型: 文字,", f"型: {kind},"))).problems

    assert problems
    assert {problem.position.line for problem in problems} == {line}
