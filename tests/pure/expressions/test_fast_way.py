"""Conditions over single values take a fast way, which answers as the general one does."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import ExpressionBudgetExceeded, ExpressionNotEvaluable
from forms.expressions.expression import compile_expression
from forms.expressions.values import Value
from tests.pure.expressions.sample import GIVEN, SCOPE

_TERMS = (
    "金額 >= 50万円", "残額 < 100円", "残額 = 0円", "残額 ≠ 5円", "率 <= 0.5", "数量 = 3", "理由 = 「紛失」",
    "理由 ≠ 「盗難」",
    "重要異例", "not(停止だけ先に)", "空(新氏名)", "新氏名 = 「目黒」", "終了日 > 2026-04-01", "停止だけ先に = はい",
)  # fmt: skip
_VALUES: tuple[Value, ...] = (
    None, 0, 5, 500_000, -1, True, False, "LOST", "目黒", "", Decimal(3), Decimal("0.5"), Decimal("NaN"),
    Decimal("Infinity"), date(2026, 4, 2), datetime(2026, 4, 2),  # noqa: DTZ001
)  # fmt: skip
_KEYS = ("amount", "balance", "share", "quantity", "reason", "exceptional", "stop_first", "new_name", "last_day")


def _or_error(compute: object) -> object:
    try:
        return compute()  # type: ignore[operator]
    except ExpressionNotEvaluable:
        return ExpressionNotEvaluable


@given(
    st.lists(st.tuples(st.sampled_from(_TERMS), st.sampled_from(["かつ", "または"])), min_size=1, max_size=4),
    st.fixed_dictionaries({key: st.sampled_from(_VALUES) for key in _KEYS}),
)
def test_both_ways_answer_the_same(terms: list[tuple[str, str]], values: dict[str, Value]) -> None:
    text = "".join(f"{word} {term} " if index else term + " " for index, (term, word) in enumerate(terms))
    expression = compile_expression(text, SCOPE)
    env = {**GIVEN, **values}
    scalar = expression.scalar
    assert scalar is not None
    assert _or_error(lambda: scalar(env)) == _or_error(lambda: expression.evaluate_step_by_step(env))


def test_a_condition_over_a_list_takes_the_general_way() -> None:
    assert compile_expression("件数(写真) > 1", SCOPE).scalar is None


def test_the_fast_way_costs_steps_too() -> None:
    with pytest.raises(ExpressionBudgetExceeded):
        compile_expression("金額 >= 50万円 かつ 重要異例", SCOPE).evaluate({**GIVEN, "amount": 1}, budget=1)
