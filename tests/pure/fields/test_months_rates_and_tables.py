"""Months, rates and tables: what people and systems may write, and what is kept of it."""

from decimal import Decimal
from uuid import UUID

import pytest

from forms.errors import AnswerInvalid
from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.spec import ItemSpec

MONTH = ItemSpec(key="month", name="支給年月", type="year_month")
RATE = ItemSpec(key="rate", name="支給率", type="rate")
TABLE = ItemSpec(key="rows", name="明細", type="table", layout="payroll")
ROW_SET = str(UUID(int=7))


@pytest.mark.parametrize("written", ["2026-05", "2026-5", "2026/5", "2026年5月", "令和8年5月", "R8.5", "Ｒ８．５"])
def test_a_month_may_be_written_in_either_calendar(written: str) -> None:
    assert field_of(MONTH).parse(written, MONTH) == "2026-05"


def test_a_day_is_no_month_but_says_which_one_is_meant() -> None:
    with pytest.raises(AnswerInvalid) as refused:
        field_of(MONTH).parse("令和8年5月15日", MONTH)

    assert refused.value.suggestion == "令和8年5月"


@pytest.mark.parametrize("written", ["2026-13", "5月", "2026", "昭和80年1月", "2026-05-"])
def test_what_names_no_month_is_refused(written: str) -> None:
    with pytest.raises(AnswerInvalid):
        field_of(MONTH).parse(written, MONTH)


def test_a_month_is_shown_as_the_office_writes_it() -> None:
    assert field_of(MONTH).show("2026-05", MONTH) == "令和8年5月"
    assert field_of(MONTH).show("2026-05", MONTH, "en") == "May 2026"


@pytest.mark.parametrize("written", ["8%", "８％", "0.08", 0.08])
def test_a_rate_is_one_number_however_it_is_written(written: Json) -> None:
    stored = field_of(RATE).parse(written, RATE)

    assert stored == "0.08"
    assert field_of(RATE).load(stored, RATE) == Decimal("0.08")
    assert field_of(RATE).show(stored, RATE) == "8%"


def test_a_table_holds_few_rows_itself_and_refers_to_many() -> None:
    few: Json = [{"職員番号": "A1"}, {"職員番号": "B2"}]

    assert field_of(TABLE).parse(few, TABLE) == few
    assert field_of(TABLE).show({"row_set": ROW_SET, "count": 2_100}, TABLE) == "2,100行"
    assert len(field_of(TABLE).load({"row_set": ROW_SET, "count": 2_100}, TABLE)) == 2_100  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sent",
    [
        [{"a": "1"}] * 201,
        [{}],
        [{"a": ["1"]}],
        {"row_set": "file.csv", "count": 2},
        {"row_set": ROW_SET, "count": -1},
        {"row_set": ROW_SET, "count": True},
        {"row_set": ROW_SET},
    ],
    ids=["too many", "empty row", "list in a cell", "no uuid", "less than none", "no number", "no count"],
)
def test_anything_else_is_no_table(sent: Json) -> None:
    with pytest.raises(AnswerInvalid):
        field_of(TABLE).parse(sent, TABLE)
