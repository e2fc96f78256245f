"""The life of a batch in words, shared by the stored batch and its pages."""

from enum import StrEnum
from typing import Literal

from forms.spec import Text


class BatchStatus(StrEnum):
    """Where a batch stands. What people can read is decided by its instant of publication alone."""

    RECEIVED = "received"
    """Documents are being made."""
    CHECKED = "checked"
    """Every document is made, goes on paper or is held; the batch waits for its second person."""
    RELEASED = "released"
    """Two persons stand for it; it becomes readable at its instant."""
    PUBLISHED = "published"
    CLOSED = "closed"
    CORRECTED = "corrected"
    """Closed, and some documents have a newer version since."""
    CALLED_BACK = "called_back"
    """Taken back before publication; nobody has seen or will see anything of it."""


LABELS = {
    BatchStatus.RECEIVED: Text("作成中", "Being made"),
    BatchStatus.CHECKED: Text("承認待ち", "Waiting for release"),
    BatchStatus.RELEASED: Text("公開待ち", "Waiting for publication"),
    BatchStatus.PUBLISHED: Text("公開済", "Published"),
    BatchStatus.CLOSED: Text("完了", "Closed"),
    BatchStatus.CORRECTED: Text("訂正あり", "Corrected"),
    BatchStatus.CALLED_BACK: Text("取消", "Called back"),
}

Problem = Literal["", "no_number", "unknown_person", "twice", "no_consent", "layout", "no_template"]
PROBLEMS: dict[Problem, Text] = {
    "no_number": Text("職員番号がありません", "There is no staff number"),
    "unknown_person": Text("職員の名簿にない番号です", "No person in the staff register has this number"),
    "twice": Text("同じ職員の行が2つあります", "There are two rows for this person"),
    "no_consent": Text("電子交付の承諾がありません", "There is no consent to electronic delivery"),
    "layout": Text("帳票に収まりません", "It does not fit the template"),
    "no_template": Text("帳票が使えません", "The template cannot be used"),
}
"""Why a row is held: an exception that somebody decides."""
