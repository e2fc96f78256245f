"""Whatever somebody writes, the answer comes soon and takes little memory: a test that hangs here is red."""

import pytest

from tests.pure.feel.sample import is_read, outcome, value_of

HUGE = (
    "9**9**9**9",
    "for i in 1..1000000000 return i",
    "some i in 1..1000000000 satisfies i < 0",
    "for i in 1..1000, j in 1..1000, k in 1..1000 return 1",
    "{f: function(x) f(x), r: f(1)}.r",
    "{f: function(x) f(x) + f(x), r: f(1)}.r",
    '{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f("xxxxxxxxxx", 50)}.r',
    "{f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1), r: f([1, 2], 50)}.r",
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "^(a+)+\\1$b")',
    'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a*)*b")',
    'matches("a", "((a{1000}){1000}){1000}")',
    "distinct values(for i in 1..100000 return i)",
    "duration(\"P999999999999999999Y\") * 1e30",
    "date(\"2026-01-01\") + duration(\"P999999999999Y\")",
    "decimal(1, 6176)",
    "modulo(1e6000, 1e-6000)",
    "string(1e6000)",
    "for i in 1..50000 return partial",
)  # fmt: skip


@pytest.mark.parametrize("text", HUGE)
def test_what_is_too_much_ends(text: str) -> None:
    value_of(text)


@pytest.mark.parametrize("text", HUGE[1:6])
def test_the_reason_is_told(text: str) -> None:
    value, reasons = outcome(text)
    assert value is None
    assert any(word in reason for reason in reasons for word in ("steps", "deeply", "too long"))


@pytest.mark.parametrize("opened", ["(", "[", "-", "{a:", "if true then ", "f(", "not(", "1+(", "x in ("])
def test_deep_nesting_is_refused(opened: str) -> None:
    assert not is_read(opened * 5_000 + "1")


def test_a_long_text_is_refused() -> None:
    assert not is_read("1" + "+1" * 20_000)


@pytest.mark.parametrize("text", ["", "1 +", "(", "[1", '"', "{", "1 2", "if 1", "for x", "@", "]", "\x00", '"\\'])
def test_what_is_no_expression_is_refused(text: str) -> None:
    assert not is_read(text)
