"""The examples of docs/definition-language.md compile without a complaint, and come out as they say."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from forms.expressions.expression import compile_expression
from forms.feel.types import YEN
from forms.source.source import Source
from meguro_platform.definition_names import with_files
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from tests.support.definitions import PROJECT
from tests.support.ward import ward
from workflow.definition.catalogue import Catalogue
from workflow.definition.load import Loaded, load
from workflow.definition.regulation import is_regulation, load_regulation
from workflow.engine.scope import MAIN, scopes_of_program
from workflow.engine.world import LiveWorld

PAGE = (PROJECT / "docs" / "definition-language.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
REGULATIONS = [block for block in _BLOCKS if is_regulation(Source("example.yaml", block))]
EXAMPLES = [block for block in _BLOCKS if block not in REGULATIONS]
_ROWS = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", PAGE, re.MULTILINE)
EXPRESSIONS = [row for row in _ROWS if "手順" not in row[0] and ": " not in row[0]]

AROUND = """書式: 1
手続: 会議室の鍵の貸出
id: key-loan
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {貸出済: 成立, 見送り: 不成立}
様式:
  - {項目: 部屋, id: room, 型: 選択, 選択肢: {会議室: MEETING, 倉庫: STORE}, 必須: はい}
  - {項目: 使う日, id: day, 型: 日付, 必須: はい}
  - {項目: 用途, id: use, 型: 文字}
  - {項目: 保証金, id: deposit, 型: 金額, 記入: あとで}
  - {項目: 予約番号, 型: 文字, 記入: なし}
連携先:
  鍵管理.予約: {送る: [部屋, 日], 受取る: [番号]}
  鍵管理.予約取消: {送る: [番号]}
  鍵管理.引渡し: {受ける: [番号]}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {承認: 課長の承認, 担当: 総務部総務課の課長, 期限: 2営業日, できること: {見送る: 終了 見送り}}
  - 終了: 貸出済
"""
"""What an example that is only a part of a procedure stands in."""
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
KNOWN: dict[str, Any] = {
    "room": "MEETING",
    "day": date(2026, 6, 1),
    "use": None,
    "deposit": 1000,
    "today": date(2026, 5, 11),
    "now": NOW,
}


@cache
def names() -> Catalogue:
    """The names of the ward; the systems of the examples are invented."""
    known = replace(with_files(ward().office.catalogue, PROJECT / "definitions"), systems={})
    shared = [load_regulation(Source("example.yaml", block), known) for block in REGULATIONS]
    return replace(known, regulations={found.id: found.regulation for found in shared})


def compiled(example: str) -> Loaded:
    return load(Source("example.yaml", _whole(example)), names())


def _whole(example: str) -> str:
    """The example, or the procedure around it with the parts of the example in the place of its own."""
    if example.startswith("書式"):
        return example
    parts = {part.partition(":")[0]: part for text in (AROUND, example) for part in _parts(text)}
    return "".join(parts.values())


def _parts(text: str) -> list[str]:
    return re.findall(r"^\S.*\n(?:[ \n].*\n?)*", text, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.splitlines()[-1].strip())
def test_an_example_has_no_mistake(example: str) -> None:
    loaded = compiled(example)

    assert loaded.problems == ()
    assert loaded.program is not None


@pytest.mark.parametrize("example", REGULATIONS)
def test_a_regulation_has_no_mistake(example: str) -> None:
    loaded = load_regulation(Source("example.yaml", example), names())

    assert loaded.problems == ()
    assert loaded.regulation.tables


def test_the_scenarios_of_the_examples_come_out_as_they_say() -> None:
    town = Town(ward=ward())
    for example in (example for example in EXAMPLES if "試験:" in example):
        loaded = compiled(example)
        assert loaded.program is not None

        result = run_scenarios(loaded.program, loaded.scenarios, town)

        assert result.scenarios
        assert [scenario.failure for scenario in result.scenarios if scenario.failure] == []


@pytest.mark.parametrize(("text", "value"), EXPRESSIONS)
def test_an_expression_has_the_value_that_the_page_gives(text: str, value: str) -> None:
    program = compiled(AROUND).program
    assert program is not None
    expression = compile_expression(text, scopes_of_program(program)[MAIN])

    found = expression.evaluate({**KNOWN, "calendar": LiveWorld(NOW, ward().office.calendar)})

    assert _shown(found, yen=expression.type == YEN) == value


def _shown(value: Any, *, yen: bool) -> str:
    match value:
        case bool():
            return "はい" if value else "いいえ"
        case None:
            return "空"
        case _:
            return f"{value}円" if yen else str(value)
