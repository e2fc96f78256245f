"""引戻し: who acted takes it back, as long as nobody has acted on what came of it."""

from tests.support.trial import APPLY, CLERK, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import ProgressUserTask, PullBack
from workflow.engine.effects import CallSystem, DropCall
from workflow.engine.invariants import violations
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.recall import recall_of
from workflow.engine.simulate import Played
from workflow.engine.state import Actor

STEPS = (
    APPLY
    + """
  - 確認: 一
    担当: 人事課
  - 並行: 並行
    枝:
      - {名前: 甲, 手順: [{確認: 甲, 担当: 人事課}, {確認: 甲の後, 担当: 人事課, 差戻し先: [甲, 一]}]}
      - {名前: 乙, 手順: [{確認: 乙, 担当: 人事課}]}
  - 連携: 登録
    呼出: 機器.変更
    送る: {件名: 件名}
    変わったら: そのまま
  - 承認: 最後
    担当: 人事課
    差戻し先: [申請, 一, 甲]
  - 終了: 済み
"""
)


def at_the_branches() -> Trial:
    trial = Trial.of(STEPS).submit(title="椅子")
    trial.press("一", "checked")
    return trial


def take_back(trial: Trial, person: str = "taro", *, sent: bool = False) -> Played:
    recall = recall_of(trial.state, person) or recall_of(trial.state, CLERK.person)
    unsent = () if sent else tuple(call.key for call in trial.simulation.calls)
    return trial.simulation.carry_out(
        PullBack(recall=recall.id if recall else "", actor=Actor(person=person, unit="hr"), unsent=unsent)
    )


def test_the_work_is_open_again_and_what_came_of_it_is_gone() -> None:
    trial = at_the_branches()

    assert isinstance(take_back(trial), CarriedOut)
    assert trial.waiting == ["一"]
    assert [scope.group for scope in trial.state.scopes.values()] == [""]
    trial.press("一", "checked")
    assert sorted(trial.waiting) == ["乙", "甲"]


def test_the_round_does_not_change_and_only_the_act_itself_does_not_count() -> None:
    trial = at_the_branches()
    take_back(trial)

    assert trial.state.round == 1
    assert trial.void == ["一"]


def test_once_somebody_has_acted_on_it_it_is_too_late() -> None:
    trial = at_the_branches()
    trial.press("乙", "checked")
    take_back(trial)  # 乙 is taken back, which is the last act of the same person
    assert isinstance(take_back(trial), TooLate)
    assert sorted(trial.waiting) == ["乙", "甲"]


def test_once_one_of_several_has_done_his_part_of_what_followed_it_is_too_late() -> None:
    trial = at_the_branches()
    recall = recall_of(trial.state, CLERK.person)
    assert recall is not None

    trial.simulation.carry_out(
        ProgressUserTask(task=trial.task("甲").id, route={"acts": ["jiro"]}, actor=Actor(person="jiro", unit="hr"))
    )

    taken = trial.simulation.carry_out(PullBack(recall=recall.id, actor=CLERK))
    assert isinstance(taken, TooLate)
    assert sorted(trial.waiting) == ["乙", "甲"]


def test_only_who_acted_can_take_it_back() -> None:
    trial = at_the_branches()

    assert isinstance(take_back(trial, "jiro"), Refused)


def test_nobody_takes_back_what_was_taken_back() -> None:
    trial = at_the_branches()
    take_back(trial)

    assert recall_of(trial.state, "taro") is None


def test_a_branch_that_was_done_is_open_again_while_the_others_run() -> None:
    trial = at_the_branches()
    trial.press("乙", "checked")
    take_back(trial)

    (block,) = [scope for scope in trial.state.scopes.values() if scope.need]
    assert (block.need, block.got) == (2, 0)


def test_the_last_branch_is_taken_back_and_with_it_the_call_nobody_has_sent() -> None:
    trial = at_the_branches()
    trial.press("乙", "checked")
    trial.press("甲", "checked")
    trial.press("甲の後", "checked")
    assert trial.waiting == ["登録"]

    assert isinstance(take_back(trial), CarriedOut)
    assert trial.waiting == ["甲の後"]
    made = [effect.key for effect in trial.simulation.effects if isinstance(effect, CallSystem)]
    dropped = [effect.key for effect in trial.simulation.effects if isinstance(effect, DropCall)]
    assert made == dropped
    assert trial.state.calls == {}


def test_a_call_that_is_on_its_way_and_cannot_be_undone_makes_it_too_late() -> None:
    trial = at_the_branches()
    for step in ("乙", "甲", "甲の後"):
        trial.press(step, "checked")

    assert isinstance(take_back(trial, sent=True), TooLate)


def test_a_send_back_is_taken_back_and_the_verdicts_count_again() -> None:
    trial = at_the_branches()
    for step in ("乙", "甲", "甲の後"):
        trial.press(step, "checked")
    trial.answer()
    trial.press("最後", "send_back", to="甲")
    assert trial.void == ["甲", "甲の後", "最後"]

    assert isinstance(take_back(trial), CarriedOut)
    assert trial.waiting == ["最後"]
    assert trial.void == ["最後"]
    trial.press("最後", "approve")
    assert trial.state.outcome == "済み"


def test_a_send_back_out_of_a_branch_is_taken_back_with_all_branches() -> None:
    trial = at_the_branches()
    trial.press("甲", "checked")
    trial.press("甲の後", "send_back", to="一")
    assert trial.waiting == ["一"]

    take_back(trial)

    assert sorted(trial.waiting) == ["乙", "甲の後"]


def test_the_applicant_takes_the_application_back() -> None:
    trial = Trial.of(STEPS).submit(title="椅子")
    take_back(trial, "hanako")

    assert trial.waiting == ["申請"]
    trial.press("申請", "submit", title="机")
    assert trial.waiting == ["一"]


def test_a_call_on_its_way_is_undone_when_it_answers_and_moves_nothing() -> None:
    steps = STEPS.replace("変わったら: そのまま", "差戻し時: 取消\n    取消時: {呼出: 機器.解除, 送る: {件名: 件名}}")
    trial = Trial.of(steps).submit(title="椅子")
    for step in ("一", "乙", "甲", "甲の後"):
        trial.press(step, "checked")

    assert isinstance(take_back(trial, sent=True), CarriedOut)
    trial.answer()

    assert trial.waiting == ["甲の後"]
    assert trial.called == ["機器.変更", "機器.解除"]


WITH_A_CALL = (
    APPLY
    + """
  - 並行: 並行
    枝:
      - 名前: 甲
        手順:
          - 連携: 登録
            呼出: 機器.変更
            送る: {件名: 件名}
            差戻し時: 取消
            取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
      - {名前: 乙, 手順: [{確認: 乙, 担当: 人事課, 差戻し先: [申請]}]}
  - 終了: 済み
"""
)


def test_a_send_back_that_gave_up_a_call_is_taken_back_while_the_call_is_on_its_way() -> None:
    trial = Trial.of(WITH_A_CALL).submit(title="椅子")
    trial.press("乙", "send_back", to="申請")

    assert isinstance(take_back(trial, sent=True), CarriedOut)
    assert sorted(trial.waiting) == ["乙", "登録"]


def test_once_the_call_that_was_given_up_has_answered_and_is_undone_it_is_too_late() -> None:
    """Else its branch would wait again for an answer that has come, and be undone a second time."""
    trial = Trial.of(WITH_A_CALL).submit(title="椅子")
    trial.press("乙", "send_back", to="申請")
    trial.answer()
    assert trial.called == ["機器.変更", "機器.解除"]

    assert isinstance(take_back(trial, sent=True), TooLate)
    assert trial.waiting == ["申請"]


def test_an_application_that_began_a_block_at_once_is_taken_back_with_the_block() -> None:
    trial = Trial.of(
        APPLY
        + """
  - 並行: 並行
    枝:
      - {名前: 甲, 手順: [{確認: 甲, 担当: 人事課}]}
      - {名前: 乙, 手順: [{確認: 乙, 担当: 人事課}]}
  - 終了: 済み
"""
    ).submit(title="椅子")

    assert isinstance(take_back(trial, trial.state.parties.applicant), CarriedOut)

    assert [scope.group for scope in trial.state.scopes.values()] == [""]
    assert violations(trial.simulation.machine.program, trial.state) == ()
