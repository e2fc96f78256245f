"""Words are found however they are written, and only where they stand."""

from forms.search_words import asked_words, folded, pairs_of


def test_width_case_and_kana_make_no_difference() -> None:
    assert folded("ﾄｳｷｮｳ　ＡＢＣ 東京") == "とうきょう abc 東京"


def test_a_word_of_two_characters_is_one_pair() -> None:
    assert pairs_of(folded("紛失")) == {"紛失"}


def test_pairs_do_not_reach_over_blanks() -> None:
    assert pairs_of("東横 線") == {"東横"}


def test_words_of_one_character_are_not_asked_for() -> None:
    assert asked_words("目 黒川 \0") == ("黒川",)
