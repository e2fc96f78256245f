"""決定.結果: how the matter was decided, in the words of the file."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.effects import DrawNumber

DECISION = """
  - 決定: 可否
    担当: 人事課の課長
    できること:
      条件を付ける: 進む
  - 分岐: どう決まったか
    場合:
      - 条件: 決定.結果 = 「条件を付ける」
        手順: [{通知: 条件の知らせ, 宛先: 申請者, 文面: 条件}]
      - 条件: 決定.結果 = 「決定」
        手順: [{通知: 決定の知らせ, 宛先: 申請者, 文面: 決定}]
      - それ以外:
        手順: [{終了: 不調}]
  - 終了: 済み
"""


@pytest.mark.parametrize(("verdict", "told"), [("decide", "決定"), ("条件を付ける", "条件")])
def test_an_expression_reads_the_word_of_the_button(verdict: str, told: str) -> None:
    trial = Trial.of(APPLY + DECISION).submit(title="机")

    trial.press("可否", verdict)

    assert trial.notices == [f"{told}の知らせ"]


DOCUMENT = """
文書: {分類: 庶務, 保存年限: 1年, 公開区分: 公開, 番号: 文書番号}
"""
BUTTON = """
  - 決定: 可否
    担当: 人事課の課長
    できること:
      条件を付けて認める: 終了 済み
      見送る: 終了 不調
  - 終了: 済み
"""


@pytest.mark.parametrize(
    ("verdict", "outcome", "numbers"), [("条件を付けて認める", "済み", 1), ("見送る", "不調", 0), ("drop", "廃案", 0)]
)
def test_a_button_of_the_decider_that_ends_well_decides_and_draws_the_number(
    verdict: str, outcome: str, numbers: int
) -> None:
    trial = Trial.of(APPLY + BUTTON, DOCUMENT).submit(title="机")

    trial.press("可否", verdict)

    drawn = [effect for effect in trial.simulation.effects if isinstance(effect, DrawNumber)]
    assert (trial.state.outcome, len(drawn)) == (outcome, numbers)
    assert trial.state.decision is not None and trial.state.decision.post == "課長"
