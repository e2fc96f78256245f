"""Characters and their number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.plain_text import length, rare, simpler, tidy, unseen, unstorable


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("目黒", 2),
        ("𠮷田", 2),
        ("辻\U000e0100", 1),
        ("か\u3099", 1),
        ("ｶﾞ", 1),
        ("🇯🇵🇫🇷", 2),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("a\nb", 3),
        ("", 0),
    ],
)
def test_length_is_what_a_person_counts(text: str, count: int) -> None:
    assert length(text) == count


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x85", "\ud800", "\ue000", "\ufffe", "\U0001ffff"])
def test_a_character_that_cannot_be_kept_is_found(character: str) -> None:
    assert unstorable(f"請求{character}書") == [character]


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ufeff", "\u2028", "\u2066"])
def test_an_invisible_character_is_found(character: str) -> None:
    assert unseen(f"請求{character}書") == [character]


def test_names_of_everyday_people_are_not_rare() -> None:
    assert rare("髙橋﨑德永①㈱〜～−") == []
    assert rare("𠮷野家") == ["𠮷"]


def test_the_everyday_spelling_of_a_rare_name_is_offered() -> None:
    assert simpler("𠮷田") == "吉田"
    assert simpler("辻\U000e0100") == "辻"
    assert simpler("か\u3099") == "が"
    assert simpler("𪜈") is None


def test_blanks_around_a_text_are_cut_and_nothing_inside_changes() -> None:
    assert tidy("　髙橋　花子 \r\n") == "髙橋　花子"


@given(st.text(st.characters(codec=None)))
def test_any_text_has_a_length_no_greater_than_its_characters(text: str) -> None:
    assert 0 <= length(text) <= len(text)
