"""The values that the record of a decided case is made of."""

from dataclasses import dataclass
from datetime import datetime

from forms.documents.values import Values
from forms.field_type import Attached

DECIDED_CASE = "decided-case"
"""What a template writes in `<meta name="columns">` to be made of them."""

DIGEST = "記録の要約値"
"""SHA-256 of the attached record; the platform computes it."""

CASE_VALUES = (
    "手続", "件名", "結果", "決裁日時", "決裁者", "決裁の根拠", "文書番号", "申請番号", "申請者", "申請日時", "所管",
    "保存期間", "公開区分",
    DIGEST,
    "内容", "内容.項目", "内容.値",
    "添付", "添付.名前", "添付.大きさ", "添付.ハッシュ",
    "経過", "経過.日時", "経過.人", "経過.行為", "経過.意見",
)  # fmt: skip
"""A name with a point is a column of repeated rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedCase:
    """What the document of a decided case is made of; the same case, up to the same act, gives the same."""

    number: str
    values: Values
    record: bytes
    """JSON for machines; what `record.json` inside the document holds."""
    files: tuple[Attached, ...]
    """What people attached; it goes inside the document as it is."""
    at: datetime
    """When the act was recorded up to which it tells."""
