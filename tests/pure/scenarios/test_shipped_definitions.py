"""The scenarios inside the shipped definitions hold, and would not hold if they said anything else."""

from functools import cache
from pathlib import Path

import pytest

from meguro_platform.scenarios.results import FileResult
from tests.support.definitions import EVERY_PROCEDURE, load_shipped
from tests.support.scenarios import played, played_as_shipped, text_of

CARD, LEAVE, SPENDING = "id-card-reissue", "leave-of-absence", "spending-decision"
WHOLE = (
    *(SPENDING, "document-receipt", "document-circulation", "training-dispatch", "dependents"),
    *("event-endorsement", "pay-adjustment", "travel-report", "office-inspection", "official-car"),
)
"""Their scenarios pass every step and every branch."""


@cache
def as_shipped(key: str) -> FileResult:
    return played_as_shipped(key)


@pytest.mark.parametrize("key", [CARD, LEAVE, *WHOLE])
def test_every_scenario_of_a_shipped_definition_holds(key: str) -> None:
    result = as_shipped(key)

    assert [scenario.name for scenario in result.scenarios if scenario.failure] == []


@pytest.mark.parametrize("key", [CARD, LEAVE, *WHOLE])
def test_every_button_that_leads_back_or_out_leaves_a_sound_case(key: str) -> None:
    result = as_shipped(key)

    assert [(walk.step, walk.trouble) for walk in result.walks if walk.trouble] == []
    assert result.walks


@pytest.mark.parametrize("key", WHOLE)
def test_the_scenarios_pass_every_step_and_every_branch(key: str) -> None:
    result = as_shipped(key)

    assert [part.name.ja for part in (*result.steps.missing, *result.branches.missing)] == []


PERSONAL = {
    CARD: "reason_detail place police_station police_no new_name new_kana photo card_no new_card_no",
    LEAVE: "kind certificate",
    "dependents": "name relation born_on income proof so_far last_on remark",
    "document-receipt": "sender scans",
    "event-endorsement": "phone",
    "pay-adjustment": "numbers",
    "payslip-delivery": "file",
}
"""What is covered in a copy for disclosure; every procedure not named here asks for nothing of the kind."""


@pytest.mark.parametrize("path", EVERY_PROCEDURE, ids=lambda path: path.stem)
def test_what_tells_of_a_person_is_marked_so(path: Path) -> None:
    program = load_shipped(path, path.read_text(encoding="utf-8")).program

    assert program is not None
    marked = {item.key for item in program.form.items if item.personal_data != "none"}
    assert marked == set(PERSONAL.get(path.stem, "").split())


@pytest.mark.parametrize(("stem", "items"), [(LEAVE, {"kind", "certificate"}), ("payslip-delivery", {"file"})])
def test_a_sick_leave_and_everybodys_pay_are_sensitive_so_that_no_search_tells_of_them(
    stem: str, items: set[str]
) -> None:
    path = next(path for path in EVERY_PROCEDURE if path.stem == stem)
    program = load_shipped(path, path.read_text(encoding="utf-8")).program

    assert program is not None
    assert {item.key for item in program.form.items if item.personal_data == "sensitive"} == items


FALSE = [
    ("担当: [申請者の所属長]}", "担当: [申請者の係長]}", "担当"),
    (
        "{手順: 所属長確認, 呼出済: [入退室.証の停止], 担当",
        "{手順: 人事係審査, 呼出済: [入退室.証の停止], 担当",
        "手順",
    ),
    ("確かめる: {手順: 所属長確認, 呼出済: []}", "確かめる: {手順: 所属長確認, 呼出済: [人事台帳.更新]}", "呼出済"),
    (
        "[職員証発行.作成依頼, 入退室.証の登録, 職員証発行.作成取消]}",
        "[入退室.証の登録, 職員証発行.作成依頼]}",
        "呼出順",
    ),
    ("結果: 発行不能,", "結果: 交付済,", "結果"),
    ("{弁償額: 1500円}\n", "{弁償額: 1501円}\n", "項目 弁償額"),
    ("回: 2, 失効", "回: 3, 失効", "回"),
    ("失効: [所属長確認]", "失効: [人事係審査]", "失効"),
    ("後閲待ち: [人事課の課長]", "後閲待ち: [総務部の部長]", "後閲待ち"),
    ("通知: [決定の遅れ]", "通知: []", "通知"),
    ("拒否: 空です", "拒否: 大きすぎます", "拒否"),
    ("{する: 決定, 人: 総務部の部長}", "{する: 決定, 人: 総務部の部長, 資格: 代決}", "結果"),
    ("{する: 完了, 拒否: できません}", "{する: 完了}", "結果"),
    ("- 取下げ: 申請者\n    期待", "- 取下げ: 人事課の課長\n    期待", "結果"),
    (
        "      - 知らせ: 職員証発行.完了\n      - 確かめる: {手順: 受理番号の追記}",
        "      - 確かめる: {手順: 受理番号の追記}",
        "手順",
    ),
]


@pytest.mark.parametrize(("true", "false", "heading"), FALSE, ids=[heading for _, _, heading in FALSE])
def test_a_scenario_that_says_something_else_fails_at_that_heading(true: str, false: str, heading: str) -> None:
    text = text_of(CARD)
    assert text.count(true) >= 1

    result = played(text.replace(true, false, 1))

    (failure,) = [scenario.failure for scenario in result.scenarios if scenario.failure]
    assert heading in [difference.what.ja for difference in failure.differences]


def test_a_failure_stands_at_its_line_with_both_sides() -> None:
    text = text_of(CARD).replace("担当: [人事課の人事係長]}", "担当: [申請者]}")
    line = next(
        number
        for number, each in enumerate(text.split("\n"), 1)
        if "担当: [申請者]}" in each and "人事課長決定" in each
    )

    result = played(text)

    (failure,) = [scenario.failure for scenario in result.scenarios if scenario.failure]
    assert failure.position.line == line
    assert failure.line == "確かめる"
    (difference,) = failure.differences
    assert "人事係の係長" in difference.actual
