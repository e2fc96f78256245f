"""供覧 asks people to look and waits for nobody; a case may start by drafting or by receiving a document."""

from tests.support.trial import Trial
from workflow.engine.effects import DrawNumber, Show

DOCUMENT = "文書: {分類: 総務, 保存年限: 5年, 公開区分: 公開, 番号: 文書番号, 番号の時: 収受}\n"
STEPS = """
  - 収受: 受付
    担当: 申請者
  - 決定: 課長の決定
    担当: 人事課の課長
    期限: 1営業日
  - 供覧: 供覧
    宛先: 人事課
    期限: 5営業日
  - 終了: 済み
"""


def test_a_case_goes_on_without_those_it_is_shown_to() -> None:
    trial = Trial.of(STEPS, DOCUMENT)

    trial.submit()
    trial.press("課長の決定", "decide")

    (shown,) = [effect for effect in trial.simulation.effects if isinstance(effect, Show)]
    assert [person.text for person in shown.to] == ["人事課"]
    assert shown.due_at is not None
    assert trial.state.outcome == "済み"


def test_a_document_gets_its_number_once_when_it_is_received() -> None:
    trial = Trial.of(STEPS, DOCUMENT)

    trial.submit()
    assert trial.state.document_number == "文書番号 1"
    trial.press("課長の決定", "send_back", "受付")
    trial.press("受付", "receive")
    trial.press("課長の決定", "decide")

    assert sum(isinstance(effect, DrawNumber) for effect in trial.simulation.effects) == 1
