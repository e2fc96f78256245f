"""What can go wrong with forms.

FormsError
  AnswerInvalid              an answer can't be taken as it is
  AppendOnly                 somebody tried to change what is written once
  AttachmentUnreadable       the stored content of a file is missing or was changed
  DraftTooLarge              more was typed than a draft keeps
  ExpressionInvalid          an expression or a slot of a text can't be understood; holds every problem found
  ExpressionBudgetExceeded   an expression computes more than it may
  ExpressionNotEvaluable     the values given to an expression are not what it was checked against
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from forms.expressions.problem import ExpressionProblem
    from forms.spec import Text


class FormsError(Exception):
    """Root of everything this app raises on purpose."""


class AnswerInvalid(FormsError):
    """An answer can't be taken as it is; says why to the person who wrote it."""

    def __init__(self, message: "Text", suggestion: str | None = None) -> None:
        super().__init__(message.ja)
        self.message = message
        """A sentence that names the item, what was expected and what to do."""
        self.suggestion = suggestion
        """What the person probably meant, ready to be sent as the answer."""


class AppendOnly(FormsError):
    """A row that is written once was to be changed or deleted."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} is written once: add a new row instead.")


class AttachmentUnreadable(FormsError):
    """The content of an attached file is missing, was changed in the storage, or its key is not known here."""

    ja = "ファイルを開けません。保管場所を調べるので、情報政策課に知らせてください。"
    en = "The file cannot be opened. Tell the systems section: the file storage has to be examined."

    def __init__(self, uuid: "UUID", reason: str) -> None:
        super().__init__(f"attachment {uuid}: {reason}")
        self.uuid = uuid
        self.reason = reason


class DraftTooLarge(FormsError):
    """More was typed than a draft keeps; nothing was saved."""

    ja = "長すぎるため下書きを保存できません。長い文章は添付ファイルにしてください。"
    en = "The draft is too long to be saved. Attach long texts as a file."

    def __init__(self) -> None:
        super().__init__(self.en)


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
