"""What this machine can't do just now, as a sentence for whoever meets it; pages and programs are told the same."""

from django.db import OperationalError
from psycopg.errors import DiskFull

from forms.errors import (
    AddressRefused,
    AttachmentUnreadable,
    ContentNotKept,
    IssuanceRefused,
    PrintingUnavailable,
    RenderingStopped,
)
from forms.spec import Text

_WITH_A_SENTENCE = (
    AddressRefused,
    AttachmentUnreadable,
    ContentNotKept,
    IssuanceRefused,
    PrintingUnavailable,
    RenderingStopped,
)
DATABASE_FULL = Text(
    "データベースの置き場所に空きがないため、記録できませんでした。何も登録していません。情報政策課へ知らせてください。"
    "空きができたら、もう一度操作してください。",
    "The database has no space left, so nothing was recorded. Tell the IT section, and try again once there is space.",
)


def said(error: Exception) -> Text | None:
    """None for an error that is a fault of ours."""
    if isinstance(error, _WITH_A_SENTENCE):
        return Text(error.ja, error.en)
    if isinstance(error, OperationalError) and isinstance(error.__cause__, DiskFull):
        return DATABASE_FULL
    return None
