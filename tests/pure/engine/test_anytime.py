"""What is raised at any time runs beside the case, by itself, and after its end as long as the definition says."""

from datetime import timedelta

from tests.support.trial import CLERK, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.effects import CallSystem, Notify, RaiseEnded
from workflow.engine.invariants import violations
from workflow.engine.outcome import TooLate
from workflow.engine.simulate import Played

FLOW = """
  - 申請: 申請
    担当: 申請者
  - 確認: 点検
    担当: 人事課
    期限: 1営業日
    差戻し先: 申請
  - 終了: 済み
"""
REPORT = """いつでも:
  - 届: 変更届
    できる人: 人事課
    項目:
      - {項目: 名義, id: holder, 型: 文字, 必須: はい}
    {HEADINGS}手順:
      - 確認: 変更の確認
        担当: 人事課
        期限: 1営業日
      - 承認: 変更の承認
        担当: 人事課の課長
        期限: 1営業日
        差戻し先: 変更の確認
      - 連携: 変更の登録
        呼出: 機器.登録
        送る: {氏名: 届.名義}
        受取る: {番号: 番号}
        やめた時: 維持
      - 通知: 変更の案内
        宛先: 人事課
        文面: "{届.名義}に変えました。"
"""
MANY, LATER = "同時: 何件でも\n    ", "完結後: 90日\n    "
MESSAGE = """いつでも:
  - 知らせ: 機器.完了
    手順:
      - 入力: 完了の記録
        担当: 人事課
        期限: 1営業日
"""


def trial(headings: str = "", flow: str = FLOW) -> Trial:
    return Trial.of(flow, REPORT.replace("{HEADINGS}", headings))


def file(case: Trial, holder: str = "花子") -> Played:
    return case.simulation.raise_report("変更届", CLERK, {"holder": holder})


def tasks(case: Trial) -> list[str]:
    nodes = case.program.by_id
    return [nodes[task.node].step for task in case.state.tasks.values()]


def press_first(case: Trial, step: str, verdict: str) -> None:
    """Act on the oldest work of a step that several reports have reached."""
    node = case.node(step)
    task = next(task.id for task in case.state.tasks.values() if task.node == node)
    assert isinstance(case.simulation.act(task, verdict, CLERK, comment="理由"), CarriedOut)


def test_a_report_runs_beside_the_case_and_reads_what_it_says() -> None:
    case = trial()
    case.submit()

    file(case, "次郎")
    assert tasks(case) == ["点検", "変更の確認"]
    case.press("変更の確認", "checked")
    case.press("変更の承認", "approve")
    case.answer(番号="7")

    calls = [effect.payload for effect in case.simulation.effects if isinstance(effect, CallSystem)]
    texts = [effect.text for effect in case.simulation.effects if isinstance(effect, Notify)]
    assert (calls, texts) == ([{"氏名": "次郎"}], ["次郎に変えました。"])
    assert tasks(case) == ["点検"]
    assert case.state.answers["number"] == "7"
    assert RaiseEnded(name="変更届", outcome="") in case.simulation.effects


def test_what_a_report_leaves_out_is_refused_like_an_application() -> None:
    case = trial()
    case.submit()

    assert not isinstance(file(case, ""), CarriedOut)
    assert tasks(case) == ["点検"]


def test_one_at_a_time_means_that_the_second_has_to_wait() -> None:
    case = trial()
    case.submit()

    assert isinstance(file(case), CarriedOut)
    assert isinstance(file(case), TooLate)
    case.press("変更の確認", "checked")
    case.press("変更の承認", "reject")
    assert isinstance(file(case), CarriedOut)


def test_several_reports_do_not_know_each_other() -> None:
    case = trial(MANY)
    case.submit()
    file(case, "一郎")
    file(case, "二郎")

    for _ in range(2):
        press_first(case, "変更の確認", "checked")
    press_first(case, "変更の承認", "send_back")

    assert sorted(tasks(case)) == sorted(["点検", "変更の確認", "変更の承認"])
    assert case.state.round == 1
    assert sorted(scope.round for scope in case.state.scopes.values()) == [1, 1, 2]
    void = [passed.void for passed in case.state.passed if case.program.by_id[passed.node].step == "変更の確認"]
    assert sorted(void) == [False, True]
    assert violations(case.program, case.state) == ()


def test_a_send_back_in_the_case_leaves_reports_alone() -> None:
    case = trial()
    case.submit()
    file(case)

    case.press("点検", "send_back")

    assert sorted(tasks(case)) == sorted(["申請", "変更の確認"])


def test_rejecting_a_report_ends_the_report_and_not_the_case() -> None:
    case = trial()
    case.submit()
    file(case)
    case.press("変更の確認", "checked")

    case.press("変更の承認", "reject")

    assert (case.state.status, tasks(case)) == ("open", ["点検"])
    assert RaiseEnded(name="変更届", outcome="却下") in case.simulation.effects


def test_a_report_stops_with_the_case_unless_it_may_come_after_the_end() -> None:
    case = trial()
    case.submit()
    file(case)

    case.press("点検", "checked")

    assert (case.state.outcome, tasks(case)) == ("済み", [])
    assert isinstance(file(case), TooLate)
    assert violations(case.program, case.state) == ()


def test_after_the_end_a_report_is_taken_and_carried_through_for_a_time() -> None:
    case = trial(LATER)
    case.submit()
    file(case)
    case.press("点検", "checked")
    assert tasks(case) == ["変更の確認"]

    case.press("変更の確認", "checked")
    case.press("変更の承認", "approve")
    case.answer(番号="7")
    assert (case.state.status, case.state.outcome, case.state.scopes) == ("ended", "済み", {})
    assert isinstance(file(case), CarriedOut)
    assert violations(case.program, case.state) == ()
    case.press("変更の確認", "checked")
    case.press("変更の承認", "reject")

    case.simulation.now += timedelta(days=100)
    assert isinstance(file(case), TooLate)


def test_a_case_that_was_taken_back_takes_no_reports_any_more() -> None:
    more = "取下げ: {できる人: 申請者, いつまで: 済んだ後}\n"
    flow = FLOW.replace("  - 終了: 済み", "  - 入力: 済んだ後\n    担当: 人事課\n    期限: 1営業日\n  - 終了: 済み")
    case = Trial.of(flow, REPORT.replace("{HEADINGS}", LATER) + more)
    case.submit()
    file(case)

    case.simulation.withdraw(CLERK)

    assert (case.state.outcome, tasks(case)) == ("取下げ", [])
    assert isinstance(file(case), TooLate)


def test_a_message_starts_its_steps_and_the_next_one_waits_its_turn() -> None:
    case = Trial.of(FLOW, MESSAGE)
    case.submit()
    number = case.state.number

    assert case.simulation.receive("機器.完了", number, {"番号": "1"}) == "received"
    assert case.simulation.receive("機器.完了", number, {"番号": "2"}) == "kept"
    assert tasks(case) == ["点検", "完了の記録"]
    case.press("完了の記録", "done")

    assert tasks(case) == ["点検", "完了の記録"]
    assert violations(case.program, case.state) == ()
    case.press("点検", "checked")
    assert case.state.subscriptions == {}


def test_an_administrator_may_stop_a_report_that_is_stuck() -> None:
    case = trial()
    case.submit()
    file(case)
    case.press("変更の確認", "checked")
    case.press("変更の承認", "approve")
    case.fail()
    assert len(case.state.incidents) == 1

    case.settle("cancel")

    assert (case.state.status, tasks(case), case.state.incidents) == ("open", ["点検"], {})
