"""The office's files: what they say, and how their mistakes are told."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays
import jpholiday
import pytest

from approvals.office.office import FILES, Office, OfficeInvalidError, check_office, office_at
from approvals.routing.authority import Authority
from approvals.ward.generate import generate_ward
from approvals.ward.staff import read_staff

FOLDER = Path(__file__).resolve().parents[3] / "definitions" / "organisation"


@pytest.fixture(scope="module")
def office() -> Office:
    return office_at(FOLDER)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Replace one text in a file of a copy of the folder; gives `file:line [id] message` of what is found."""

    def change(file: str, old: str, new: str) -> list[str]:
        folder = Path(shutil.copytree(FOLDER, tmp_path / "organisation"))
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        _, findings = check_office(folder)
        return [
            f"{Path(source.path).name}:{problem.position.line} [{problem.id}] {problem.message.ja}"
            for source, problem in findings
        ]

    return change


def test_the_shipped_files_have_no_problems() -> None:
    assert check_office(FOLDER)[1] == ()


def test_a_unit_is_found_by_its_own_and_by_its_qualified_name(office: Office) -> None:
    names = office.catalogue.units

    assert names["人事課"] == names["総務部人事課"] == "04020000"
    assert names["人事課人事係"] == names["総務部人事課人事係"] == "04020200"


def test_a_name_of_many_units_must_be_qualified(office: Office) -> None:
    assert "庶務係" not in office.catalogue.units
    assert "総務部総務課庶務係" in office.names.ambiguous["庶務係"]
    assert office.catalogue.units["総務課庶務係"] == "04010300"


def test_the_catalogue_names_posts_duties_and_registers(office: Office) -> None:
    catalogue = office.catalogue

    assert {"課長", "係長", "会計管理者"} <= catalogue.posts
    assert catalogue.roles == {"庶務担当", "文書主任"}
    assert "人事課の文書番号" in catalogue.number_series


def test_a_document_number_is_written_as_the_register_says(office: Office) -> None:
    assert office.number_series["人事課の文書番号"].written(2026, 1391) == "8め総人第1391号"
    section = office.number_series["課の文書番号"]
    assert section.by_section and section.written(2026, 12, "契約課") == "8め契約課第12号"


def test_an_authority_may_count_its_documents_in_a_register_of_its_own(office: Office) -> None:
    series = office.number_series["総務課の文書番号"]
    own, common = (series.counter(authority) for authority in ("教育委員会", "区長"))

    assert own != common == series.counter("")
    assert series.written(2026, 12, authority="教育委員会") == "8め教政第12号"
    assert series.written(2026, 12, authority="区長") == "8め総総第12号"


def test_everybody_belongs_to_the_nearest_authority_above(office: Office) -> None:
    organisation = generate_ward(office, read_staff()).organisation
    found = {
        unit: authority.name if (authority := organisation.authority_of(code)) else None
        for unit, code in {"人事課": "04020000", "教育政策係": "14050200", "選挙係": "14020200"}.items()
    }

    assert found == {"人事課": "区長", "教育政策係": "教育委員会", "選挙係": "選挙管理委員会"}
    assert organisation.authority_of("nowhere") is None


def test_an_authority_says_some_words_otherwise() -> None:
    board = Authority(id="x", name="教育委員会", unit="1", words={"決定": "決裁", "決定権者": "決裁権者"})

    assert board.says("決定権者が決定する") == "決裁権者が決裁する"


def test_the_public_holidays_are_those_of_two_independent_libraries() -> None:
    lines = (FOLDER / "public-holidays.csv").read_text("utf-8").splitlines()[1:]
    ours = {date.fromisoformat(line[:10]) for line in lines}

    assert ours == set(holidays.country_holidays("JP", years=range(2019, 2041)))
    assert {day for day in ours if day.year == 2026} == {day for day, _name in jpholiday.year_holidays(2026)}


def test_pay_day_eve_and_the_turn_of_the_year_are_as_on_the_wall_calendar(office: Office) -> None:
    calendar = office.calendar

    assert calendar.is_open(date(2026, 12, 28))
    closed = [date(2026, 12, 29) + timedelta(days=step) for step in range(6)]
    assert not any(calendar.is_open(day) for day in closed)
    assert calendar.is_open(date(2027, 1, 4))


def test_the_calendars_version_changes_with_a_holiday(office: Office, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "organisation"))
    path = folder / "calendar.yaml"
    path.write_text(path.read_text("utf-8").replace("臨時の休み: []", "臨時の休み: [2026-05-12]"), "utf-8")

    assert office_at(folder).calendar.version != office.calendar.version


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("posts.yaml", "位: 9", "位: 高い", "posts.yaml:5 [E013] 「高い」は数として読めません。"),
        ("posts.yaml", "長: 庁", "長: 区", "posts.yaml:5 [E013] 「区」は書けません。"),
        ("posts.yaml", "英語: Mayor", "えいご: Mayor", "posts.yaml:5 [E023] 「えいご」という見出しはありません。"),
        ("posts.yaml", "[企画経営部,", "[企画部,", "[E100] 「企画部」という所属はないか、いくつもあります。"),
        ("posts.yaml", "書式: 1", "書式: 2", "posts.yaml:1 [E016] 書式は 1 だけが使えます。"),
        ("roles.yaml", "役割: 文書主任", "役割: 庶務担当", "roles.yaml:6 [E014] 「庶務担当」は二度あります。"),
        ("deputies.yaml", "総務部人事課", "庶務係", "[E100] 「庶務係」という所属はないか、いくつもあります。"),
        ("deputies.yaml", "代決: [会計課審査係]", "代決: [会計課]", "[E013] 「会計課」の代決の順が輪になります。"),
        (
            "deputies.yaml",
            "代決: [人事課人事係]}",
            "代決: [会計課]}\n  - {所属: 会計課審査係, 代決: [総務部人事課]}",
            "の代決の順が輪になります。",
        ),
        ("calendar.yaml", "閉庁: 17:15", "閉庁: 五時", "[E013] 「五時」は読めません。"),
        ("calendar.yaml", "閉庁: 17:15", "閉庁: 08:00", "[E013] 開いている曜日と時間がありません。"),
        ("calendar.yaml", "12-29", "13-29", "[E013] 「13-29」は読めません。"),
        ("calendar.yaml", "2019〜2040", "2019", "[E013] 年は「2019〜2045」のように書きます。"),
        ("calendar.yaml", "休みの曜日: [土, 日]\n", "", "[E011] 「休みの曜日」がありません。"),
        ("public-holidays.csv", "2019-01-01,", "2019-01-32,", "public-holidays.csv:2 [E013]"),
        ("number-series.yaml", "{番号}号", "号", "[E013] 形には {番号} が必要です。"),
        ("number-series.yaml", "め教政第{番号}号", "め教政", "[E013] 形には {番号} が必要です。"),
        (
            "number-series.yaml",
            "{教育委員会:",
            "{教育庁:",
            "[E100] 「教育庁」という任命権者は authorities.yaml にありません。",
        ),
        (
            "authorities.yaml",
            "所属: めぐる区",
            "所属: どこか",
            "authorities.yaml:6 [E100] 「どこか」という所属はないか",
        ),
        (
            "authorities.yaml",
            "id: audit",
            "id: election",
            "authorities.yaml:13 [E014] 「代表監査委員」か id は二度あります。",
        ),
        ("authorities.yaml", "所属: 監査委員", "所属: 区議会", "authorities.yaml:14 [E014]"),
        ("authorities.yaml", "呼び方: {", "呼び方: [", "authorities.yaml"),
        (
            "number-series.yaml",
            ", ごと: 課}",
            "}",
            "[E013] 課ごとに数える番号簿には「ごと: 課」と形の {課} の両方が要り",
        ),
        ("reasons.yaml", "種類: 添付の不足", "種類: そのほか", "reasons.yaml:11 [E014] 「そのほか」は二度あります。"),
        ("reasons.yaml", "添付の不足", "不" * 41, "reasons.yaml:6 [E013] 理由の種類は40文字までです。"),
        ("reasons.yaml", "種類: 添付の不足, ", "", "reasons.yaml:6 [E024] 「種類」がありません。"),
        ("reasons.yaml", "終わらせるとき:", "終わるとき:", "[E010] 「終わるとき」という見出しはありません。"),
        ("number-series.yaml", ", ごと: 課}", ", ごと: 係}", "[E013] 課ごとに数える番号簿には"),
        (
            "units.csv",
            "01010000,企画経営課,section,01000000",
            "01010000,企画経営課,section,99",
            "[E100] 上の所属 99 がありません。",
        ),
        ("units.csv", "01010000,企画経営課,section", "01010000,企画経営課,課", "[E013] 「課」という種類はありません。"),
        ("units.csv", "01010000,企画経営課", "01000000,企画経営課", "[E014] 符号 01000000 は3行目にもあります。"),
        ("units.csv", "code,name", "符号,name", "units.csv:1 [E001]"),
        ("units.csv", "会計管理者", "会計係長", "[E100] 「会計係長」は、この所属の長になる職ではありません。"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    changed: Callable[[str, str, str], list[str]], file: str, old: str, new: str, expected: str
) -> None:
    found = changed(file, old, new)

    assert any(expected in line for line in found), found


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_a_problem_of_that_file(tmp_path: Path, file: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "organisation"))
    (folder / file).unlink()

    office, findings = check_office(folder)

    assert office is None
    assert any(Path(source.path).name == file and problem.id == "E001" for source, problem in findings)


def test_a_folder_with_problems_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(OfficeInvalidError, match=r"units\.csv:1"):
        office_at(tmp_path)
