"""職員, 所属, 職, 案件, 時刻 and 年度: how each is read, kept, shown and computed with."""

from datetime import time
from decimal import Decimal

import pytest

from forms.errors import AnswerInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from forms.feel.types import DATE, TIME, Name
from forms.field_catalogue import field_of
from forms.field_type import Json, Referred
from forms.spec import ItemSpec
from tests.pure.fields.test_every_field_type import FILES, HANAKO

STAFF, UNIT = (ItemSpec(key="x", name="担当する職員", en="Person", type=type_) for type_ in ("staff", "unit"))
TIME_OF_DAY, YEAR = (ItemSpec(key="x", name="項目", en="Item", type=type_) for type_ in ("time", "fiscal_year"))


def refusal(item: ItemSpec, raw: Json) -> AnswerInvalid:
    with pytest.raises(AnswerInvalid) as refused:
        field_of(item).parse(raw, item, FILES)
    return refused.value


def test_a_person_is_kept_by_number_with_the_name_and_place_of_the_day() -> None:
    field = field_of(STAFF)
    stored = field.parse("012345 目黒 花子", STAFF, FILES)

    assert isinstance(stored, dict) and stored["code"] == "012345" and "reading" not in stored
    assert field.show(stored, STAFF) == "012345 目黒 花子（人事課 主事）"
    assert field.load(stored, STAFF) == "012345"


def test_of_what_was_stored_only_the_code_is_believed() -> None:
    forged: Json = {"kind": "staff", "code": "012345", "name": "区長", "id": "somebody else"}
    stored = field_of(STAFF).parse(forged, STAFF, FILES)

    assert isinstance(stored, dict) and stored["name"] == "目黒 花子" and stored["id"] == HANAKO.id


def test_a_unit_is_read_by_expressions_by_its_full_name() -> None:
    field = field_of(UNIT)

    assert field.load(field.parse("総務部人事課", UNIT, FILES), UNIT) == "総務部人事課"
    assert field.show(field.parse("総務部人事課", UNIT, FILES), UNIT) == "04020000 総務部人事課"


def test_somebody_unknown_is_refused_and_one_of_several_has_to_be_chosen() -> None:
    assert "見つかりません" in refusal(STAFF, "だれか").message.ja
    several = refusal(STAFF, "目黒")
    assert "候補から選んで" in several.message.ja and several.suggestion == HANAKO.written
    assert "見つかりません" in refusal(UNIT, "012345").message.ja


def test_what_is_stored_of_another_kind_is_nothing() -> None:
    stored = field_of(STAFF).parse("012345", STAFF, FILES)

    assert field_of(UNIT).load(stored, UNIT) is None


@pytest.mark.parametrize("raw", ["17:15", "１７：１５", "17時15分", "午後5時15分", "17:15:00", " 17 : 15 "])
def test_a_time_is_read_in_every_usual_spelling(raw: str) -> None:
    assert field_of(TIME_OF_DAY).parse(raw, TIME_OF_DAY) == "17:15"


@pytest.mark.parametrize(
    ("raw", "stored"), [("9時", "09:00"), ("9時半", "09:30"), ("午前0時", "00:00"), ("午後12時", "12:00")]
)
def test_a_time_may_be_short(raw: str, stored: str) -> None:
    assert field_of(TIME_OF_DAY).parse(raw, TIME_OF_DAY) == stored


@pytest.mark.parametrize(
    ("raw", "meant"), [("24:00", None), ("17:60", None), ("午後13時", None), ("1715", "17:15"), ("夕方", None)]
)
def test_what_is_no_time_is_refused(raw: str, meant: str | None) -> None:
    assert refusal(TIME_OF_DAY, raw).suggestion == meant


def test_a_time_is_shown_and_computed_with() -> None:
    scope = Scope({"始まり": Name("from", TIME), "終わり": Name("to", TIME), "日": Name("day", DATE)})
    values = {"from": time(8, 30), "to": time(17, 15)}

    assert field_of(TIME_OF_DAY).show("08:05", TIME_OF_DAY) == "8時05分"
    assert field_of(TIME_OF_DAY).show("08:05", TIME_OF_DAY, "en") == "08:05"
    assert compile_expression("終わり > 始まり", scope).evaluate(values) is True
    assert compile_expression('始まり >= time("08:30:00")', scope).evaluate(values) is True
    assert compile_expression("終わり = 始まり", scope).evaluate(values) is False
    assert compile_expression("終わり.hour", scope).evaluate(values) == Decimal(17)
    assert compile_expression("終わり > 始まり", scope).evaluate({"from": None, "to": time(1)}) is None


@pytest.mark.parametrize("raw", ["令和8年度", "令和8年", "R8", "R8年度", "2026", "2026年度", "２０２６年度", 2026])
def test_a_fiscal_year_is_the_number_of_the_year_it_begins_in(raw: Json) -> None:
    field = field_of(YEAR)

    assert field.parse(raw, YEAR) == 2026
    assert field.load(2026, YEAR) == Decimal(2026)
    assert (field.show(2026, YEAR), field.show(2026, YEAR, "en")) == ("令和8年度", "fiscal 2026")


def test_the_year_of_a_new_era_is_its_first_year() -> None:
    assert field_of(YEAR).parse("令和元年度", YEAR) == 2019
    assert field_of(YEAR).show(2019, YEAR) == "令和元年度"


@pytest.mark.parametrize("raw", ["8", "令和", "来年度", 26, 3000, True, "2026-04"])
def test_what_is_no_fiscal_year_is_refused(raw: Json) -> None:
    assert "年度として読めません" in refusal(YEAR, raw).message.ja


def test_a_reference_of_the_same_code_and_name_is_written_once() -> None:
    assert Referred(kind="post", code="課長", name="課長").written == "課長"
