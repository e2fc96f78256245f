"""What happens when an expression runs: budget, values of another kind, what has to be given."""

from datetime import datetime

import pytest

from forms.errors import ExpressionBudgetExceeded, ExpressionNotEvaluable
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from forms.expressions.values import Value
from forms.feel.types import ANY, INTEGER, ListType, Name
from tests.pure.expressions.sample import NAMES, SCOPE, value_of


def test_an_expression_over_too_much_is_stopped() -> None:
    expression = compile_expression("合計(行程.運賃) > 0", SCOPE)

    with pytest.raises(ExpressionBudgetExceeded) as stopped:
        expression.evaluate({"legs": [{"fare": 1}] * 5_001})

    assert "計算が長すぎる" in stopped.value.ja


def test_an_expression_within_its_budget_runs() -> None:
    expression = compile_expression("合計(行程.運賃)", SCOPE)

    assert expression.evaluate({"legs": [{"fare": 1}] * 4_000}) == 4_000


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("金額 > 0", {"amount": "5"}),
        ("金額 > 0", {"amount": True}),
        ("数量 > 0", {"quantity": 1.5}),
        ("件名 = 「a」", {"subject": 5}),
        ("重要異例", {"exceptional": 1}),
        ("開始日 > 2026-01-01", {"first_day": datetime(2026, 1, 1)}),  # noqa: DTZ001
        ("気付いた日時 < 今", {"noticed_at": datetime(2026, 1, 1)}),  # noqa: DTZ001
        ("件数(行程)", {"legs": "abc"}),
        ("申請者.氏名", {"applicant": "abc"}),
    ],
)
def test_a_value_of_another_kind_is_told_with_its_name(text: str, values: dict[str, Value]) -> None:
    with pytest.raises(ExpressionNotEvaluable) as told:
        value_of(text, None, **values)

    assert "として読めません" in told.value.ja


@pytest.mark.parametrize("text", ["今日 = 今日", "今 = 今", "営業日数(2026-01-01, 2026-01-02)", "2026-01-01 + 1営業日"])
def test_today_now_and_calendar_must_be_given_where_they_are_used(text: str) -> None:
    expression = compile_expression(text, SCOPE)

    with pytest.raises(ExpressionNotEvaluable):
        expression.evaluate({})


def test_plain_integers_are_taken_as_numbers() -> None:
    assert value_of("数量 / 2 = 1.5", quantity=3) is True


def test_a_value_of_unknown_kind_can_be_passed_on_compared_and_tested() -> None:
    scope = Scope({"受付番号": Name("no", ANY), "明細": Name("rows", ListType(ANY))})

    assert compile_expression("受付番号", scope).evaluate({"no": ["a", 1]}) == ("a", 1)
    assert compile_expression("受付番号 = 「a」", scope).evaluate({"no": "a"}) is True
    assert compile_expression("受付番号 = 1", scope).evaluate({"no": True}) is None
    assert compile_expression("空(受付番号)", scope).evaluate({}) is True
    assert compile_expression("件数(明細)", scope, INTEGER).evaluate({"rows": [1, "x"]}) == 2


def test_an_expression_is_compiled_once_for_equal_scopes() -> None:
    assert compile_expression("金額 > 0", Scope(dict(NAMES))) is compile_expression("金額 > 0", Scope(dict(NAMES)))


def test_the_same_text_in_another_scope_is_another_expression() -> None:
    other = Scope({"金額": Name("other", INTEGER)})

    assert compile_expression("金額 > 0", other).reads == {"other"}
