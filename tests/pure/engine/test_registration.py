"""Every decided case is registered when it ends, by the office's own rule."""

from dataclasses import replace

from forms.source.source import Source
from tests.support.trial import APPLY, CATALOGUE, CLERK, HEAD, Trial
from workflow.definition.catalogue import Offered
from workflow.definition.load import load
from workflow.engine.effects import CallSystem
from workflow.engine.invariants import violations
from workflow.engine.registration import NODE

RECORDS = Offered(
    takes=("案件番号", "件名", "文書番号", "分類", "保存年限", "公開区分", "決定日", "決めた人"),
    requires=("案件番号", "件名"),
    gives=("登録番号",),
    takes_record=True,
    every_decision=True,
)
DOCUMENT = "文書: {分類: 総務-試し, 保存年限: 3年, 公開区分: 公開}\n"
DECIDE = """
  - 決定: 決裁
    担当: 人事課
    できること:
      差し支え: {する: 終了 不調, 理由: 任意}
  - 終了: 済み
"""
REGISTER = """
  - 連携: 登録
    呼出: 文書.登録
    送る: {案件番号: 案件番号, 件名: 件名}
    受取る: {番号: 登録番号}
  - 終了: 済み
"""


def case_of(steps: str = DECIDE, more: str = DOCUMENT) -> Trial:
    """A submitted case; records management is the only system there is."""
    names = replace(CATALOGUE, systems={"文書": {"登録": RECORDS}})
    head = HEAD[: HEAD.index("連携先:")]
    loaded = load(Source("trial.yaml", head + more + "手順:\n" + APPLY + steps), names)
    assert loaded.program is not None, loaded.problems
    return Trial(loaded.program).submit(件名="備品の購入")


def told(trial: Trial) -> list[CallSystem]:
    return [effect for effect in trial.simulation.effects if isinstance(effect, CallSystem)]


def test_a_decided_case_is_registered_with_what_the_office_knows_of_it() -> None:
    trial = case_of()

    trial.press("決裁", "decide")

    (call,) = told(trial)
    assert (trial.state.outcome, call.operation, call.receive) == ("済み", "文書.登録", ("登録番号",))
    assert call.payload == {
        "案件番号": trial.state.number,
        "件名": "備品の購入",
        "分類": "総務-試し",
        "保存年限": "3年",
        "公開区分": "公開",
        "決定日": "2026-05-11",
    }
    assert violations(trial.program, trial.state) == ()


def test_a_procedure_without_a_classification_is_registered_without_one() -> None:
    trial = case_of(more="")

    trial.press("決裁", "decide")

    assert set(told(trial)[0].payload) == {"案件番号", "件名", "決定日"}


def test_it_is_registered_also_when_the_decision_was_against_it() -> None:
    trial = case_of()

    trial.press("決裁", "差し支え")

    assert (trial.state.outcome, len(told(trial))) == ("不調", 1)


def test_nothing_is_registered_before_a_decision_or_of_a_case_that_was_taken_back() -> None:
    steps = DECIDE.replace("  - 終了: 済み", "  - 確認: 受領\n    担当: 人事課\n  - 終了: 済み")
    withdrawal = "取下げ: {できる人: 申請者, いつまで: 受領}\n"
    trial, undecided = (
        case_of(steps, DOCUMENT + withdrawal),
        case_of(more=DOCUMENT + withdrawal.replace("受領", "決裁")),
    )

    trial.simulation.withdraw(CLERK)
    undecided.simulation.withdraw(CLERK)

    assert (told(trial), told(undecided)) == ([], [])


def test_a_procedure_that_registers_by_a_step_of_its_own_is_left_alone() -> None:
    own = "連携先:\n  文書.登録: {送る: [案件番号, 件名], 受取る: [登録番号]}\n"
    trial = case_of(DECIDE.replace("  - 終了: 済み\n", REGISTER.lstrip("\n")), DOCUMENT + own)

    trial.press("決裁", "decide")

    assert [call.node for call in told(trial)] == [trial.node("登録")]
    assert trial.program.registration is None


def test_a_procedure_that_decides_nothing_is_not_registered() -> None:
    assert case_of(DECIDE.replace("決定: 決裁", "確認: 点検"), more="").program.registration is None


def test_what_could_not_be_registered_waits_for_an_administrator_though_the_case_is_over() -> None:
    trial = case_of()
    trial.press("決裁", "decide")

    trial.simulation.settle(f"{NODE}/1", succeeded=False, detail="満杯です")

    (incident,) = trial.state.incidents.values()
    assert (incident.kind, incident.detail, trial.state.status) == ("registration", "満杯です", "ended")
    assert violations(trial.program, trial.state) == ()
    trial.settle("retry")
    assert [call.key for call in told(trial)] == [f"{NODE}/1", f"{NODE}/2"]
    trial.simulation.settle(f"{NODE}/2", succeeded=True, outputs={"登録番号": "D-1"})
    assert (trial.state.incidents, trial.state.calls[f"{NODE}/2"].status) == ({}, "done")
