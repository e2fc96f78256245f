"""What can go wrong with forms.

FormsError
  ExpressionInvalid          an expression or a slot of a text can't be understood; holds every problem found
  ExpressionBudgetExceeded   an expression computes more than it may
  ExpressionNotEvaluable     the values given to an expression are not what it was checked against
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.expressions.problem import ExpressionProblem


class FormsError(Exception):
    """Root of everything this app raises on purpose."""


class ExpressionInvalid(FormsError):
    """An expression can't be used; every problem says where and what to write instead."""

    def __init__(self, text: str, problems: "tuple[ExpressionProblem, ...]") -> None:
        super().__init__("; ".join(f"{problem.code} {problem.message.ja}" for problem in problems))
        self.text = text
        self.problems = problems


class ExpressionBudgetExceeded(FormsError):
    """An expression took more steps than it may, for instance over a very long list."""

    ja = "計算が長すぎるため、途中で止めました。表の行数を減らすか、式を分けてください。"
    en = "The calculation was stopped because it is too long. Use fewer rows, or split the expression."

    def __init__(self) -> None:
        super().__init__(self.en)


class ExpressionNotEvaluable(FormsError):
    """A name has a value of another kind than the expression was checked with, or today, now or calendar is missing."""

    def __init__(self, name: str, expected_ja: str, expected_en: str) -> None:
        super().__init__(f"“{name}” is not a {expected_en}.")
        self.name = name
        self.ja = f"「{name}」の値が{expected_ja}として読めません。"
        self.en = f"The value of “{name}” cannot be read as {expected_en}."
