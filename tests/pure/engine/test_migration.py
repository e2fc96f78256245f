"""移行: what becomes of a running case when its procedure has a new version."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from forms.spec import ItemSpec, SectionSpec
from tests.support.trial import APPLY, MONDAY, TABLES, Trial
from tests.support.versions import codes, move, moved, plan_to, verdict, version
from workflow.engine.migration_plan import lost_steps
from workflow.engine.migration_verdict import is_untouched
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.program import Program
from workflow.engine.values import Span

TWO = """
  - 審査: 審査
    担当: 人事課
    期限: 1営業日
  - 承認: 承認
    担当: 人事課
    差戻し先: [申請, 審査]
  - 終了: 済み
"""
LATER = """
  - 確認: 下見
    担当: 人事課
  - 審査: 審査
    担当: 人事課
    期限: 3営業日
    催促: 1時間ごと
  - 承認: 承認
    担当: 人事課
    差戻し先: [申請, 審査]
  - 終了: 済み
"""


def at_the_first_step(steps: str = TWO) -> Trial:
    return Trial.of(APPLY + steps).submit(title="椅子")


# --- as it is -------------------------------------------------------------------------------------


def test_a_case_whose_step_is_there_goes_on_where_it_is_and_makes_up_for_nothing() -> None:
    trial = at_the_first_step()
    task = trial.task("審査").id

    assert verdict(trial, version(LATER)).kind == "as_is"
    moved(trial, version(LATER))

    assert (trial.waiting, trial.task("審査").id) == (["審査"], task)
    trial.press("審査", "proper")
    trial.press("承認", "approve")
    assert trial.state.outcome == "済み"


def test_a_deadline_is_counted_again_from_when_the_work_was_opened() -> None:
    trial = at_the_first_step()
    trial.simulation.elapse(Span(2, "hours"))

    moved(trial, version(LATER.replace("期限: 3営業日", "期限: 7時間")))

    task = trial.task("審査")
    assert task.opened_at == MONDAY
    assert task.due_at == MONDAY + timedelta(hours=7)
    assert [timer.kind for timer in trial.state.timers.values()] == ["remind"]


def test_reminders_go_on_under_a_new_name() -> None:
    old = TWO.replace("期限: 1営業日", "期限: 1営業日\n    催促: 1時間ごと")
    trial = at_the_first_step(old)
    renamed = old.replace("審査: 審査", "審査: 書類審査\n    旧名: 審査").replace("[申請, 審査]", "[申請, 書類審査]")

    moved(trial, version(renamed))
    trial.simulation.elapse(Span(150, "minutes"))

    assert trial.reminders == 2


BLOCK = """
  - まとまり: 調べ
    期限: 1営業日
    期限切れ: {そのとき: 残す, 手順: [{通知: 遅れ, 宛先: 人事課, 文面: 遅れています。}]}
    手順:
      - {審査: 審査, 担当: 人事課}
  - 終了: 済み
"""


def test_a_clock_that_nothing_minds_any_more_stops() -> None:
    trial = at_the_first_step(BLOCK)
    assert len(trial.state.timers) == 1

    silent = "".join(line for line in BLOCK.splitlines(keepends=True) if not line.startswith("    期限"))
    moved(trial, version(silent))

    assert trial.state.timers == {}


def test_a_deadline_that_is_gone_is_none_any_more() -> None:
    trial = at_the_first_step()

    moved(trial, version(TWO.replace("    期限: 1営業日\n", "")))

    assert trial.task("審査").due_at is None


def test_a_case_that_was_sent_back_over_a_step_that_is_gone_still_goes_on() -> None:
    trial = at_the_first_step(LATER)
    trial.press("下見", "checked")
    trial.press("審査", "proper")

    state = moved(trial, version(TWO))

    assert list(state.gone.values()) == ["下見"]
    trial.press("承認", "send_back", to="申請")
    trial.press("申請", "submit")
    assert trial.waiting == ["審査"]


def test_a_renamed_step_keeps_its_cases_when_it_says_what_it_was_called() -> None:
    trial = at_the_first_step()
    renamed = TWO.replace("審査: 審査", "審査: 書類審査\n    旧名: 審査").replace("[申請, 審査]", "[申請, 書類審査]")
    task = trial.task("審査").id

    moved(trial, version(renamed))

    assert (trial.waiting, trial.task("書類審査").id) == (["書類審査"], task)


def test_branches_under_way_are_joined_as_they_were_begun() -> None:
    block = """
  - 並行: 回付
    枝:
      - {名前: 甲, 手順: [{審査: 甲の審査, 担当: 人事課}]}
      - {名前: 乙, 手順: [{審査: 乙の審査, 担当: 人事課}]}
"""
    more = block + "      - {名前: 丙, 手順: [{審査: 丙の審査, 担当: 人事課}]}\n"
    end = "  - 終了: 済み\n"
    trial = Trial.of(APPLY + block + end).submit()
    trial.press("甲の審査", "proper")

    moved(trial, version(more + end))

    trial.press("乙の審査", "proper")
    assert trial.state.status == "ended"


def test_what_a_call_did_can_still_be_undone() -> None:
    call = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
    差戻し時: 取消
    取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
"""
    trial = Trial.of(APPLY + call + TWO).submit()
    trial.answer(番号="7")

    moved(trial, version(call + LATER))
    trial.press("審査", "send_back", to="申請")

    assert trial.called[-1].startswith("機器.取消")


def test_an_act_from_before_is_not_taken_back_afterwards() -> None:
    trial = at_the_first_step()
    assert trial.state.recalls

    assert moved(trial, version(LATER)).recalls == []


# --- by hand --------------------------------------------------------------------------------------


def test_a_case_whose_step_is_gone_needs_a_map_and_enters_the_step_it_leads_to() -> None:
    trial = at_the_first_step(LATER)
    old = trial.task("下見").id

    found = verdict(trial, version(TWO))
    assert (found.kind, codes(found)) == ("needs_map", ["step_gone"])
    assert found.reasons[0].text.ja == "「下見」で止まっていますが、新しい版にありません。"

    assert verdict(trial, version(TWO), 下見="審査").kind == "as_is"
    moved(trial, version(TWO), 下見="審査")
    assert trial.waiting == ["審査"]
    assert old not in trial.state.tasks
    trial.press("審査", "proper")
    trial.press("承認", "approve")
    assert trial.state.status == "ended"


def test_a_step_of_another_kind_is_another_step() -> None:
    trial = at_the_first_step()

    found = verdict(trial, version(TWO.replace("審査: 審査", "確認: 審査")))

    assert (found.kind, codes(found)) == ("needs_map", ["kind_changed"])


def test_a_step_that_moved_into_a_branch_stands_elsewhere() -> None:
    inside = """
  - 並行: 回付
    枝:
      - {名前: 甲, 手順: [{審査: 審査, 担当: 人事課}]}
      - {名前: 乙, 手順: [{確認: 確認, 担当: 人事課}]}
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    found = verdict(at_the_first_step(), version(inside))

    assert codes(found) == ["chain_changed"]


def test_an_incident_at_a_step_that_is_gone_is_left_with_it() -> None:
    trial = Trial.of(APPLY + LATER)
    trial.unassignable.add("下見")
    trial.submit()
    assert trial.incidents

    moved(trial, version(TWO), 下見="審査")

    assert (trial.state.incidents, trial.waiting) == ({}, ["審査"])


# --- stays ----------------------------------------------------------------------------------------


def test_an_answer_whose_item_is_gone_keeps_the_case_where_it_is() -> None:
    trial = at_the_first_step()
    program = version(TWO)
    parts = tuple(part for part in program.form.parts if getattr(part, "key", "") != "title")

    found = verdict(trial, _with_form(program, parts))

    assert (found.kind, codes(found)) == ("stays", ["item_gone"])


def test_an_answer_that_does_not_fit_its_item_any_more_keeps_the_case_where_it_is() -> None:
    trial = at_the_first_step()
    program = version(TWO)
    parts = tuple(
        replace(part, type="yen") if getattr(part, "key", "") == "title" else part for part in program.form.parts
    )

    assert codes(verdict(trial, _with_form(program, parts))) == ["item_changed"]


def _with_form(program: Program, parts: tuple[SectionSpec | ItemSpec, ...]) -> Program:
    return replace(program, form=replace(program.form, parts=parts))


def test_an_answer_goes_with_an_item_that_says_what_it_was_called() -> None:
    trial = at_the_first_step()
    program = version(TWO)
    parts = tuple(
        replace(part, key="subject", formerly=("title",)) if getattr(part, "key", "") == "title" else part
        for part in program.form.parts
    )

    state = moved(trial, _with_form(program, parts))

    assert state.answers["subject"] == "椅子"
    assert "title" not in state.answers


CALL = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
    取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
    変わったら: そのまま
"""


def test_a_case_that_waits_for_an_answer_stays_until_it_came() -> None:
    trial = Trial.of(APPLY + CALL + TWO).submit()

    found = verdict(trial, version(TWO), 登録="審査")

    assert (found.kind, codes(found)) == ("stays", ["step_gone"])


REPLIED = """
  - 連携: 変更
    呼出: 機器.変更
    送る: {件名: 案件番号}
    受取る: {番号: 番号}
    応答: 後で
"""


def test_a_case_that_a_system_answers_later_stays_until_the_message_came() -> None:
    trial = Trial.of(APPLY + REPLIED + TWO).submit()
    trial.answer()
    assert (trial.waiting, len(trial.state.subscriptions)) == (["変更"], 1)

    found = verdict(trial, version(TWO), 変更="審査")

    assert (found.kind, codes(found)) == ("stays", ["step_gone"])


def test_a_case_that_is_answered_later_can_be_moved_while_it_waits() -> None:
    trial = Trial.of(APPLY + REPLIED + TWO).submit()
    trial.answer()

    moved(trial, version(REPLIED + LATER))
    trial.simulation.receive("機器.完了", "2026-000001", {"番号": "7"})

    assert (trial.waiting, trial.state.answers["number"]) == (["下見"], "7")


def test_a_call_that_may_have_to_be_undone_keeps_its_case() -> None:
    trial = Trial.of(APPLY + CALL + TWO).submit()
    trial.answer(番号="7")

    assert codes(verdict(trial, version(TWO))) == ["call_gone"]


# --- once, whole, and never half ------------------------------------------------------------------


def test_a_case_is_moved_once() -> None:
    trial = at_the_first_step()
    plan = plan_to(trial.simulation, version(LATER))
    move(trial.simulation, plan)

    assert isinstance(move(trial.simulation, plan), TooLate)


def test_a_move_that_would_leave_the_case_without_a_place_is_refused() -> None:
    trial = at_the_first_step(LATER)
    before = trial.state.to_bytes()

    assert isinstance(move(trial.simulation, plan_to(trial.simulation, version(TWO))), Refused)
    assert trial.state.to_bytes() == before


def test_a_state_that_is_not_sound_afterwards_is_refused_whatever_was_judged() -> None:
    rows = """
  - 連携: 取込
    呼出: 機器.一覧
    送る: {件名: 件名}
    受取る: {明細: 明細}
    差戻し時: もう一度
  - 全件: 一件ずつ
    対象: 明細
    同時: 2
    手順:
      - {入力: 一件, 担当: 人事課}
  - 終了: 済み
"""
    trial = Trial.of(APPLY + rows, TABLES).submit()
    trial.answer(明細=[{"番号": f"N{number}"} for number in range(4)])
    more_at_once = version(rows.replace("同時: 2", "同時: 3"), TABLES)

    assert codes(verdict(trial, more_at_once))[0] == "block_changed"
    assert isinstance(move(trial.simulation, plan_to(trial.simulation, more_at_once)), Refused)


@pytest.mark.parametrize(("acts", "untouched"), [(0, True), (1, False)])
def test_a_case_is_untouched_until_somebody_did_something(acts: int, untouched: bool) -> None:
    trial = at_the_first_step()
    for _ in range(acts):
        trial.press("審査", "proper")

    assert is_untouched(trial.state) is untouched


def test_a_step_that_lost_its_identity_is_told() -> None:
    renamed = TWO.replace("審査: 審査", "審査: 書類審査").replace("[申請, 審査]", "[申請, 書類審査]")
    told = renamed.replace("審査: 書類審査", "審査: 書類審査\n    旧名: 審査")

    assert [node.step for node in lost_steps(version(TWO), version(renamed))] == ["審査"]
    assert list(lost_steps(version(TWO), version(told))) == []
