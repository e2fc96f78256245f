"""Tokens say where each part of an expression stands, in the columns of what was written."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.tokens import Kind, tokens_of
from tests.pure.expressions.sample import SCOPE
from tests.pure.expressions.test_any_expression import WORDS


def test_the_parts_of_an_expression() -> None:
    text = "合計(行程.運賃)　＞＝　３千円 かつ 理由が「紛失」のどれか"

    found = tokens_of(text, SCOPE)

    assert found is not None
    assert [(token.kind.value, token.text, text[token.start : token.end]) for token in found] == [
        ("function", "合計", "合計"),
        ("symbol", "(", "("),
        ("name", "行程.運賃", "行程.運賃"),
        ("symbol", ")", ")"),
        ("symbol", ">=", "＞＝"),
        ("literal", "", "３千円"),
        ("symbol", "and", "かつ"),
        ("name", "理由", "理由"),
        ("symbol", "が", "が"),
        ("string", "", "「紛失」"),
        ("symbol", "のどれか", "のどれか"),
        ("end", "", ""),
    ]


def test_a_text_that_cannot_be_read_has_none() -> None:
    assert tokens_of("金額 +", SCOPE) is None


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_tokens_follow_each_other(text: str) -> None:
    found = tokens_of(text, SCOPE) or []
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [token.kind for token in found[-1:]] in ([], [Kind.END])
