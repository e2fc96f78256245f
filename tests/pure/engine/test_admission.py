"""What a person sent becomes a command, or a refusal that says what to do."""

from msgspec import structs

from tests.support.trial import APPLY, CLERK, PARTIES, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import ProgressUserTask, Start
from workflow.engine.effects import ReviseAnswers
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.simulate import Played
from workflow.engine.state import Actor

STEPS = """
  - 承認: 承認
    担当: 人事課
    編集項目: [{項目: 件名, 必須: はい}]
    できること:
      急ぐ: 進む 仕上げ
      やめる: {する: 終了 不調, 理由: 必須}
  - 入力: 仕上げ
    担当: 人事課
  - 終了: 済み
"""
WARNED = "検査:\n  - {検査: 件名 ≠ 「椅子」, 文: 椅子は足りています。, 扱い: 注意}\n"


def codes(outcome: Played) -> list[str]:
    assert isinstance(outcome, Refused)
    return [objection.code for objection in outcome.objections]


def test_an_answer_that_can_not_be_taken_refuses_the_application_at_its_item() -> None:
    trial = Trial.of(APPLY + STEPS)

    outcome = trial.simulation.submit(PARTIES, {"amount": "たくさん"})

    assert codes(outcome) == ["answer_invalid"]
    assert isinstance(outcome, Refused)
    assert outcome.objections[0].item == "amount"
    assert trial.simulation.state is None


def test_an_item_that_nobody_may_write_here_refuses_the_act() -> None:
    trial = Trial.of(APPLY + STEPS).submit()

    outcome = trial.attempt("承認", "approve", title="机", amount="1円")

    assert codes(outcome) == ["answer_invalid"]


def test_a_step_may_require_an_item_that_the_form_does_not() -> None:
    trial = Trial.of(APPLY + STEPS).submit()

    outcome = trial.attempt("承認", "approve")

    assert codes(outcome) == ["answer_invalid"]
    assert isinstance(outcome, Refused)
    assert "件名" in outcome.objections[0].message.ja


def test_what_is_written_with_a_verdict_that_goes_on_is_kept() -> None:
    trial = Trial.of(APPLY + STEPS).submit()

    trial.press("承認", "急ぐ", title="机")

    assert (trial.waiting, trial.state.answers["title"]) == (["仕上げ"], "机")


def test_rejecting_asks_for_no_answers_and_keeps_none() -> None:
    trial = Trial.of(APPLY + STEPS).submit()

    trial.press("承認", "reject", title="机")

    assert trial.state.answers["title"] is None


def test_a_button_that_wants_a_reason_is_refused_without_one() -> None:
    trial = Trial.of(APPLY + STEPS).submit()

    outcome = trial.simulation.act(trial.task("承認").id, "やめる", CLERK, comment=" ")

    assert codes(outcome) == ["comment_required"]


def test_a_warning_refuses_until_it_is_accepted() -> None:
    trial = Trial.of(APPLY + STEPS, WARNED)

    warned = trial.simulation.submit(PARTIES, {"title": "椅子"})
    accepted = trial.simulation.submit(PARTIES, {"title": "椅子"}, warnings_accepted=True)

    assert codes(warned) == ["warning"]
    assert isinstance(accepted, CarriedOut)


def test_who_typed_the_application_for_another_is_recorded_as_his_proxy() -> None:
    trial = Trial.of(APPLY + STEPS)
    parties = structs.replace(PARTIES, typist="taro", typist_unit="hr", typist_post="課長")

    trial.simulation.submit(parties, {})

    (passed,) = trial.state.passed
    assert passed.actor == Actor(person="taro", unit="hr", post="課長", capacity="proxy", principal="hanako")


def test_an_act_that_does_not_finish_a_step_only_changes_its_route() -> None:
    trial = Trial.of(APPLY + STEPS).submit()
    task = trial.task("承認").id

    trial.simulation.carry_out(ProgressUserTask(task=task, route={"seats": [], "acts": [1]}, actor=CLERK))

    assert trial.state.tasks[task].route == {"seats": [], "acts": [1]}
    assert trial.waiting == ["承認"]


def test_an_act_on_a_step_that_is_over_comes_too_late() -> None:
    trial = Trial.of(APPLY + STEPS).submit()
    task = trial.task("承認").id
    trial.press("承認", "reject")

    outcome = trial.simulation.carry_out(ProgressUserTask(task=task, route={}, actor=Actor(person="taro")))

    assert isinstance(outcome, TooLate)


def test_everything_the_first_step_needs_is_in_the_first_record() -> None:
    trial = Trial.of(APPLY + STEPS).submit(title="机")

    command = trial.simulation.records[0].command

    assert isinstance(command, Start)
    assert command.answers["title"] == "机"
    assert command.parties == PARTIES


def test_answers_are_revised_only_when_one_changed() -> None:
    trial = Trial.of(APPLY + STEPS).submit(title="机")

    trial.press("承認", "急ぐ", title="椅子")
    trial.press("仕上げ", "done")

    revisions = [effect for effect in trial.simulation.effects if isinstance(effect, ReviseAnswers)]
    assert [revision.answers["title"] for revision in revisions] == ["机", "椅子"]
    assert revisions[1].changed == ("title",)
