"""Which mistakes of a definition can be put right with one press."""

from forms.source.likely import LikelyWord
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from meguro_platform.web.clerk_fixes import Fix, fixes_for
from workflow.definition.suggestions import did_you_mean

MEANT = LikelyWord("もしかして", "perhaps", written="科長", meant="課長")


def a_problem(column: int, length: int, hint: Text | None = MEANT) -> Problem:
    return Problem(id="P01", position=Position(2, column), message=Text("ない"), hint=hint, length=length)


def fix_of(problem: Problem, text: str) -> Fix | None:
    return fixes_for([problem], text)[0][1]


def test_the_wrong_word_is_replaced_where_it_stands_in_the_underlined_stretch() -> None:
    assert fix_of(a_problem(9, 7), "手順:\n    担当: 人事課の科長\n") == Fix(2, 12, 2, "課長")


def test_a_word_that_stands_there_twice_or_elsewhere_is_left_to_the_person() -> None:
    assert fix_of(a_problem(1, 5), "a\n科長と科長\n") is None
    assert fix_of(a_problem(1, 2), "a\nb 科長\n") is None


def test_a_hint_that_names_no_word_and_a_line_that_is_gone_offer_nothing() -> None:
    assert fix_of(a_problem(1, 2, Text("例: 5")), "a\n科長\n") is None
    assert fix_of(a_problem(1, 2), "a") is None


def test_the_word_a_rule_means_reaches_the_page() -> None:
    hint = did_you_mean("根處", ["根拠", "名前"])

    assert isinstance(hint, LikelyWord) and (hint.written, hint.meant) == ("根處", "根拠")
