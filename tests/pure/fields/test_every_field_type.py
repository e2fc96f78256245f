"""What holds for every type of item, whatever is sent."""

import math
import uuid
from datetime import date, datetime, time
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import AnswerInvalid
from forms.expressions.values import Value
from forms.feel.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    FILE,
    INTEGER,
    NUMBER,
    TEXT,
    TIME,
    YEN,
    ChoiceType,
    ContextType,
    ListType,
    Type,
)
from forms.feel.values import RowsElsewhere
from forms.field_catalogue import FIELD_TYPES, field_of
from forms.field_type import NOTHING, Attached, FieldType, Files, Json, Referred
from forms.spec import Choice, ItemSpec

CHOICES = (
    Choice(id="LOST", name="紛失", en="Lost"),
    Choice(id="STOLEN", name="盗難", en="Stolen"),
    Choice(id="その他", name="その他"),
)
FILE_ID = str(uuid.UUID(int=1))
HANAKO = Referred(
    kind="staff", code="012345", name="目黒 花子", id=FILE_ID, place="人事課 主事", reading="メグロ ハナコ"
)
PERSONNEL = Referred(kind="unit", code="04020000", name="総務部人事課", id="04020000")
CHIEF = Referred(kind="post", code="課長", name="課長", id="課長")
CASE = Referred(kind="case", code="2026-000001", name="旅行命令", id=FILE_ID)
FILES: Files = {
    FILE_ID: Attached(uuid=FILE_ID, sha256="a" * 64, name="写真.jpg", size=1_000, type="image/jpeg"),
    **{f"{each.kind}:{each.code}": each for each in (HANAKO, PERSONNEL, CHIEF, CASE)},
    "staff:012345 目黒 花子": HANAKO,
    "staff:目黒": (HANAKO, HANAKO),
    "unit:総務部人事課": PERSONNEL,
}

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None))
    | st.sampled_from(
        ["\0", "\ud800", "1e400", "NaN", "10000-01-01", FILE_ID, "紛失", "R8.12.8", "１，５００円", "はい"]
    ),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)

SOUND: dict[str, Json] = {
    "text": "目黒 花子",
    "long_text": "一行目\r\n二行目",
    "number": "1.50",
    "integer": 3,
    "yen": "3千円",
    "date": "令和8年12月8日",
    "datetime": "2026-12-08T17:10",
    "boolean": "はい",
    "choice": "紛失",
    "choices": ["盗難", "紛失"],
    "attachment": FILE_ID,
    "kana": "メグロ　ハナコ",
    "phone": "03-3715-1111",
    "postcode": "153-8573",
    "rate": "８％",
    "year_month": "令和8年5月",
    "fiscal_year": "令和8年度",
    "time": "午後5時15分",
    "staff": "012345 目黒 花子",
    "unit": "04020000",
    "post": "課長",
    "case": "2026-000001",
    "table": {"row_set": FILE_ID, "count": 2_100},
}


def an_item(field: FieldType, **changes: object) -> ItemSpec:
    item = ItemSpec(key="x", name="項目", en="Item", type=field.name, choices=CHOICES)
    return msgspec.structs.replace(item, **changes)


def deep(levels: int) -> Json:
    nested: Json = "x"
    for _ in range(levels):
        nested = [nested]
    return nested


each_field = pytest.mark.parametrize("field", FIELD_TYPES, ids=lambda field: field.name)


@each_field
@given(raw=ANYTHING)
def test_whatever_is_sent_is_stored_as_plain_json_or_refused_in_a_sentence(field: FieldType, raw: Json) -> None:
    item = an_item(field)

    try:
        stored = field.parse(raw, item, FILES)
    except AnswerInvalid as refused:
        assert refused.message.ja.startswith("項目")
        assert refused.message.en.startswith("Item ")
        msgspec.json.encode([refused.message.ja, refused.message.en, refused.suggestion])
        return

    assert_plain(stored)
    field.show(stored, item)


@each_field
@given(raw=ANYTHING)
def test_what_was_stored_is_taken_again_without_a_change(field: FieldType, raw: Json) -> None:
    item = an_item(field)

    try:
        stored = field.parse(raw, item, FILES)
    except AnswerInvalid:
        return

    assert field.parse(stored, item, FILES) == stored


@each_field
@given(stored=ANYTHING)
def test_what_no_longer_fits_the_type_is_loaded_and_shown_without_an_error(field: FieldType, stored: Json) -> None:
    item = an_item(field)

    assert fits(field.load(stored, item), field.expression_type(item))
    assert isinstance(field.show(stored, item), str)


@each_field
@pytest.mark.parametrize("blank", [None, "", "  ", "　"])
def test_blank_is_no_answer(field: FieldType, blank: Json) -> None:
    item = an_item(field)

    assert field.parse(blank, item) is None
    assert field.load(None, item) is None
    assert field.show(None, item) == NOTHING


@each_field
def test_a_sound_answer_makes_the_round_through_storage_and_expression(field: FieldType) -> None:
    item = an_item(field)

    stored = field.parse(SOUND[field.name], item, FILES)
    value = field.load(stored, item)

    assert value is not None
    assert fits(value, field.expression_type(item))
    if field.name not in {"attachment", "table", "staff", "unit", "post", "case"}:
        assert field.dump(value, item) == stored


@each_field
@pytest.mark.parametrize(
    "raw",
    [
        "x\0y", "x\ud800y", "y" * 10_000_000, float("nan"), math.inf, 10**5_000, deep(900), {"a": 1},
        [{}], [[]], ["x"] * 10_000,
    ],
    ids=lambda raw: repr(raw)[:12] if not isinstance(raw, int | list) else type(raw).__name__,
)  # fmt: skip
def test_everyday_bad_input_is_refused(field: FieldType, raw: Json) -> None:
    with pytest.raises(AnswerInvalid):
        field.parse(raw, an_item(field), FILES)


def test_a_type_is_named_once() -> None:
    assert len({field.name for field in FIELD_TYPES}) == len(FIELD_TYPES) == 23
    assert all(field_of(an_item(field)) is field for field in FIELD_TYPES)


def assert_plain(stored: Json) -> None:
    assert stored is None or isinstance(stored, str | int | list | dict)
    text = msgspec.json.encode(stored).decode()
    assert "\\u0000" not in text


def fits(value: Value, expected: Type) -> bool:
    if value is None:
        return True
    match expected:
        case ListType(of):
            return isinstance(value, RowsElsewhere) or (
                isinstance(value, tuple) and all(fits(part, of) for part in value)
            )
        case ContextType():
            return isinstance(value, dict)
        case ChoiceType(choices):
            return value in {choice.id for choice in choices}
    kinds: dict[Type, tuple[type, ...]] = {
        TEXT: (str,),
        NUMBER: (Decimal,),
        INTEGER: (Decimal,),
        YEN: (int,),
        BOOLEAN: (bool,),
        DATE: (date,),
        DATETIME: (datetime,),
        TIME: (time,),
        FILE: (str,),
    }
    return isinstance(value, kinds[expected])
