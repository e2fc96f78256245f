"""Whatever is written, a check tells what is wrong and never breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.definitions import SHIPPED, load_text

TEXTS = [path.read_text(encoding="utf-8") for path in SHIPPED]
VALUES = ("", "はい", "[]", "{}", "[[[]]]", "{a: {b: [c]}}", "|", "&a 1", "*a", "2営業日", "- - -", "'", "1" * 400)


@pytest.mark.parametrize(
    "text", ["", "\n", "a", "- a", "書式", "書式: 1", "format: 1", "{}", "[]", "null", "﻿", "\x00", "書式: [1]"]
)
def test_a_text_that_is_no_procedure_is_an_error(text: str) -> None:
    loaded = load_text(text)

    assert loaded.program is None
    assert loaded.problems


@pytest.mark.parametrize(
    "text",
    [
        "書式: 1\n手順:\n" + "  - 終了: x\n" * 6_000,
        "書式: 1\n手順: " + "[" * 50_000,
        "書式: 1\n" + "x: " * 10_000,
        "書式: 1\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
        "書式: 1\n結果: {" + ", ".join(f"結果{n}: 成立" for n in range(5_000)) + "}\n",
        "書式: 1\n手続: " + "長" * 1_000_000,
        "書式: 1\n手順:\n  - 確認: x\n    期限: '1" + " " * 400_000 + "1'\n",
        "書式: 1\n様式:\n  - {項目: a, 型: 数値, 必須: " + "(" * 3_000 + "1" + ")" * 3_000 + "}\n",
    ],
    ids=["many steps", "deep", "wide", "aliases", "many results", "long", "long span", "deep expression"],
)
def test_a_text_made_to_hurt_is_refused_with_at_most_a_hundred_problems(text: str) -> None:
    loaded = load_text(text)

    assert loaded.program is None
    assert 0 < len(loaded.problems) <= 100


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    loaded = load_text(text)

    assert loaded.program is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_value_can_stand_under_any_heading(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if ": " in line]))
    head, colon, _ = lines[at].partition(": ")
    lines[at] = head + colon + data.draw(st.sampled_from(VALUES) | st.text(max_size=20))

    load_text("\n".join(lines))
