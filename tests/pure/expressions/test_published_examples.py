"""What the standard gives as examples holds in procedures too, unless kinds that are known beforehand refuse it."""

import pytest

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from tests.pure.feel.test_published_examples import TRUE

REFUSED = """
count([1, [2, 3]]) = 2
all(0) = null
any(0) = null
min(n: 1) = null
flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]
[{x: 1, y: 2}, {x: 2}].y = [2, null]
3[item > 2] = [3]
{isPositive: function(x) x > 0, isNotNegative: function(x) isPositive(x + 1), result: isNotNegative(0)}.result
(123 instance of list) = null
duration("P1Y") * 2.5 = duration("P2Y6M")
5 in ]4..6[
(if "not a boolean" then 1 else 2) = 2
(false or 123) = null
(true and "true") = null
(false and 123) = false
true or 123
(0 or 0) = null
(1 = "1") = null
("1" = 1) = null
[1, [2]] = [1, [2]]
sum instance of function<list<number>> -> number
upper case instance of function<string> -> string
(upper case instance of function<number> -> string) = false
{fact: function(n) if n = 0 then 1 else n * fact(n - 1), r: fact(10)}.r = 3628800
{f: function(x) function(y) x + y, r: f(1)(2)}.r = 3
[function(x) x + 1, function(x) x * 2][2](5) = 10
string([1, "a", null]) = "[1, \\"a\\", null]"
""".strip().splitlines()
"""Lists of several kinds, conditions that are no conditions, parts that not every element has, brackets turned round,
functions of the language as values, functions that do not say what they take."""
EXAMPLES = TRUE.strip().splitlines()


@pytest.mark.parametrize("text", [text for text in EXAMPLES if text not in REFUSED])
def test_an_example_holds(text: str) -> None:
    assert compile_expression(text, Scope({})).evaluate({}) is True


@pytest.mark.parametrize("text", REFUSED)
def test_an_example_of_mixed_kinds_is_refused(text: str) -> None:
    assert text in EXAMPLES
    with pytest.raises(ExpressionInvalid):
        compile_expression(text, Scope({}))
