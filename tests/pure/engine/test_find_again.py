"""The people of open work looked for again: clocks run on, nobody is an incident, and an administrator may name one."""

from tests.support.trial import ADMINISTRATOR, APPLY, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import FindAgain, SettleIncident
from workflow.engine.effects import OpenTask
from workflow.engine.outcome import TooLate


def a_trial() -> Trial:
    return Trial.of(APPLY + "  - 確認: 確認\n    担当: 人事課\n  - 終了: 済み\n").submit()


def again(trial: Trial) -> object:
    return trial.simulation.carry_out(FindAgain(task=trial.task("確認").id))


def test_the_task_stays_the_same_and_so_do_its_clocks() -> None:
    trial = a_trial()
    task, timers = trial.task("確認"), dict(trial.state.timers)

    done = again(trial)

    assert isinstance(done, CarriedOut)
    assert [effect.again for effect in done.effects if isinstance(effect, OpenTask)] == [True]
    assert trial.task("確認").id == task.id
    assert trial.state.timers == timers


def test_nobody_found_is_an_incident_and_naming_somebody_opens_the_work_for_him() -> None:
    trial = a_trial()
    trial.unassignable.add("確認")
    again(trial)
    (incident,) = trial.state.incidents.values()
    trial.unassignable.clear()

    done = trial.simulation.carry_out(
        SettleIncident(incident=incident.id, action="name", person="jiro", actor=ADMINISTRATOR, comment="理由")
    )

    assert isinstance(done, CarriedOut), done
    assert [effect.named for effect in done.effects if isinstance(effect, OpenTask)] == ["jiro"]
    assert not trial.state.incidents


def test_a_task_that_is_gone_is_too_late() -> None:
    trial = a_trial()
    task = trial.task("確認").id
    trial.press("確認", "checked")

    assert isinstance(trial.simulation.carry_out(FindAgain(task=task)), TooLate)
