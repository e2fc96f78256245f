"""Texts with slots."""

import pytest

from forms.errors import ExpressionInvalid
from forms.expressions.slots import Slot, fill_slots, parse_slots
from tests.pure.expressions.sample import SCOPE


def test_slots_are_filled_with_what_people_read() -> None:
    parts = parse_slots("職員証({理由})を{ 申請者.氏名 }さんへ", SCOPE)

    assert fill_slots(parts, {"reason": "紛失", "applicant.name": "目黒 太郎"}) == "職員証(紛失)を目黒 太郎さんへ"


def test_a_slot_knows_its_path_and_place() -> None:
    slot = parse_slots("職員証({理由})", SCOPE)[1]

    assert isinstance(slot, Slot)
    assert (slot.path, slot.spelling, slot.offset) == ("reason", "理由", 4)


def test_a_text_without_slots_is_one_piece() -> None:
    assert parse_slots("受け取ってください}。", SCOPE) == ("受け取ってください}。",)
    assert parse_slots("", SCOPE) == ()


def test_a_value_that_is_missing_is_left_out() -> None:
    assert fill_slots(parse_slots("a{新氏名}b", SCOPE), {}) == "ab"


def test_values_with_braces_are_not_read_again() -> None:
    assert fill_slots(parse_slots("{件名}", SCOPE), {"subject": "{理由}"}) == "{理由}"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("担当は{所管}です", 3),
        ("{}", 0),
        ("a{理由", 1),
        ("{理由 = 「紛失」}", 0),
        ("{申請者}", 0),
        ("{5円}", 0),
        ("{申請者.x}", 0),
    ],
)
def test_a_slot_that_names_no_item_is_e101(text: str, column: int) -> None:
    with pytest.raises(ExpressionInvalid) as refused:
        parse_slots(text, SCOPE)

    problem = refused.value.problems[0]
    assert (problem.code, problem.column) == ("E101", column)


def test_every_wrong_slot_is_told() -> None:
    with pytest.raises(ExpressionInvalid) as refused:
        parse_slots("{a}{理由}{b}", SCOPE)

    assert [problem.column for problem in refused.value.problems] == [0, 7]


def test_a_text_with_endless_slots_is_refused() -> None:
    with pytest.raises(ExpressionInvalid):
        parse_slots("{理由}" * 10_000, SCOPE)
