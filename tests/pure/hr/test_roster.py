"""Personnel files are taken whole or refused whole, and every reason names its file and row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from approvals.hr import postings, staff, units
from approvals.hr.findings import Finding
from approvals.hr.postings import Appointment
from approvals.hr.roster import Files, Known, Roster, read_roster
from approvals.routing.establishment import Holding
from tests.support.personnel_files import Sent, copied, sent
from tests.support.ward import ward

DAY = date(2026, 4, 1)
PERSONNEL, GENERAL = "04020000", "04000000"


@lru_cache(maxsize=1)
def everybody() -> Sent:
    return sent(ward())


def known(**rows: int) -> Known:
    office = ward().office
    english = {unit.code: unit.en for unit in office.units}
    return Known(posts=office.posts, deputies=office.deputies, english=english, rows=rows)


def read(files: Files, **rows: int) -> tuple[Roster | None, list[Finding]]:
    roster, findings = read_roster(files, known(**rows), on=DAY)
    return roster, findings.errors


def spoiled(change: Callable[[Sent], object]) -> list[tuple[str, int, str]]:
    """What is said after a change of the good files."""
    rows = copied(everybody())
    change(rows)
    roster, errors = read(rows.files("utf-8"))
    assert roster is None
    return [(each.place.file, each.place.number, each.message.ja) for each in errors]


def test_the_ward_comes_back_from_its_own_files() -> None:
    roster, errors = read(everybody().files())

    assert not errors
    assert roster is not None
    assert len(roster.staff) == len(ward().persons)
    assert {(each.code, each.name, each.parent, each.en) for each in roster.units} == {
        (unit.code, unit.name, unit.parent, unit.en) for unit in ward().office.units
    }
    assert {post.key for post in roster.posts} == {post.key for post in ward().office.heads}


def test_who_holds_a_post_holds_it_after_loading_too() -> None:
    roster, _ = read(everybody().files())
    numbers = {person.uuid: person.staff_number for person in ward().persons}
    before = {(numbers[each.person], each.post) for each in ward().postings if each.post}

    assert roster is not None
    assert {(each.number, each.post) for each in roster.postings if each.post} == before


def test_one_person_may_have_several_rows_for_further_posts() -> None:
    roster, _ = read(everybody().files())

    assert roster is not None
    assert any(each.holding is Holding.CONCURRENT for each in roster.postings)
    assert any(each.holding is Holding.ACTING for each in roster.postings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_come_in_the_encodings_that_personnel_systems_write(encoding: str) -> None:
    assert read(everybody().files(encoding))[0] is not None


def test_a_unit_above_that_is_missing_is_told_with_its_row() -> None:
    def change(rows: Sent) -> None:
        rows.where(rows.units, 所属コード=PERSONNEL)["上位所属コード"] = "99999999"

    row = next(number for number, unit in enumerate(everybody().units, start=2) if unit["所属コード"] == PERSONNEL)
    assert ("組織.csv", row, "上位所属コード99999999の所属がありません。") in spoiled(change)


def test_a_ring_of_units_is_refused() -> None:
    def change(rows: Sent) -> None:
        section = rows.where(rows.units, 上位所属コード=PERSONNEL)
        rows.where(rows.units, 所属コード=PERSONNEL)["上位所属コード"] = section["所属コード"]

    assert any("の下に置けません" in message for _, _, message in spoiled(change))


def test_two_main_postings_at_a_time_are_refused_with_both_rows() -> None:
    def change(rows: Sent) -> None:
        rows.postings.append(dict(rows.where(rows.postings, 職員番号="00100001", 区分="本務")))

    first = next(
        number
        for number, row in enumerate(everybody().postings, start=2)
        if row["職員番号"] == "00100001" and row["区分"] == "本務"
    )
    told = spoiled(change)
    assert ("発令.csv", len(everybody().postings) + 2, f"職員番号00100001の本務が{first}行目と重なります。") in told


def test_a_main_posting_may_follow_another_on_the_next_day() -> None:
    rows = copied(everybody())
    before = rows.where(rows.postings, 職員番号="00100001", 区分="本務")
    rows.postings.append({**before, "開始日": "2026-04-01"})
    before["終了日"] = "2026-03-31"

    assert read(rows.files())[0] is not None


def test_somebody_without_a_main_posting_on_the_day_is_told() -> None:
    def change(rows: Sent) -> None:
        rows.postings.remove(rows.where(rows.postings, 職員番号="00100001", 区分="本務"))

    assert any(message == "2026-04-01の本務の発令がありません。" for _, _, message in spoiled(change))


def test_a_post_has_one_holder_at_a_time() -> None:
    def change(rows: Sent) -> None:
        head = rows.where(rows.postings, 所属コード=PERSONNEL, 職名="課長")
        other = rows.where(rows.postings, 職員番号="00100001", 区分="本務")
        rows.postings.append({**head, "職員番号": other["職員番号"], "区分": "兼務"})

    assert any("事務取扱と職務代理は区分で示します" in message for _, _, message in spoiled(change))


@pytest.mark.parametrize(
    ("file", "changes", "told"),
    [
        ("units", {"種別": "局"}, "種別「局」は、庁・部・課・係のどれでもありません。"),
        ("units", {"長の職名": "主任"}, "「主任」は、庁の長になる職ではありません。"),
        ("units", {"適用開始日": "令和八年"}, "適用開始日「令和八年」は日付ではありません。"),
        ("units", {"適用開始日": "２０２０-04-01"}, "適用開始日「２０２０-04-01」は日付ではありません。"),
        ("units", {"適用開始日": "2020401"}, "適用開始日「2020401」は日付ではありません。"),
        ("units", {"適用開始日": "2020-02-30"}, "適用開始日「2020-02-30」は日付ではありません。"),
        ("units", {"所属コード": "0" * 21}, "所属コード「000000000000000000000」は、20字以内の半角英数字"),
        ("units", {"所属コード": "00/00"}, "所属コード「00/00」は、20字以内の半角英数字"),
        ("units", {"適用終了日": "2019-01-01"}, "適用終了日が適用開始日より前です。"),
        ("units", {"所属名": ""}, "所属コードと所属名は必ず書きます。"),
        ("staff", {"職員番号": "全職員!"}, "職員番号「全職員!」は、20字以内の半角英数字ではありません。"),
        ("staff", {"職員番号": "００１"}, "職員番号「００１」は、20字以内の半角英数字ではありません。"),
        ("staff", {"職員証番号": "1" * 41}, "職員証番号が40字を超えています。"),
        ("staff", {"氏名": "\ue000田"}, "改行、制御文字、見えない文字、外字のどれかを含む欄があります。"),
        ("staff", {"氏名": ""}, "氏名がありません。"),
        ("staff", {"氏名": "山\x00田"}, "改行、制御文字、見えない文字、外字のどれかを含む欄があります。"),
        ("staff", {"氏名": "山田\u202e子"}, "改行、制御文字、見えない文字、外字のどれかを含む欄があります。"),
        ("staff", {"氏名": "\u200b"}, "改行、制御文字、見えない文字、外字のどれかを含む欄があります。"),
        ("staff", {"氏名": "長" * 101}, "100字を超える欄があります。"),
        ("staff", {"職員区分": "正規"}, "職員区分「正規」は2桁の半角数字ではありません。"),
        ("postings", {"職員番号": "99999999"}, "職員番号99999999の職員がいません。"),
        ("postings", {"所属コード": "99999999"}, "所属コード99999999の所属がありません。"),
        ("postings", {"職名": "総裁"}, "職名「総裁」が definitions/organisation/posts.yaml にありません。"),
        ("postings", {"区分": "副務"}, "区分「副務」は、本務・兼務・事務取扱・職務代理のどれでもありません。"),
        ("postings", {"開始日": "2019-04-01"}, "所属「めぐる区」がない期間を含みます。"),
    ],
)
def test_a_wrong_cell_is_told_in_words(file: str, changes: dict[str, str], told: str) -> None:
    def change(rows: Sent) -> None:
        getattr(rows, file)[0].update(changes)

    assert any(message.startswith(told) and row == 2 for _, row, message in spoiled(change))


@pytest.mark.parametrize(
    ("file", "changes"),
    [("units", {"種別": "局"}), ("staff", {"採用日": "令和2年4月1日"}), ("postings", {"開始日": "昨日"})],
)
def test_what_follows_from_a_wrong_row_is_not_told_beside_it(file: str, changes: dict[str, str]) -> None:
    def change(rows: Sent) -> None:
        getattr(rows, file)[0].update(changes)

    assert [row for _, row, _ in spoiled(change)] == [2]


def test_a_number_of_nobody_is_told_also_where_a_unit_bears_it() -> None:
    def change(rows: Sent) -> None:
        rows.postings[0]["職員番号"] = PERSONNEL

    assert ("発令.csv", 2, f"職員番号{PERSONNEL}の職員がいません。") in spoiled(change)


def test_rows_without_anything_in_them_are_passed_over() -> None:
    files = everybody().files()
    name, content = files.staff

    assert read(replace(files, staff=(name, content + b",,,,,,\r\n  \r\n\r\n")))[0] is not None


@pytest.mark.parametrize(
    ("content", "row", "told"),
    [
        (b"", 1, "見出しが違います。"),
        ("番号,名前\r\n".encode("cp932"), 1, "見出しが違います。"),
        (b"\xff\xfe\x00\x81", 0, "UTF-8としてもCP932(シフトJIS)としても読めません。"),
        (
            "所属コード,所属名,種別,上位所属コード,長の職名,適用開始日,適用終了日\n1,2\n".encode(),
            2,
            "7列ではなく2列あります。",
        ),
        (
            '所属コード,所属名,種別,上位所属コード,長の職名,適用開始日,適用終了日\n"1'.encode(),
            2,
            "コンマで区切った表として",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_told(content: bytes, row: int, told: str) -> None:
    good = everybody().files()
    roster, errors = read(Files(units=("組織.csv", content), staff=good.staff, postings=good.postings))

    assert roster is None
    assert any(each.place.number == row and each.message.ja.startswith(told) for each in errors)
    assert row > 1 or len(errors) == 1, "what only follows from it is not told"


def test_a_unit_that_the_order_of_deputies_names_must_be_there() -> None:
    (named, *_), *_ = ward().office.deputies.named.values()

    def change(rows: Sent) -> None:
        rows.units.remove(rows.where(rows.units, 所属コード=named))

    assert any("deputies.yaml の代決の順" in message for _, _, message in spoiled(change))


def test_a_third_fewer_rows_than_yesterday_are_refused_until_somebody_confirms() -> None:
    files = everybody().files()
    before = round(len(everybody().staff) / 0.7)

    refused, errors = read(files, staff=before)
    accepted, _ = read_roster(files, known(staff=before), on=DAY, confirmed=True)

    assert refused is None
    assert [each.place.file for each in errors] == ["職員.csv"]
    assert accepted is not None


def test_three_tenths_fewer_postings_are_refused_too() -> None:
    before = round(len(everybody().postings) / 0.7)

    refused, errors = read(everybody().files(), postings=before)

    assert refused is None
    assert [each.place.file for each in errors] == ["発令.csv"]


def test_the_same_posting_twice_and_two_who_stand_in_for_one_post_are_refused() -> None:
    def change(rows: Sent) -> None:
        second = rows.where(rows.postings, 区分="兼務")
        rows.postings.append(dict(second))
        acting = rows.where(rows.postings, 区分="事務取扱")
        rows.postings.append({**acting, "職員番号": "00100001", "区分": "職務代理"})

    told = [message for _, _, message in spoiled(change)]

    assert any("同じ所属・職名の発令が" in message for message in told)
    assert any("代わりを務めるのは一人です" in message for message in told)


def test_a_byte_that_is_no_text_is_told_with_its_row() -> None:
    content = everybody().files("utf-8").staff[1].replace(b"\n", b"\n\xff", 3).replace(b"\n\xff", b"\n", 2)
    good = everybody().files()
    roster, errors = read(Files(units=good.units, staff=("職員.csv", content), postings=good.postings))

    assert roster is None
    assert (errors[0].place.number, "読めないバイト" in errors[0].message.ja) == (4, True)


def test_whoever_holds_one_of_two_equal_posts_keeps_it_in_whatever_order_the_file_comes() -> None:
    rows = copied(everybody())
    deputies = [row for row in rows.postings if row["職名"] == "副区長"]
    held = {each.number: each.post for each in _loaded(rows) if each.title == "副区長" and each.post}
    for row in deputies:
        rows.postings.remove(row)
        rows.postings.insert(0, row)

    after, _ = read_roster(rows.files(), replace(known(), held=held), on=DAY)

    assert len(held) == 2
    assert after is not None
    assert {each.number: each.post for each in after.postings if each.title == "副区長"} == held


def _loaded(rows: Sent) -> tuple[Appointment, ...]:
    roster, _ = read(rows.files())
    assert roster is not None
    return roster.postings


def test_a_day_before_that_of_the_organisation_in_force_is_refused() -> None:
    roster, findings = read_roster(everybody().files(), replace(known(), since=date(2026, 4, 2)), on=DAY)

    assert roster is None
    assert [each.place.number for each in findings.errors] == [0]
    assert "2026-04-02より前です" in findings.errors[0].message.ja


def test_files_that_come_late_are_judged_by_today_too() -> None:
    rows = copied(everybody())
    rows.where(rows.postings, 職員番号="00100001", 区分="本務")["終了日"] = "2026-04-05"

    roster, findings = read_roster(rows.files(), replace(known(), today=date(2026, 4, 10)), on=DAY)

    assert roster is None
    assert "2026-04-10の本務の発令がありません。" in [each.message.ja for each in findings.errors]


def test_an_empty_post_is_a_warning() -> None:
    rows = copied(everybody())
    head = rows.where(rows.postings, 所属コード=GENERAL, 職名="部長", 区分="本務")
    head["職名"] = "主事"

    roster, findings = read_roster(rows.files(), known(), on=DAY)

    assert roster is not None
    assert any(each.message.ja == "「総務部」の部長が2026-04-01に空席です。" for each in findings.warnings)


def test_the_page_names_the_headings_of_each_file() -> None:
    page = (Path(__file__).parents[3] / "docs" / "organisation.md").read_text(encoding="utf-8")

    for module in (units, staff, postings):
        assert f"| {','.join(module.HEADINGS)} |" in page
