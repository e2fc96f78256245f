"""Whatever is written is read back as the same tree, and computes within its bounds without an error."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.expression import with_built_in
from forms.feel.run import Run
from forms.feel.syntax import nodes
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.nodes import Node
from forms.feel.syntax.parser import parse_expression
from forms.feel.syntax.scope import Scope
from forms.feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from forms.feel.types import ANY, BOOLEAN, NUMBER, TEXT
from forms.feel.values import Value
from tests.pure.feel.sample import NOW, computed
from tests.support.feel_text import feel_text

NAMES: dict[str, Value] = {
    "a": Decimal(3),
    "loan amount": Decimal("1e30"),
    "b-c": "text",
    "金額": (Decimal(1), None, True),
    "d": {"e": Decimal(1), "f": ("x",)},
    "nothing": None,
}
SCOPE = Scope(dict.fromkeys(NAMES, ANY))
_BUDGET = 3_000

_constants: st.SearchStrategy[Node] = st.one_of(
    st.decimals(0, 10**40, allow_nan=False, allow_infinity=False, places=3).map(nodes.Constant),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=6).map(nodes.Constant),
    st.sampled_from([True, False, None]).map(nodes.Constant),
    st.sampled_from(
        [
            read_date("2026-04-01"),
            read_date("-999999999-01-01"),
            read_time("23:59:59.999@Asia/Tokyo"),
            read_time("00:00:00"),
            read_date_time("2026-04-01T09:00:00Z"),
            read_duration("P1Y2M"),
            read_duration("-P99DT1H"),
        ]
    ).map(nodes.Constant),
)
_leaves = _constants | st.sampled_from([*NAMES, "x", "item", "?"]).map(nodes.Name)
_words = st.sampled_from(["a", "e", "x", "year", "days"])


def _extend(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    few = st.lists(inner, max_size=3).map(tuple)
    iterator = st.builds(nodes.Iterator, st.sampled_from(["x", "y"]), inner, st.none() | inner)
    iterators = st.lists(iterator, min_size=1, max_size=2).map(tuple)
    test = inner | st.builds(nodes.Test, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner)
    keys = st.lists(_words, unique=True, max_size=3)
    return st.one_of(
        few.map(nodes.Listing),
        keys.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), inner) for name in names))).map(nodes.Entries),
        st.builds(nodes.Bounds, inner, inner, st.booleans(), st.booleans()),
        inner.map(nodes.Negative),
        st.builds(nodes.Arithmetic, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        st.builds(nodes.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(nodes.Between, inner, inner, inner),
        st.builds(nodes.Membership, inner, st.lists(test, min_size=1, max_size=3).map(tuple)),
        st.builds(nodes.Combination, st.sampled_from(["and", "or"]), several),
        st.builds(nodes.Conditional, inner, inner, inner),
        st.builds(nodes.Loop, iterators, inner),
        st.builds(nodes.Quantified, st.sampled_from(["some", "every"]), iterators, inner),
        st.builds(nodes.InstanceOf, inner, st.sampled_from([NUMBER, TEXT, BOOLEAN])),
        st.builds(nodes.Path, inner, _words),
        st.builds(nodes.Filter, inner, inner),
        st.builds(nodes.Call, st.sampled_from([*BUILT_IN, "x"]).map(nodes.Name), few),
        st.builds(nodes.Lambda, st.just((("x", ANY), ("y", ANY))), inner),
    )


trees: st.SearchStrategy[Node] = st.recursive(_leaves, _extend, max_leaves=8)


@given(trees)
def test_a_tree_that_is_written_is_read_as_the_same_tree(tree: Node) -> None:
    written = feel_text(tree)
    assert feel_text(parse_expression(written, with_built_in(SCOPE))) == written


@given(trees)
def test_any_expression_computes_within_its_budget(tree: Node) -> None:
    run = Run(NOW, _BUDGET)
    computed(feel_text(tree), SCOPE, run, NAMES)
    assert run.budget >= -10 * _BUDGET


@given(st.text(st.characters(codec=None), max_size=60) | st.lists(st.sampled_from(
    ["if", "then", "else", "for", "in", "return", "(", ")", "[", "]", "{", "}", ":", ",", "..", ".", "-", "not", "a",
     "loan amount", "<", "=", "instance of", "function", "@", '"', "1", "and", "some", "satisfies", "/*", "//", "\\u"]
), max_size=20).map(" ".join))  # fmt: skip
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        computed(text, SCOPE, Run(NOW, _BUDGET), NAMES)
    except NotFeel as refused:
        assert 0 <= refused.column <= len(text)


def test_an_expression_of_thousands_of_signs_is_refused() -> None:
    try:
        parse_expression("+".join("1" * 5_000), with_built_in(SCOPE))
    except NotFeel as refused:
        assert "長すぎる" in refused.message.ja
    else:
        raise AssertionError
