"""No text whatever stops the reader or makes it raise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.source.characters import MAX_BYTES
from forms.source.reader import MAX_PROBLEMS, read
from forms.source.source import Source


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "a: " + "[" * 33 + "]" * 33, "a: [" + "{b: [" * 40],
    ids=["brackets", "braces", "dashes", "question marks", "33 levels", "mixed"],
)
def test_nesting_that_is_too_deep_is_refused(text: str) -> None:
    root, problems = read(Source("x.yaml", text))

    assert root is None
    assert "入れ子が深すぎます" in problems[0].message.ja


def test_31_levels_of_lists_are_read() -> None:
    root, problems = read(Source("x.yaml", "a: " + "[" * 31 + "x" + "]" * 31))

    assert problems == []
    assert root is not None


def test_a_text_that_is_too_long_is_refused() -> None:
    text = "a: " + "あ" * (MAX_BYTES // 3) + "\n"

    root, problems = read(Source("x.yaml", text))

    assert root is None
    assert problems[0].message.en == "The file is too large (1 MB at most)."


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\ud800",
        "\udfff",
        "\ufffe",
        "\uffff",
        "\r",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_a_character_that_cannot_be_kept_is_refused_where_it_stands(character: str) -> None:
    root, problems = read(Source("x.yaml", f"a: b\nc: d{character}e\n"))

    assert root is None
    assert [(problem.id, problem.position.line, problem.position.column) for problem in problems] == [("E001", 2, 5)]
    assert f"U+{ord(character):04X}" in problems[0].message.ja


def test_rare_characters_of_names_are_kept() -> None:
    root, problems = read(Source("x.yaml", "氏名: 𠮷田葛󠄀\n"))

    assert problems == []
    assert root is not None


@pytest.mark.parametrize(
    "unit", ["a\n", "a: x\n", ": ", "'", '"\\', "#\n", "&a ", "：\n", "　", "- a\n", "a: |\n", "- |\n x\n", "[],"]
)
def test_a_long_text_of_one_pattern_is_answered(unit: str) -> None:
    text = unit * (50_000 // len(unit))

    _, problems = read(Source("x.yaml", text))

    assert len(problems) <= MAX_PROBLEMS


PIECES = [
    "a",
    "手順",
    ": ",
    "：",
    "- ",
    "-",
    "\n",
    "  ",
    "\t",
    "　",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "#",
    " #",
    "'",
    '"',
    "|",
    ">",
]
PIECES += [
    "&x",
    "*x",
    "!x",
    "%",
    "@",
    "`",
    "?",
    "---",
    "...",
    "<<",
    "\\",
    "「",
    "」",
    "\x00",
    "\ud800",
    "\ufeff",
    "\r\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(st.characters(codec=None)))
def test_any_text_is_answered_with_a_tree_or_with_problems(text: str) -> None:
    root, problems = read(Source("x.yaml", text))

    assert root is not None or problems
    assert problems == sorted(problems, key=lambda problem: problem.position)
    assert all(problem.message.ja and problem.message.en for problem in problems)
    assert all(problem.position.line >= 1 and problem.position.column >= 1 for problem in problems)
    assert all(problem.position.line <= text.count("\n") + 1 for problem in problems)
