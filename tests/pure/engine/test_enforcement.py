"""施行: what is recorded when the decided document is sent, and what a system does with it."""

from dataclasses import replace

import pytest

from tests.support import trial
from tests.support.trial import APPLY, Trial
from workflow.definition.catalogue import Offered
from workflow.engine.letter import letter_values
from workflow.engine.outcome import Refused
from workflow.engine.state import CaseState

DECIDED = (
    APPLY
    + """
  - 決定: 決定
    担当: 人事課の課長
    期限: 1日
"""
)
SENT = (
    DECIDED
    + """
  - 施行: 通知
    担当: 人事課
    宛先: [{項目: 件名}, 申請者, 人事課の課長]
    文書: notice.html
    期限: 1日
  - 分岐: 送ったか
    場合:
      - 条件: 通知.結果 = 「施行済」
        手順: [{終了: 済み}]
      - それ以外:
        手順: [{終了: 不調}]
"""
)


def decided(steps: str, **answers: object) -> Trial:
    case = Trial.of(steps)
    case.submit(**({"title": "夏祭り"} | answers))
    case.press("決定", "decide")
    return case


def ended(case: Trial) -> CaseState:
    state = case.simulation.state
    assert state is not None
    return state


def test_to_whom_and_how_is_written_before_anybody_acts() -> None:
    case = decided(SENT)

    assert case.state.answers["enforced-to"] == "夏祭り、花子、人事課の課長"
    assert case.state.answers["enforced-by"] == "sent"
    assert case.state.answers["enforced-on"] is None


def test_an_addressee_that_nobody_wrote_is_asked_for() -> None:
    case = decided(SENT.replace("[{項目: 件名}, 申請者, 人事課の課長]", "{項目: 件名}"), title="")

    refused = case.attempt("通知", "enforced", sealed="no")

    assert isinstance(refused, Refused)
    assert [each.item for each in refused.objections] == ["enforced-to"]


def test_whether_it_was_sealed_has_to_be_said() -> None:
    refused = decided(SENT).attempt("通知", "enforced")

    assert isinstance(refused, Refused)
    assert [each.item for each in refused.objections] == ["sealed"]


def test_it_goes_today_unless_somebody_says_otherwise() -> None:
    case = decided(SENT)

    case.press("通知", "enforced", sealed="yes", **{"seal-number": "公第12号"})

    answers = ended(case).answers
    assert (answers["enforced-on"], answers["sealed"], answers["seal-number"]) == ("2026-05-11", True, "公第12号")
    assert ended(case).outcome == "済み"


def test_it_does_not_go_before_the_day_of_the_decision() -> None:
    refused = decided(SENT).attempt("通知", "enforced", sealed="yes", **{"enforced-on": "2026-05-10"})

    assert isinstance(refused, Refused)
    assert refused.objections[0].message.ja == "施行日は、決定した日以後にしてください。"


def test_what_people_send_does_not_go_electronically() -> None:
    refused = decided(SENT).attempt("通知", "enforced", sealed="no", **{"enforced-by": "electronic"})

    assert isinstance(refused, Refused)
    assert [each.item for each in refused.objections] == ["enforced-by"]


def test_a_number_of_the_seal_is_kept_only_with_a_seal() -> None:
    case = decided(SENT)

    case.press("通知", "enforced", sealed="no", **{"seal-number": "公第12号"})

    form = case.simulation.machine.form_state(ended(case), case.simulation.world())
    assert form.values["seal-number"] is None


def test_a_second_sending_begins_without_the_facts_of_the_first() -> None:
    looked = "  - 確認: 見直し\n    担当: 人事課\n    期限: 1日\n    差戻し先: 決定\n"
    case = decided(SENT.replace("  - 分岐", looked + "  - 分岐"))
    case.press("通知", "enforced", sealed="yes")

    case.press("見直し", "send_back", to="決定")
    case.press("決定", "decide")

    assert case.state.answers["enforced-on"] is None
    assert case.state.answers["sealed"] is None


def test_the_version_holds_the_template_it_sends() -> None:
    program = trial.program_of(SENT)

    assert program.letter("notice.html").text == "<p>{番号}</p>"
    with pytest.raises(KeyError):
        program.letter("another.html")


def test_what_is_sent_tells_the_answers_by_their_names() -> None:
    case = decided(SENT)
    machine = case.simulation.machine

    values = letter_values(machine, case.state, case.simulation.world())

    assert (values["件名"], values["申請者"], values["決定日"]) == ("夏祭り", "花子", "2026-05-11")
    assert values["施行方法"] == "送付"


def test_what_a_system_sends_follows_the_act_and_has_no_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = Offered(takes=("案件番号", "宛先", "件名"), gives=("番号",), takes_letter=True)
    monkeypatch.setattr(trial, "HEAD", trial.HEAD.partition("連携先:")[0])
    monkeypatch.setattr(trial, "CATALOGUE", replace(trial.CATALOGUE, systems={"便": {"送付": carrier}}))
    case = decided(SENT.replace("    文書:", "    方法: 電子\n    文書:"))

    case.press("通知", "enforced")

    (call,) = case.simulation.calls
    assert call.operation == "便.送付"
    assert call.payload == {
        "案件番号": case.state.number,
        "宛先": "夏祭り、花子、人事課の課長",
        "件名": "夏祭り",
    }
    case.answer(番号="S-1")
    assert ended(case).outcome == "済み"
    assert ended(case).answers["sealed"] is None
