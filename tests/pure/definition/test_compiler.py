"""What the compiler makes of the ID-card procedure and of small ones."""

from typing import TypeVar

import pytest

from tests.support.definitions import GOLDEN, SHIPPED, load_file, load_text
from workflow.engine.nodes import (
    CallNode,
    ChoiceNode,
    EndNode,
    EnterNode,
    ExitNode,
    LaneEndNode,
    Node,
    NotifyNode,
    RaiseNode,
    UserNode,
    WaitNode,
)
from workflow.engine.program import Program
from workflow.engine.values import Catch, Due, Overdue

N = TypeVar("N", bound=Node)
SMALL = (GOLDEN / "ok" / "key-loan.yaml").read_text(encoding="utf-8")


def compiled(text: str) -> Program:
    loaded = load_text(text)
    assert loaded.program is not None, loaded.problems
    return loaded.program


@pytest.fixture(scope="module")
def card() -> Program:
    program = load_file(SHIPPED[0]).program
    assert program is not None
    return program


def step(program: Program, name: str, kind: type[N]) -> N:
    node = program.by_step[name]
    assert isinstance(node, kind)
    return node


def test_an_outcome_lends_its_english_name_to_the_step_that_ends_with_it() -> None:
    program = compiled(SMALL.replace("貸出済: 成立", "貸出済: {種類: 成立, 英語: Lent}"))

    assert (program.outcome_en("貸出済"), program.outcome_kind("貸出済")) == ("Lent", "achieved")
    assert [node.en for node in program.nodes if isinstance(node, EndNode) and node.outcome == "貸出済"] == ["Lent"]


def test_an_outcome_that_is_named_by_its_ending_alone_has_that_name() -> None:
    program = compiled(SMALL.replace("  - 終了: 貸出済\n", "  - 終了: 貸出済\n    英語: Lent\n"))

    assert program.outcome_en("貸出済") == "Lent"


def test_two_endings_of_one_outcome_say_the_same_english_name() -> None:
    path = next(path for path in SHIPPED if path.stem == "payslip-delivery")
    text = path.read_text(encoding="utf-8").replace("英語: Some dealt with singly", "英語: Partly singly", 1)

    assert [problem.id for problem in load_text(text).problems] == ["E071"]


def test_a_program_survives_its_bytes(card: Program) -> None:
    assert Program.from_bytes(card.to_bytes()) == card


def test_the_same_text_gives_the_same_hash(card: Program) -> None:
    again = load_file(SHIPPED[0]).program

    assert again is not None
    assert again.hash == card.hash


def test_the_first_node_is_the_applying_step(card: Program) -> None:
    assert card.start.step == "再交付申請"
    assert card.start.first


def test_every_edge_leads_to_a_node(card: Program) -> None:
    from workflow.definition.graph import edges_of

    assert {edge.to for node in card.nodes for edge in edges_of(node)} <= card.by_id.keys()


def test_a_condition_becomes_a_choice_that_skips_the_step(card: Program) -> None:
    stop = step(card, "旧証の停止", CallNode)

    choice = card.by_id[f"{stop.id}.if"]

    assert isinstance(choice, ChoiceNode)
    assert choice.step == ""
    assert [way.to for way in choice.ways] == [stop.id]
    assert choice.otherwise == stop.next == card.by_step["残りの記入"].id + ".if"


def test_several_conditions_are_one_with_and() -> None:
    program = compiled(
        SMALL.replace("  - 通知: 貸出の案内\n", "  - 通知: 貸出の案内\n    条件: [部屋 = 「倉庫」, 使う日 > 今日]\n")
    )

    choice = program.by_id[program.by_step["貸出の案内"].id + ".if"]

    assert isinstance(choice, ChoiceNode)
    assert choice.ways[0].condition == "(部屋 = 「倉庫」) かつ (使う日 > 今日)"


def test_a_failed_call_goes_to_its_own_handler_and_on_behind_the_call(card: Program) -> None:
    stop = step(card, "旧証の停止", CallNode)
    by_hand = step(card, "手での停止", UserNode)

    assert stop.catches == (Catch(codes=("call_failed",), to=by_hand.id),)
    assert by_hand.next == stop.next


def test_a_failure_inside_a_group_closes_and_undoes_the_group(card: Program) -> None:
    group = step(card, "新証の発行", EnterNode)
    handler = step(card, "発行不能の対応", UserNode)
    expected = Catch(codes=("call_failed", "発行遅延"), to=handler.id, closes=group.id, undo=True)

    assert step(card, "発行依頼", CallNode).catches == (expected,)
    assert step(card, "新証の登録", CallNode).groups == (group.id,)
    assert handler.groups == ()


def test_a_group_ends_with_its_exit(card: Program) -> None:
    group = step(card, "新証の発行", EnterNode)

    exit_ = card.by_id[step(card, "新証の登録", CallNode).next]

    assert isinstance(exit_, ExitNode)
    assert exit_.group == group.id
    assert exit_.next == card.by_step["受理番号の追記"].id + ".if"


def test_a_wait_that_takes_over_raises_to_the_group(card: Program) -> None:
    wait = step(card, "発行完了待ち", WaitNode)
    assert wait.overdue is not None

    raised = card.by_id[wait.overdue.to]

    assert wait.overdue.then == "take_over"
    assert isinstance(raised, RaiseNode)
    assert raised.code == "発行遅延"
    assert raised.catches[0].to == card.by_step["発行不能の対応"].id


def test_a_chain_beside_work_is_a_lane_with_an_end_of_its_own(card: Program) -> None:
    decision = step(card, "人事課長決定", UserNode)
    note = step(card, "決定の遅れ", NotifyNode)

    assert decision.overdue == Overdue(then="leave", to=note.id)
    assert note.lane
    assert isinstance(card.by_id[note.next], LaneEndNode)


def test_buttons_are_those_of_the_kind_without_the_removed_and_with_the_added(card: Program) -> None:
    decision = step(card, "人事課長決定", UserNode)
    trouble = step(card, "発行不能の対応", UserNode)

    assert [(button.verdict, button.leads, button.to) for button in decision.buttons] == [
        ("decide", "next", ""),
        ("drop", "end", "廃案"),
        ("send_back", "send_back", ""),
    ]
    assert [(button.verdict, button.leads, button.to, button.reason, button.en) for button in trouble.buttons] == [
        ("やり直す", "jump", card.by_step["新証の発行"].id, "optional", "Try again"),
        ("打ち切る", "end", "発行不能", "required", "Give up"),
    ]


def test_a_send_back_goes_where_the_step_says_else_to_the_first_step(card: Program) -> None:
    examination = step(card, "人事係審査", UserNode)
    leave = load_file(SHIPPED[1]).program
    assert leave is not None

    assert examination.buttons[1].targets == (card.start.id, card.by_step["所属長確認"].id)
    assert step(leave, "係長の確認", UserNode).buttons[2].targets == (leave.start.id,)


def test_paths_alternate_indexes_and_lists(card: Program) -> None:
    assert card.by_step["旧証の停止"].path == (1,)
    assert card.by_step["手での停止"].path == (1, 0, 0)
    assert card.by_step["新証の登録"].path == (6, 0, 2)
    assert card.by_step["発行不能の対応"].path == (6, 1, 0)


def test_an_item_is_known_by_its_id(card: Program) -> None:
    assert step(card, "発行依頼", CallNode).receive == (("issue_no", "受付番号"), ("new_card_no", "職員証番号"))
    assert step(card, "受理番号の追記", UserNode).edit[0].item == "police_no"
    assert card.form.checks[0].items == ("noticed_at",)


def test_what_a_stop_does_is_what_a_send_back_does_unless_it_is_said(card: Program) -> None:
    assert step(card, "発行依頼", CallNode).on_stop == "undo"
    assert step(card, "旧証の停止", CallNode).on_stop == "keep"
    assert step(card, "台帳の更新", CallNode).on_stop == "keep"


def test_an_urgent_contract_makes_its_calls_urgent(card: Program) -> None:
    assert step(card, "旧証の停止", CallNode).urgent
    assert not step(card, "新証の登録", CallNode).urgent


def test_an_examiner_who_is_absent_looks_later_by_default() -> None:
    leave = load_file(SHIPPED[1]).program
    assert leave is not None

    assert step(leave, "係長の確認", UserNode).absent == "view_later"
    assert step(leave, "課長の承認", UserNode).absent == "wait_for"
    assert step(leave, "課長の承認", UserNode).due == Due(2, "business_days")


def test_withdrawal_ends_before_the_step_itself(card: Program) -> None:
    assert card.withdrawal is not None
    assert card.withdrawal.until == card.by_step["新証の発行"].id
    assert card.withdrawal.undo


def test_a_choice_takes_the_first_true_way_and_joins_behind() -> None:
    choice = (
        "  - 分岐: 部屋による\n"
        "    場合:\n"
        "      - 名前: 倉庫\n"
        "        条件: 部屋 = 「倉庫」\n"
        "        手順:\n"
        "          - 通知: 倉庫の注意\n"
        "            宛先: 申請者\n"
        "      - それ以外:\n"
        "        手順: []\n"
    )
    program = compiled(SMALL.replace("  - 終了: 貸出済\n", choice + "  - 終了: 貸出済\n"))

    node = step(program, "部屋による", ChoiceNode)
    end = next(each for each in program.nodes if isinstance(each, EndNode))

    assert [(way.name, way.to) for way in node.ways] == [("倉庫", program.by_step["倉庫の注意"].id)]
    assert node.otherwise == end.id
    assert step(program, "倉庫の注意", NotifyNode).next == end.id


def test_a_jump_lands_on_the_condition_of_its_goal() -> None:
    jump = "  - 進む: 念のための案内\n  - 通知: 念のための案内\n    条件: 部屋 = 「倉庫」\n    宛先: 申請者\n"
    program = compiled(SMALL.replace("  - 終了: 貸出済\n", jump + "  - 終了: 貸出済\n"))

    assert f"{program.by_step['念のための案内'].id}.if" in [getattr(node, "to", "") for node in program.nodes]


def test_an_error_in_a_handler_is_not_caught_by_the_same_group() -> None:
    call = ("- 連携: 掲示", "  呼出: 掲示板.公表", "  送る: {部屋: 部屋}", "  差戻し時: もう一度")
    inner = "".join(f"          {line}\n" for line in call)
    program = compiled(
        SMALL.replace(
            "        手順:\n          - 入力: 手での手配", f"        手順:\n{inner}          - 入力: 手での手配"
        )
    )

    assert step(program, "掲示", CallNode).catches == ()


def test_a_step_keeps_its_id_whatever_stands_before_it() -> None:
    before = compiled(SMALL).by_step["課長の決定"].id

    after = compiled(
        SMALL.replace(
            "  - 決定: 課長の決定", "  - 確認: もう一つ\n    担当: 総務課\n    期限: 1日\n  - 決定: 課長の決定"
        )
    )

    assert after.by_step["課長の決定"].id == before
