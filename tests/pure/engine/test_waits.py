"""先着 and になるまで: the first thing that comes decides the way, a condition is read again after every command."""

from tests.support.trial import APPLY, Trial
from workflow.engine.values import Span

FIRST = """
  - 先着: どちらか
    場合:
      - {知らせ: 機器.完了, 手順: [{入力: 届いた, 担当: 人事課}]}
      - {期間: 3日, 手順: [{入力: 来なかった, 担当: 人事課}]}
      - {日時: 期日 ?? 2030-01-01T09:00, 手順: [{入力: 期日が来た, 担当: 人事課}]}
  - 終了: 済み
"""


def waiting() -> Trial:
    return Trial.of(APPLY + FIRST).submit(title="椅子")


def test_the_message_decides_when_it_comes_first() -> None:
    case = waiting()
    case.simulation.receive("機器.完了", case.state.number)

    assert case.waiting == ["届いた"]
    assert (case.state.timers, case.state.subscriptions) == ({}, {})


def test_the_time_decides_when_nothing_comes_before() -> None:
    case = waiting()
    case.simulation.elapse(Span(3, "days"))

    assert case.waiting == ["来なかった"]
    assert (case.state.timers, case.state.subscriptions) == ({}, {})


def test_an_instant_that_is_past_has_come_already() -> None:
    case = Trial.of(APPLY + FIRST).submit(title="椅子", day="2026-05-10T09:00:00+09:00")

    assert case.waiting == ["期日が来た"]


def test_a_message_that_was_kept_is_taken_once() -> None:
    case = Trial.of(APPLY + FIRST)
    case.simulation.receive("機器.完了", case.simulation.number)
    case.submit(title="椅子")

    assert case.waiting == ["届いた"]
    assert case.simulation.kept == []


UNTIL = """
  - 並行: 並行
    枝:
      - 名前: 甲
        手順:
          - {待機: 額が決まるまで, になるまで: 金額 >= 100円, 期限: 30日}
      - 名前: 乙
        手順:
          - {入力: 額の記入, 担当: 人事課, 編集項目: [金額]}
          - {入力: 額の確かめ, 担当: 人事課, 編集項目: [金額]}
  - 終了: 済み
"""


def test_a_case_waits_until_a_condition_holds_and_goes_on_as_soon_as_it_does() -> None:
    case = Trial.of(APPLY + UNTIL).submit(title="椅子")
    assert sorted(case.waiting) == ["額が決まるまで", "額の記入"]

    case.press("額の記入", "done", amount="99円")
    assert sorted(case.waiting) == ["額が決まるまで", "額の確かめ"]

    case.press("額の確かめ", "done", amount="100円")
    assert case.state.outcome == "済み"
