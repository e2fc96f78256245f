"""What can go wrong with forms.

FormsError
  AddressRefused             the text of a document names something outside it
  AnswerInvalid              an answer can't be taken as it is
  AppendOnly                 somebody tried to change what is written once
  AttachmentUnreadable       the stored content of a file is missing or was changed
  ContentNotKept             there is no room for a file, or the storage does not take it
  DocumentNotMade            values do not fit their places in a document; holds every problem
  DraftTooLarge              more was typed than a draft keeps
  ExpressionInvalid          an expression or a slot of a text can't be understood; holds every problem found
  ExpressionBudgetExceeded   an expression computes more than it may
  ExpressionNotEvaluable     the values given to an expression are not what it was checked against
  IssuanceRefused            something about personal documents can't be done as they stand
  PagesUnreadable            the pages of an attached file can't be shown one by one
  PrintingUnavailable        this machine lacks a library or a font that making PDF needs
  RenderingStopped           a document took too long or too much memory to be laid out
  TemplateNotPrintable       a template can't be laid out so that values can be put into it
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from forms.documents.values import FieldProblem
    from forms.expressions.problem import ExpressionProblem
    from forms.source.problem import Problem
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


class ContentNotKept(FormsError):
    """The storage has no room for the content of a file, or does not take it; nothing of it was kept."""

    ja = "ファイルを保管できません。何も登録されていません。保管場所の空きを調べるので、情報政策課に知らせてください。"
    en = "The file cannot be kept, so nothing was done. Tell the systems section: the file storage may be full."


class AttachmentUnreadable(FormsError):
    """The content of an attached file is missing, was changed in the storage, or its key is not known here."""

    ja = "ファイルを開けません。保管場所を調べるので、情報政策課に知らせてください。"
    en = "The file cannot be opened. Tell the systems section: the file storage has to be examined."

    def __init__(self, uuid: "UUID", reason: str) -> None:
        super().__init__(f"attachment {uuid}: {reason}")
        self.uuid = uuid
        self.reason = reason


class PagesUnreadable(FormsError):
    """The pages of an attached file can't be shown one by one: it is damaged, wants a password, or has no such page."""

    ja = "このファイルはページごとに表示できません。ファイルを開いて見てください。"
    en = "The pages of this file cannot be shown one by one. Open the file itself."

    def __init__(self, name: str) -> None:
        super().__init__(f"pages of {name!r}")
        self.name = name


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


class AddressRefused(FormsError):
    """The text of a document names a file or a network address; nothing was looked up, and no document was made."""

    ja = "帳票の中に外のファイルや通信先の名前があるため、作りませんでした。"
    en = "The document names a file or an address outside it, so it was not made."

    def __init__(self, address: str) -> None:
        super().__init__(f"refused {address[:200]}")
        self.address = address


class DocumentNotMade(FormsError):
    """Values do not fit their places; the document was not made."""

    def __init__(self, problems: "tuple[FieldProblem, ...]") -> None:
        super().__init__("; ".join(problem.message.ja for problem in problems))
        self.problems = problems


class PrintingUnavailable(FormsError):
    """This machine lacks a library or a font that making PDF needs; everything else works."""

    def __init__(self, packages: tuple[str, ...], reason: str) -> None:
        line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
        super().__init__(f"{reason}. Type: {line}")
        self.line = line
        """What an administrator types."""
        self.ja = f"この機械ではPDFを作れません。管理者に次の1行を頼んでください: {line}"
        self.en = f"This machine cannot make PDF files. Ask an administrator for: {line}"


class RenderingStopped(FormsError):
    """Laying a document out took longer or more memory than it may; it was stopped."""

    ja = "帳票が大きすぎるため、作るのを止めました。"
    en = "The document is too large; making it was stopped."

    def __init__(self, reason: str) -> None:
        super().__init__(f"{self.en} ({reason})")
        self.reason = reason


class TemplateNotPrintable(FormsError):
    """A template can't be laid out so that values can be put into it; every problem names its place."""

    def __init__(self, problems: "Sequence[Problem]") -> None:
        super().__init__("; ".join(problem.message.ja for problem in problems))
        self.problems = tuple(problems)


class IssuanceRefused(FormsError):
    """Something about personal documents can't be done as they stand; nothing was changed."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja = ja
        self.en = en
