"""The short form of an emergency is read from any definition that says so, and from no other."""

from forms.source.source import Source
from meguro_platform.selectors.urgent_start import UrgentStart, urgent_start
from tests.support.trial import CALENDAR, CATALOGUE, MONDAY, PARTIES
from workflow.definition.load import load
from workflow.engine.machine import Machine
from workflow.engine.world import LiveWorld

KEY_LOST = """書式: 1
手続: 鍵の事故
id: key-accident
所管: 人事課
結果: {済み: 成立}
様式:
  - {項目: 事由, id: cause, 型: 選択, 選択肢: {紛失: LOST, 折損: BROKEN, 盗難: STOLEN}, 必須: はい}
  - {項目: 後で書く, id: later, 型: はい・いいえ}
  - {項目: 別件, id: other, 型: はい・いいえ}
  - {項目: 経緯, id: detail, 型: 長文, 必須: (後で書く ?? いいえ) = いいえ}
  - {項目: 部屋, id: room, 型: 文字, 必須: はい}
連携先:
  錠.停止: {送る: [部屋], 外へ: はい, 緊急: はい}
  台帳.控え: {送る: [部屋]}
手順:
  - 申請: 届出
    担当: 申請者
  - 連携: 控え
    条件: 事由 = 「折損」
    呼出: 台帳.控え
    送る: {部屋: 部屋}
    エラー時: [{とき: 連携失敗, 手順: [{終了: 済み}]}]
  - 連携: 錠の停止
    条件: 事由が「紛失」「盗難」のどれか
    呼出: 錠.停止
    送る: {部屋: 部屋}
    エラー時: [{とき: 連携失敗, 手順: [{終了: 済み}]}]
  - 入力: 点検
    担当: 人事課
    期限: 1営業日
  - 終了: 済み
"""


def short_form(text: str) -> UrgentStart | None:
    loaded = load(Source("key.yaml", text), CATALOGUE)
    assert loaded.program is not None, [problem.message.ja for problem in loaded.problems]
    machine = Machine(loaded.program)
    blank = machine.blank_state("", "", PARTIES, MONDAY)
    return urgent_start(machine, machine.builtins(blank, LiveWorld(MONDAY, CALENDAR)))


def test_the_causes_are_those_that_lead_to_the_urgent_call() -> None:
    found = short_form(KEY_LOST)

    assert found is not None
    assert [cause.id for cause in found.causes] == ["LOST", "STOLEN"]
    assert [call.step for call in found.calls] == ["錠の停止"]
    assert found.then is not None
    assert found.then.step == "点検"


def test_the_item_that_leaves_the_rest_for_later_is_answered_with_yes() -> None:
    found = short_form(KEY_LOST)

    assert found is not None
    assert found.answers("LOST") == {"cause": "LOST", "later": "はい"}
    assert [item.key for item in found.asked] == ["room"]


def test_without_such_an_item_there_is_no_short_form() -> None:
    assert short_form(KEY_LOST.replace("必須: (後で書く ?? いいえ) = いいえ", "必須: はい")) is None


def test_a_call_behind_the_work_of_others_is_no_emergency() -> None:
    call = KEY_LOST[KEY_LOST.index("  - 連携: 錠の停止") : KEY_LOST.index("  - 入力: 点検")]
    later = KEY_LOST.replace(call, "").replace("  - 終了: 済み\n", f"{call}  - 終了: 済み\n")

    assert short_form(later) is None


def test_a_form_that_asks_for_more_is_no_short_one() -> None:
    more = "".join(f"  - {{項目: 欄{n}, id: more_{n}, 型: 文字, 必須: はい}}\n" for n in range(3))

    assert short_form(KEY_LOST.replace("連携先:\n", f"{more}連携先:\n", 1)) is None
