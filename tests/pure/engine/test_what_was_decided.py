"""決定.結果: how the matter was decided, in the words of the file."""

import pytest

from tests.support.trial import APPLY, Trial

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
