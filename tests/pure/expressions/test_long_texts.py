"""A text of one thing over and over is read or refused, in both languages, without going through all its ways."""

from contextlib import suppress

import pytest

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.feel.expression import compile_feel
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.scope import Scope
from tests.pure.expressions.sample import SCOPE

TEXTS = (
    "行程" + "[1]" * 1_300, "金額" + ".x" * 1_300, "[1]" * 1_300, "{a:" * 500, "申請者.所属" + ".課" * 800, "(" * 2_000,
    "行程" + "[運賃 > 1円" * 200, "for x in " * 300, "some 行 in 行程 satisfies " * 150, "f(" * 1_300, "not(" * 900,
    "if " * 1_000, "「" * 3_000, "理由が" * 1_000, "1..2 " * 600, "x" * 3_900, "function(a) " * 300, "1 < " * 900,
    "金額 in (< 1円," * 200, "{a: 1}" + ".a" * 1_000, "1 ?? " * 700, "行程" + "[1].運賃" * 300, "9" * 3_900,
    "- " * 1_900,
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_it_comes_to_an_end(text: str) -> None:
    with suppress(ExpressionInvalid):
        compile_expression(text, SCOPE)
    with suppress(NotFeel):
        compile_feel(text, Scope({}))
