"""Names may hold spaces and signs; the longest name in scope is taken."""

from decimal import Decimal

from forms.feel.types import NUMBER, context_type
from tests.pure.feel.sample import outcome, value_of

GIVEN = {
    "loan": Decimal(1),
    "loan amount": Decimal(100),
    "a": Decimal(7),
    "b": Decimal(2),
    "a-b": Decimal(50),
    "Pre-bureau risk": Decimal(3),
    "decision A 2.1": Decimal(21),
    "金額": Decimal(500),
}


def test_the_longest_name_wins() -> None:
    assert value_of("loan amount + 1", GIVEN) == 101


def test_a_name_with_a_minus_is_a_name_even_with_spaces_around_it() -> None:
    assert value_of("a - b", GIVEN) == 50


def test_brackets_tell_a_subtraction_from_a_name() -> None:
    assert value_of("(a)-(b)", GIVEN) == 5


def test_several_spaces_in_a_name_are_one() -> None:
    assert value_of("loan   \n amount", GIVEN) == 100


def test_a_name_does_not_end_inside_a_word() -> None:
    assert value_of("loan amounts", GIVEN, types=dict.fromkeys(GIVEN, NUMBER) | {"loan amounts": NUMBER}) is None


def test_names_hold_signs_and_digits() -> None:
    assert value_of("Pre-bureau risk * decision A 2.1", GIVEN) == 63


def test_japanese_names_are_names() -> None:
    assert value_of("金額*2", GIVEN) == 1000


def test_the_parts_of_a_typed_context_are_found_by_their_whole_names() -> None:
    types = {"applicant": context_type({"monthly income": NUMBER, "monthly": NUMBER})}
    given = {"applicant": {"monthly income": Decimal(9), "monthly": Decimal(1)}}
    assert value_of("applicant.monthly income + applicant.monthly", given, types=types) == 10


def test_inner_names_hide_outer_ones() -> None:
    assert value_of("for a in [1] return a", GIVEN) == (1,)


def test_elements_of_unknown_kind_bring_their_own_names() -> None:
    assert value_of("[{a: 1}, {a: 9}][a > 5]", GIVEN) == ({"a": 9},)


def test_a_name_nobody_knows_is_null_with_the_reason() -> None:
    assert outcome("nobody + 1") == (
        None,
        ["There is no name “nobody”.", "“+” does not work on Null and number."],
    )
