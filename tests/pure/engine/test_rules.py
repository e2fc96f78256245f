"""判定: a table is drawn, waits for an administrator without an answer, and is drawn again when values change."""

from msgspec.structs import replace

from tests.support.trial import APPLY, Trial, program_of
from workflow.engine.carry_out import CarriedOut
from workflow.engine.invariants import violations
from workflow.engine.state import CaseState

TABLE = """決定表:
  区分:
    一致: 上から
    表: |
      | 金額       || 扱い(文字) | 職(職の並び) | 上限(金額) |
      | 100円未満  || 少額      | -           | 100円     |
      | 1000円未満 || ふつう    | 課長         | 1000円    |
      | 1000円以上 || 高額      | 課長         | -         |
      | 空         || -        | -           | -         |
"""
DRAW = """
  - 判定: 分ける
    決定表: 区分
"""
FLOW = (
    DRAW
    + """
  - 確認: 金額の確認
    担当: 人事課
    編集項目: [金額]
  - 入力: 高額の手続
    条件: (区分.扱い ?? 「ふつう」) = 「高額」
    担当: 人事課
  - 終了: 済み
"""
)


def trial(flow: str = FLOW, table: str = TABLE) -> Trial:
    return Trial.of(APPLY + flow, table)


def test_the_answers_stand_under_the_name_of_the_table() -> None:
    case = trial().submit(amount=500)
    assert case.state.drawn == {"区分": {"扱い": "ふつう", "職": ["課長"], "上限": 1000}}


def test_expressions_read_the_answers() -> None:
    case = trial().submit(amount=5_000)
    case.press("金額の確認", "checked", amount=5_000)
    assert case.waiting == ["高額の手続"]


def test_no_answer_is_no_value() -> None:
    case = trial().submit()
    assert case.state.drawn == {"区分": {"扱い": None, "職": [], "上限": None}}


def test_a_table_that_was_not_drawn_has_no_answers() -> None:
    flow = """
  - 分岐: どちら
    場合:
      - {名前: 未定, 条件: 空(区分.扱い), 手順: [{終了: 不調}]}
      - {それ以外: , 手順: []}
  - 終了: 済み
"""
    assert trial(flow).submit(amount=1).state.outcome == "不調"


def with_rows(rows: str) -> Trial:
    """A case of a program that no check would have let through."""
    program = program_of(APPLY + FLOW, TABLE)
    (table,) = program.tables
    text = f"| 金額 || 扱い(文字) | 職(職の並び) | 上限(金額) |\n{rows}"
    return Trial(replace(program, tables=(replace(table, text=text, hit="unique"),)))


def test_rows_that_contradict_each_other_wait_for_an_administrator() -> None:
    case = with_rows("| - || a | - | - |\n| 空以外 || b | - | - |\n").submit(amount=5)
    assert case.incidents == ["決定表「区分」の2行目と3行目の両方に当てはまります。"]


def test_a_table_need_not_answer_beyond_the_bounds_of_the_item() -> None:
    """The check knows them (範囲); whoever draws the table later does not."""
    case = with_rows("| 1000円以下 || a | - | - |\n").submit(amount=5)
    assert case.state.drawn["区分"]["扱い"] == "a"


def test_a_value_beyond_the_table_waits_for_an_administrator() -> None:
    case = with_rows("| 1000円以下 || a | - | - |\n").submit(amount=2_000)
    assert len(case.incidents) == 1 and "区分" in case.incidents[0]


def test_a_table_that_cannot_be_read_waits_for_an_administrator() -> None:
    case = with_rows("| 5円 || a |\n").submit(amount=5)
    assert case.incidents == ["決定表「区分」を読めません。"]
    case.settle("skip")
    assert case.waiting == ["金額の確認"]


def test_a_changed_value_goes_back_to_the_table_and_what_followed_is_redone() -> None:
    case = trial().submit(amount=50)
    case.press("金額の確認", "checked", amount=5_000)
    assert case.state.drawn["区分"]["扱い"] == "高額"
    assert case.waiting == ["金額の確認"]
    assert case.void == ["金額の確認"]
    case.press("金額の確認", "checked", amount=5_000)
    assert case.waiting == ["高額の手続"]


def test_a_change_that_gives_the_same_answers_goes_on() -> None:
    case = trial().submit(amount=50)
    case.press("金額の確認", "checked", amount=60)
    assert case.state.outcome == "済み"


def test_the_answers_are_kept_in_the_state() -> None:
    state = trial().submit(amount=500).state
    assert CaseState.from_bytes(state.to_bytes()).drawn == state.drawn


def test_a_case_that_goes_back_and_forth_is_sound() -> None:
    case = trial().submit(amount=50)
    for amount in (5_000, 50, 5_000):
        played = case.attempt("金額の確認", "checked", amount=amount)
        assert isinstance(played, CarriedOut)
        assert violations(case.program, case.state) == ()
