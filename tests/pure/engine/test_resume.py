"""再開: a case that was sent back goes through the steps again, or straight back to who sent it."""

import pytest
from msgspec import structs

from tests.support.trial import APPLY, CLERK, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import CompleteUserTask, PullBack
from workflow.engine.invariants import violations
from workflow.engine.resume import in_the_way, may_return
from workflow.engine.state import CaseState, Json

THREE = """
  - 審議: 審議
    担当: 人事課
  - 審査: 審査
    担当: 人事課
    差戻し先: 申請
  - 承認: 承認
    担当: 人事課
    差戻し先: [申請, 審議]
    再開: {resume}
  - 終了: 済み
"""


def before_the_approval(resume: str = "差戻し元へ", between: str = "") -> Trial:
    first, second = THREE.format(resume=resume).split("  - 承認", 1)
    trial = Trial.of(APPLY + first + between + "  - 承認" + second).submit(title="椅子")
    trial.press("審議", "no_objection")
    trial.press("審査", "proper")
    return trial


def counted(trial: Trial) -> list[str]:
    nodes = trial.program.by_id
    return [nodes[passed.node].step for passed in trial.state.passed if not passed.void]


def test_what_is_unchanged_comes_straight_back_and_the_acts_between_count_again() -> None:
    trial = before_the_approval()
    trial.press("承認", "send_back", to="申請")
    assert trial.waiting == ["申請"]

    trial.press("申請", "submit", title="椅子")

    assert trial.waiting == ["承認"]
    assert counted(trial) == ["審議", "審査", "申請"]
    trial.press("承認", "approve")
    assert trial.state.outcome == "済み"


def test_a_change_sends_it_through_the_steps_again() -> None:
    trial = before_the_approval()
    trial.press("承認", "send_back", to="申請")

    trial.press("申請", "submit", title="机")

    assert trial.waiting == ["審議"]
    assert counted(trial) == ["申請"]


@pytest.mark.parametrize(
    ("fare", "at", "then"),
    [("300", "2026-05-12T09:00", "承認"), ("400", "2026-05-11T09:00", "審議")],
    ids=["the instant", "the fare"],
)
def test_what_the_look_up_of_a_row_found_is_a_change_but_not_when_it_was_found(fare: str, at: str, then: str) -> None:
    def leg(fare: str, at: str) -> list[dict[str, Json]]:
        return [{"fare": fare, "fare:lookup": {"from": "運賃表", "at": at}}]

    trial = before_the_approval()
    trial.state.answers["legs"] = leg("300", "2026-05-11T09:00")
    trial.press("承認", "send_back", to="申請")

    answers = trial.state.answers | {"legs": leg(fare, at)}
    trial.simulation.carry_out(
        CompleteUserTask(task=trial.task("申請").id, verdict="submit", actor=CLERK, answers=answers)
    )

    assert trial.waiting == [then]


@pytest.mark.parametrize(
    ("resume", "chosen", "then"),
    [
        ("順に", "to_sender", "審議"),
        ("送り主が選ぶ", "", "審議"),
        ("送り主が選ぶ", "to_sender", "承認"),
    ],
)
def test_the_sender_chooses_where_the_definition_lets_him(resume: str, chosen: str, then: str) -> None:
    trial = before_the_approval(resume)
    task = trial.task("承認").id
    sent = trial.simulation.act(
        task, "send_back", CLERK, comment="理由", send_back_to=trial.node("申請"), resume=chosen
    )
    assert isinstance(sent, CarriedOut)

    trial.press("申請", "submit", title="椅子")

    assert trial.waiting == [then]


def test_two_send_backs_one_after_the_other_come_back_the_same_way() -> None:
    steps = THREE.format(resume="差戻し元へ").replace("差戻し先: 申請\n", "差戻し先: 申請\n    再開: 差戻し元へ\n")
    trial = Trial.of(APPLY + steps.replace("[申請, 審議]", "[申請, 審査]")).submit(title="椅子")
    trial.press("審議", "no_objection")
    trial.press("審査", "proper")
    trial.press("承認", "send_back", to="審査")
    trial.press("審査", "send_back", to="申請")

    trial.press("申請", "submit", title="椅子")
    assert trial.waiting == ["審査"]
    trial.press("審査", "proper")

    assert trial.waiting == ["承認"]
    assert trial.state.returns == []


def test_nothing_comes_straight_back_past_a_step_that_nobody_redid() -> None:
    trial = before_the_approval()
    trial.skipped.add("審議")
    trial.press("承認", "send_back", to="審議")

    assert trial.waiting == ["審査"]
    assert trial.state.returns == []


CALL = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {{氏名: 申請者.氏名}}
    受取る: {{番号: 番号}}
    差戻し時: {how}
"""


def test_a_call_that_is_kept_is_not_made_again() -> None:
    trial = before_the_approval(between=CALL.format(how="維持\n    変わったら: そのまま"))
    trial.answer(番号="1")
    trial.press("承認", "send_back", to="申請")

    trial.press("申請", "submit", title="椅子")

    assert trial.waiting == ["承認"]
    (call,) = trial.state.calls.values()
    assert (call.status, call.kept) == ("done", False)


def test_a_call_that_is_made_again_is_in_the_way() -> None:
    trial = before_the_approval("順に", CALL.format(how="もう一度"))
    trial.answer(番号="1")

    obstacle = in_the_way(trial.program, trial.node("承認"), trial.node("申請"))
    assert obstacle is not None
    assert obstacle.step == "登録"
    by_choice = structs.replace(trial.simulation.machine.user_node(trial.node("承認")), resume="sender_chooses")
    assert not may_return(trial.program, by_choice, trial.node("申請"))


def test_the_state_is_sound_and_reads_back_on_the_whole_way() -> None:
    trial = before_the_approval()
    trial.press("承認", "send_back", to="申請")
    assert CaseState.from_bytes(trial.state.to_bytes()) == trial.state

    trial.press("申請", "submit", title="椅子")

    assert violations(trial.program, trial.state) == ()


def test_taking_the_resubmission_back_makes_the_acts_between_void_again() -> None:
    trial = before_the_approval()
    trial.press("承認", "send_back", to="申請")
    trial.press("申請", "submit", title="椅子")
    recall = trial.state.recalls[-1]

    trial.simulation.carry_out(PullBack(recall=recall.id, actor=recall.actor))

    assert trial.waiting == ["申請"]
    assert counted(trial) == []
    trial.press("申請", "submit", title="椅子")
    assert trial.waiting == ["承認"]
