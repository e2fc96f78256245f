"""交付: documents are given away for each row, called back before their publication, and settled from outside."""

from datetime import timedelta

import pytest

from forms.source.source import Source
from tests.support.trial import APPLY, CATALOGUE, HEAD, MONDAY, Trial
from workflow.definition.load import load
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import SettleIssue
from workflow.engine.effects import CallBackIssue, StartIssue
from workflow.engine.invariants import violations
from workflow.engine.outcome import TooLate
from workflow.engine.simulate import Played

MORE = """使う: レイアウト.rows
内部:
  - {項目: 明細, id: rows, 型: 表, レイアウト: レイアウト.rows}
  - {項目: 訂正, id: corrections, 型: 表, レイアウト: レイアウト.rows}
  - {項目: 率, id: share, 型: 率}
  - {項目: 点, id: grade, 型: 整数, 範囲: 1〜9}
"""
FLOW = """
  - 連携: 取込
    呼出: 名簿.取込
    送る: {件名: 件名}
    受取る: {明細: 明細}
    差戻し時: もう一度
  - 確認: 点検
    担当: 人事課
    差戻し先: 申請
  - 交付: 通知
    対象: 明細
    宛先: {行: 番号}
    帳票: notice.html
    公開: 期日 ?? 今
    受領: {期限: 30日}
"""
END = """
  - 分岐: 届いたか
    場合:
      - {名前: 保留, 条件: 通知.結果 = 「一部保留」, 手順: [{終了: 不調}]}
      - {それ以外: , 手順: []}
  - 終了: 済み
"""
ROWS = [{"番号": "A1"}, {"番号": "B2"}]
FRIDAY = "2026-05-15T08:30"


def trial(flow: str = FLOW + END, more: str = "") -> Trial:
    systems = "  名簿.取込: {送る: [件名], 受取る: [明細]}\n"
    text = HEAD + systems + MORE + more + "手順:\n" + APPLY + flow
    loaded = load(Source("trial.yaml", text), CATALOGUE)
    assert loaded.program is not None, [(each.position.line, each.id, each.message.ja) for each in loaded.problems]
    return Trial(loaded.program)


def issuing(case: Trial, **answers: str) -> Trial:
    case.submit(**answers)
    case.answer(明細=ROWS)
    case.press("点検", "checked")
    return case


def started(case: Trial) -> list[StartIssue]:
    return [effect for effect in case.simulation.effects if isinstance(effect, StartIssue)]


def settle(case: Trial, outcome: str = "issued") -> Played:
    key = started(case)[-1].key
    command = SettleIssue(issue=key, outcome=outcome, counts={"received": 2})  # type: ignore[arg-type]
    return case.simulation.carry_out(command)


def test_documents_are_given_away_with_their_rows_and_the_people_who_released_them() -> None:
    case = issuing(trial(), day=FRIDAY)

    (start,) = started(case)
    assert start.rows == ROWS
    assert start.publish_at is not None
    assert start.publish_at > MONDAY
    assert start.released_by == ("hanako", "taro")
    assert case.waiting == ["通知"]
    assert violations(case.program, case.state) == ()


def test_an_instant_that_has_passed_means_at_once() -> None:
    (start,) = started(issuing(trial(), day="2026-05-01T08:30"))

    assert start.publish_at is None


@pytest.mark.parametrize(("outcome", "ending"), [("issued", "済み"), ("partly_held", "不調")])
def test_the_case_goes_on_when_readers_have_them_and_reads_what_became_of_them(outcome: str, ending: str) -> None:
    case = issuing(trial())

    settle(case, outcome)

    assert case.state.outcome == ending


def test_what_is_told_twice_changes_nothing() -> None:
    case = issuing(trial())

    assert isinstance(settle(case), CarriedOut)
    assert isinstance(settle(case), TooLate)


def test_no_rows_mean_nothing_to_do_but_no_answer_means_an_administrator() -> None:
    empty, unknown = trial(), trial()
    for case in (empty, unknown):
        case.submit()
    empty.answer(明細=[])
    unknown.answer()
    for case in (empty, unknown):
        case.press("点検", "checked")

    assert empty.state.outcome == "済み"
    assert unknown.incidents == ["「通知」の対象「明細」が空なので、だれにも交付できません。"]


def test_imported_rows_are_a_reference_that_conditions_can_count() -> None:
    flow = FLOW.replace("担当: 人事課\n", "担当: 人事課\n    条件: 件数(明細) > 2000\n")
    case = trial(flow + END)
    case.submit()
    rows = {"row_set": "0b8f6d0e-3c1a-4f6e-9d35-1f2a3b4c5d6e", "count": 2100}

    case.answer(明細=rows)
    case.press("点検", "checked")

    assert started(case)[0].rows == rows


GROUPED = """
  - 連携: 取込
    呼出: 名簿.取込
    送る: {件名: 件名}
    受取る: {明細: 明細}
    差戻し時: もう一度
  - まとまり: 配る
    手順:
      - 交付: 通知
        対象: 明細
        宛先: {行: 番号}
        帳票: notice.html
        公開: 期日 ?? 今
    期限: 1営業日
    期限切れ:
      そのとき: 引き取る
      手順:
        - 終了: 不調
  - 終了: 済み
"""


@pytest.mark.parametrize(("day", "called_back"), [(FRIDAY, True), ("2026-05-11T10:00", False)])
def test_before_publication_leaving_it_calls_everything_back_and_afterwards_nothing(
    day: str, called_back: bool
) -> None:
    case = trial(GROUPED)
    case.submit(day=day)
    case.answer(明細=ROWS)

    case.simulation.advance(MONDAY + timedelta(days=2))

    back = [effect.key for effect in case.simulation.effects if isinstance(effect, CallBackIssue)]
    assert back == ([started(case)[0].key] if called_back else [])
    assert case.state.outcome == "不調"
    assert isinstance(settle(case), TooLate)


def test_what_was_called_back_may_be_issued_again_under_another_key() -> None:
    back = GROUPED.replace("終了: 不調", "差戻す: 申請")
    case = trial(back)
    case.submit(day=FRIDAY)
    case.answer(明細=ROWS)
    case.simulation.advance(MONDAY + timedelta(days=2))
    case.press("申請", "submit", day=FRIDAY)
    case.answer(明細=ROWS)

    assert [start.key.rpartition("/")[2] for start in started(case)] == ["1", "2"]
    assert violations(case.program, case.state) == ()


CORRECTION = """いつでも:
  - 届: 訂正
    できる人: 人事課
    同時: 何件でも
    完結後: 90日
    手順:
      - {連携: 訂正の取込, 呼出: 名簿.取込, 送る: {件名: 件名}, 受取る: {訂正: 明細}}
      - {交付: 訂正版, 対象: 訂正, 宛先: {行: 番号}, 帳票: notice.html, 訂正: 通知}
"""


def test_a_correction_names_what_it_corrects_and_several_may_follow() -> None:
    case = issuing(trial(more=CORRECTION))
    settle(case)
    original = started(case)[0].key

    for _ in range(2):
        case.simulation.raise_report("訂正", case.state.passed[0].actor, {})
        case.answer(明細=ROWS[:1])
        settle(case)

    assert [start.corrects for start in started(case)] == ["", original, original]
    assert (case.state.outcome, case.state.incidents, case.state.tokens) == ("済み", {}, {})


def test_nothing_is_corrected_that_nobody_could_read_yet() -> None:
    case = issuing(trial(more=CORRECTION), day=FRIDAY)

    case.simulation.raise_report("訂正", case.state.passed[0].actor, {})
    case.answer(明細=ROWS[:1])

    assert len(started(case)) == 1
    assert case.incidents == ["「訂正版」は、訂正する文書がまだ公開されていないので、進められません。"]


SET = """
  - 設定: 記録
    値: {番号: 件名, 率: 8%}
  - 通知: 案内
    宛先: 申請者
    文面: "{番号}、{率}"
  - 終了: 済み
"""


def test_set_gives_items_values_that_later_steps_read() -> None:
    case = trial(SET)
    case.submit(title="鍵")

    texts = [effect.text for effect in case.simulation.effects if hasattr(effect, "text")]
    assert texts == ["鍵、8%"]
    assert (case.state.answers["number"], case.state.answers["share"]) == ("鍵", "0.08")


def test_a_value_that_an_item_does_not_take_waits_for_an_administrator() -> None:
    case = trial(SET.replace("値: {番号: 件名, 率: 8%}", "値: {点: 100}"))
    case.submit(title="鍵")

    assert len(case.incidents) == 1
    assert "値を入れられません" in case.incidents[0]
