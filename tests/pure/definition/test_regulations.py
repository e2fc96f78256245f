"""規程: decision tables that procedures share, with amendments that follow each other; and tables as CSV files."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forms.source.source import Source
from tests.support.trial import APPLY, CATALOGUE, HEAD, Trial
from workflow.definition.catalogue import Catalogue
from workflow.definition.load import Loaded, load
from workflow.definition.regulation import LoadedRegulation, is_regulation, load_regulation

REGULATION = """書式: 1
規程: 事案決定
id: decisions
根拠: 事案決定規程 別表第2
様式:
  - {項目: 金額, 型: 金額}
  - {項目: 期日, 型: 日付}
決定表:
  支出:
    - 施行: 〜2026-05-31
      表: |
        | 金額         || 決定者(職) |
        | 100万円未満、空 || 課長      |
        | 100万円以上   || 部長      |
    - 施行: 2026-06-01〜
      表ファイル: spending.csv
"""
SPENDING = "金額,,決定者(職)\n200万円未満、空,,課長\n200万円以上,,部長\n"
USE = "使う: 規程.decisions\n"
FLOW = """
  - 判定: 分ける
    決定表: 事案決定.支出
  - 確認: 部長の確認
    条件: 事案決定.支出.決定者 = 「部長」
    担当: 人事課
  - 終了: 済み
"""


def regulation(text: str = REGULATION, csv: str = SPENDING) -> LoadedRegulation:
    catalogue = replace(CATALOGUE, posts=frozenset({"課長", "部長"}), table_files={"spending.csv": csv})
    return load_regulation(Source("decisions.yaml", text), catalogue)


def offering(text: str = REGULATION) -> Catalogue:
    return replace(CATALOGUE, regulations={"decisions": regulation(text).regulation})


def procedure(catalogue: Catalogue, more: str = USE, flow: str = FLOW) -> Loaded:
    return load(Source("trial.yaml", HEAD + more + "手順:\n" + APPLY + flow), catalogue)


def found(loaded: Loaded | LoadedRegulation) -> list[tuple[str, int]]:
    return [(problem.id, problem.position.line) for problem in loaded.problems if not problem.id.startswith("W")]


def submitted(month: int, amount: int) -> Trial:
    program = procedure(offering()).program
    assert program is not None
    case = Trial(program)
    case.simulation.now = datetime(2026, month, 11, tzinfo=UTC)
    return case.submit(amount=amount)


def test_a_regulation_is_read_with_its_amendments() -> None:
    loaded = regulation()

    assert loaded.problems == ()
    assert (loaded.id, loaded.regulation.name) == ("decisions", "事案決定")
    assert [(table.table, table.valid, table.csv) for table in loaded.regulation.tables] == [
        ("支出", "〜2026-05-31", False),
        ("支出", "2026-06-01〜", True),
    ]


@pytest.mark.parametrize(("month", "waiting"), [(5, ["部長の確認"]), (6, [])])
def test_a_case_goes_by_the_version_of_the_day_of_its_draft(month: int, waiting: list[str]) -> None:
    assert submitted(month, 1_500_000).waiting == waiting


def test_a_case_from_before_any_version_waits_for_an_administrator() -> None:
    early = REGULATION.replace("〜2026-05-31", "2026-05-20〜2026-05-31")
    program = procedure(offering(early)).program
    assert program is not None

    assert Trial(program).submit(amount=5).incidents == ["決定表「事案決定.支出」は2026-05-11には施行されていません。"]


def test_the_program_holds_the_text_so_that_its_hash_says_what_the_table_said() -> None:
    one, other = procedure(offering()).program, procedure(offering(REGULATION.replace("100万円", "90万円"))).program

    assert one is not None and other is not None
    assert one.hash != other.hash


@pytest.mark.parametrize(
    ("written", "instead", "problems"),
    [
        ("〜2026-05-31", "2026-06-01〜", [("E048", 15)]),
        ("〜2026-05-31", "春から", [("E013", 10)]),
        ("100万円未満、空", "100万円未満", [("E045", 13)]),
        ("| 100万円以上   ||", "| 90万円以上   ||", [("E046", 14)]),
        ("| 金額         ||", "| 値段         ||", [("E044", 12)]),
        ("決定者(職) |", "判断者(職) |", [("E047", 15)]),
        ("spending.csv", "spendin.csv", [("E083", 16)]),
        ("      表ファイル: spending.csv", "      一致: 一つだけ", [("E024", 15)]),
        ("      表ファイル: spending.csv", "      表ファイル: spending.csv\n      基準日: 期日", [("E047", 15)]),
        ("根拠: 事案", "根據: 事案", [("E023", 4)]),
    ],
)
def test_a_mistake_is_told_by_its_line(written: str, instead: str, problems: list[tuple[str, int]]) -> None:
    assert written in REGULATION
    assert found(regulation(REGULATION.replace(written, instead, 1))) == problems


def test_a_mistake_in_a_file_is_told_with_the_line_of_the_file() -> None:
    (problem,) = regulation(csv=SPENDING.replace("200万円以上", "三百万円以上")).problems

    assert (problem.id, problem.position.line) == ("E043", 16)
    assert problem.message.ja.startswith("spending.csv の3行目: ")


def test_a_table_of_a_regulation_has_to_fit_the_items_of_the_procedure() -> None:
    other = HEAD.replace("{項目: 金額, id: amount, 型: 金額}", "{項目: 金額, id: amount, 型: 文字}")
    loaded = load(Source("trial.yaml", other + USE + "手順:\n" + APPLY + FLOW), offering())

    assert found(loaded) == [("E045", other.count("\n") + 1)]


@pytest.mark.parametrize(
    ("more", "flow", "problem"),
    [
        ("使う: 規程.decision\n", FLOW, "E083"),
        (USE, FLOW.replace("決定表: 事案決定.支出", "決定表: 事案決定.収入"), "E083"),
        (USE, FLOW.replace("支出.決定者 =", "支出.決定 ="), "E052"),
    ],
)
def test_what_a_regulation_does_not_have_is_told(more: str, flow: str, problem: str) -> None:
    assert problem in [id_ for id_, _ in found(procedure(offering(), more, flow))]


def test_a_regulation_with_mistakes_offers_nothing() -> None:
    broken = offering(REGULATION.replace("100万円以上", "百"))

    assert ("E083", HEAD.count("\n") + 1) in found(procedure(broken))


def test_a_table_of_a_procedure_may_stand_in_a_file_and_be_in_force_for_a_time() -> None:
    table = "決定表:\n  区分:\n    施行: 2026-06-01〜\n    表ファイル: kinds.csv\n"
    catalogue = replace(CATALOGUE, table_files={"kinds.csv": "金額,,扱い(文字)\n-,,ふつう\n"})
    flow = "\n  - 判定: 分ける\n    決定表: 区分\n  - 終了: 済み\n"
    loaded = procedure(catalogue, table, flow)

    assert found(loaded) == [] and loaded.program is not None
    assert Trial(loaded.program).submit(amount=5).incidents == ["決定表「区分」は2026-05-11には施行されていません。"]


def test_any_text_is_read_without_an_error() -> None:
    for text in ("", "規程: x", "書式: 1\n規程: [1]\n決定表: {a: []}\n", "書式: 1\n決定表: 3\n", REGULATION[:200]):
        assert load_regulation(Source("x.yaml", text), CATALOGUE).regulation.tables == ()
    assert is_regulation(Source("x.yaml", REGULATION))
