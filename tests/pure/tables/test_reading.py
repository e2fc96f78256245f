"""Tables of bars and CSV files are read with every mistake at its line."""

import pytest

from forms.feel.types import TEXT, ListType
from forms.tables.reader import read_table
from forms.tables.table import Drawn, Hit
from tests.pure.tables.sample import SCOPE, SPENDING, codes_of, draw, read, table_of


def test_the_table_of_a_regulation_is_read() -> None:
    table = table_of(SPENDING)
    assert [column.name for column in table.questions] == ["区分", "金額"]
    assert table.types == {"決定者": TEXT, "協議先": ListType(TEXT)}


def test_ditto_says_what_stands_above_on_both_sides() -> None:
    drawn = draw(SPENDING, {"kind": "GRANT", "amount": 2_000_000})
    assert drawn == Drawn({"決定者": "区長", "協議先": ("財政課",)}, (9,))


def test_none_is_an_empty_list_or_no_value() -> None:
    drawn = draw(SPENDING, {"kind": "GOODS", "amount": 0})
    assert drawn == Drawn({"決定者": "係長", "協議先": ()}, (3,))


def test_a_csv_file_has_an_empty_column_for_the_double_bar() -> None:
    text = "区分,金額,,決定者(職)\n-,100万円未満,,課長\n-,100万円以上,,部長\n"
    found = read_table(text, SCOPE, as_csv=True)
    assert found.problems == ()
    assert found.table is not None
    assert found.table.draw(("WORKS", 5)) == Drawn({"決定者": "課長"}, (1,))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("E040", 0)]),
        ("| 区分 | 決定者(職) |\n| 工事 | 課長 |", [("E040", 0)]),
        ("| 区分 || 決定者(職) |\n| - | - || 課長 |", [("E041", 1)]),
        ("| 区分 || 決定者(職) |\n- || 課長", [("E041", 1)]),
        ("| 区分 || 決定者(職) |\n| - || 課長 || x |", [("E041", 1)]),
        ("| 区分 | 区分 || 決定者(職) |\n| - | - || 課長 |", [("E041", 0)]),
        ("| 区分 || 決定者(職) |\n| 工事一式 || 課長 |", [("E042", 1)]),
        ("| 区分 || 決定者(職) |\n| 〃 || 課長 |", [("E043", 1)]),
        ("| 区分 || 決定者(職) |\n|  || 課長 |", [("E043", 1)]),
        ("| 種別 || 決定者(職) |\n| - || 課長 |", [("E044", 0)]),
        ("| 持ち物 || 決定者(職) |\n| - || 課長 |", [("E044", 0)]),
        ("| 区分 || 決定者 |\n| - || 課長 |", [("E047", 0)]),
        ("| 区分 || 決定者(役) |\n| - || 課長 |", [("E047", 0)]),
        ("| 区分 || 手数料(金額) |\n| - || 無料 |", [("E047", 1)]),
        ("| 区分 || 要否(はい・いいえ) |\n| - || たぶん |", [("E047", 1)]),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, problems: list[tuple[str, int]]) -> None:
    assert codes_of(text) == problems


def test_a_mistake_that_is_repeated_with_ditto_is_told_once() -> None:
    assert codes_of("| 区分 || 決定者(職) |\n| 委託費 || 課長 |\n| 〃 || 部長 |") == [("E042", 1)]


def test_posts_and_units_are_looked_up_in_the_organisation() -> None:
    text = "| 区分 || 決定者(職) | 協議先(所属の並び) |\n| - || 課長 | 財政科、契約課 |"
    known = {"post": frozenset({"課長"}), "unit": frozenset({"財政課", "契約課"})}
    found = read_table(text, SCOPE, organisation=known)
    assert [(problem.code, problem.hint and problem.hint.ja) for problem in found.problems] == [
        ("E047", "「財政課」の書き間違いではありませんか")
    ]


def test_the_column_of_a_mistake_is_the_cell() -> None:
    text = "| 区分 | 金額 || 決定者(職) |\n| 工事 | 百円 || 課長 |"
    (problem,) = read(text).problems
    assert text.split("\n")[problem.line][problem.column :].startswith("百円")


def test_paths_of_people_may_be_columns() -> None:
    text = "| 申請者.職層 || 決定者(職) |\n| 係長、課長 || 部長 |\n| 係長、課長以外 || 課長 |"
    assert draw(text, {"applicant": {"grade": "課長"}}) == Drawn({"決定者": "部長"}, (1,))


@pytest.mark.parametrize(
    "text", ["|", "||", "|||", "| || |", "｜ 区分 ｜｜ x(文字) ｜", "\u0000", "|" * 5_000, "\n" * 5_000]
)
def test_no_text_brings_the_reader_down(text: str) -> None:
    read(text, Hit.FIRST)
