"""The proof of routes: everybody, every row, and what it finds when somebody is missing or may judge himself."""

from dataclasses import replace
from datetime import date

import pytest

from approvals.routing import opening
from approvals.routing.organisation import Organisation
from approvals.routing.prove import Fault, Proof, days_of_rules, prove, questions_of
from forms.source.source import Source
from meguro_platform.wiring import catalogue
from tests.pure.routing.test_foreseen_route import DAY, machine
from tests.support.ward import PERSONNEL, ward
from workflow.definition.load import load
from workflow.engine.machine import Machine


def faults(key: str, organisation: Organisation, on: date = DAY) -> tuple[list[Fault], Proof]:
    proof = Proof()
    return [found for found in prove(machine(key), organisation, on, proof) if found is not None], proof


def test_every_combination_of_rows_is_asked_once_plain_and_once_raised() -> None:
    questions, undecided = questions_of(machine("spending-decision"), DAY)

    assert sum(question.rows for question in questions if question.asked) == 9 * 2 * 2
    assert undecided == ()


def test_everybody_finds_somebody_and_nobody_judges_himself() -> None:
    found, proof = faults("leave-of-absence", ward().organisation)

    assert found == []
    assert proof.people > 2_100
    assert proof.routes == 3 * (proof.people - 5)
    assert set(proof.nobody_above) == {
        "めぐる区の区長",
        "教育委員会の教育長",
        "選挙管理委員会の委員長",
        "監査委員の代表監査委員",
        "区議会の議長",
    }


def test_an_empty_post_is_found_for_everybody_who_needs_it() -> None:
    chief = f"{PERSONNEL}:section_chief"
    empty = replace(ward(), postings=tuple(each for each in ward().postings if each.post != chief))

    found, _ = faults("id-card-reissue", empty.organisation)

    assert {fault.question for fault in found} >= {"人事課長決定"}
    assert len([fault for fault in found if fault.question == "人事課長決定"]) > 2_000
    assert "空席" in found[0].reason.ja or "担当が決まりません" in found[0].reason.ja


def test_everybody_is_proved_by_the_regulation_of_his_own_authority() -> None:
    section = next(unit.code for unit in ward().organisation.units.values() if unit.name == "教育政策課")
    board = tuple(each for each in ward().postings if each.unit.startswith("14") and each.unit[:4] != section[:4])

    found, _ = faults("travel-order", replace(ward(), postings=board).organisation)

    assert any("教育政策課の課長が空席" in fault.reason.ja for fault in found), (
        "only the board's regulation consults it"
    )


MAYOR_TWICE = """書式: 1
手続: 二度の確認
id: twice
所管: 人事課
開始: {できる人: 人事課の課長}
結果: {済み: 成立}
様式:
  - {項目: 件名, 型: 文字}
手順:
  - 申請: 申込み
    担当: 申請者
  - 確認: 一次
    担当: 申請者の区長
    期限: 1営業日
  - 確認: 二次
    担当: 申請者の区長
    期限: 1営業日
    兼務不可: 一次
  - 終了: 済み
"""


def test_a_step_for_which_nobody_is_left_is_found() -> None:
    program = load(Source("twice.yaml", MAYOR_TWICE), catalogue()).program
    assert program is not None

    found = [fault for fault in prove(Machine(program), ward().organisation, DAY, Proof()) if fault is not None]

    assert {(fault.question, fault.reason.ja) for fault in found} == {
        ("二次", "「一次」を行える人のほかに「二次」を行える人がいません(兼務不可)。")
    }


def test_somebody_else_of_the_group_may_act() -> None:
    program = load(Source("twice.yaml", MAYOR_TWICE.replace("申請者の区長", "人事課人事係")), catalogue()).program
    assert program is not None

    assert [fault for fault in prove(Machine(program), ward().organisation, DAY, Proof()) if fault is not None] == []


def test_somebody_who_may_judge_himself_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "JUDGING", frozenset())

    found, _ = faults("id-card-reissue", ward().organisation)

    assert any(fault.approves_himself for fault in found)


def test_a_hole_in_the_order_of_deputies_is_found() -> None:
    ((section, (named, *_)), *_) = ward().office.deputies.named.items()
    post = f"{named}:subsection_chief"
    empty = replace(ward(), postings=tuple(each for each in ward().postings if each.post != post))

    found, _ = faults("id-card-reissue", empty.organisation)

    holes = [fault for fault in found if "代決の順に穴があります" in fault.reason.ja]
    assert [fault.unit for fault in holes] == [section]


def test_days_on_which_another_version_of_a_table_comes_into_force_are_proved_too() -> None:
    assert days_of_rules(machine("travel-order"), date(2026, 3, 1)) >= {date(2026, 4, 1)}
    assert days_of_rules(machine("travel-order"), date(2026, 4, 1)) == set()
