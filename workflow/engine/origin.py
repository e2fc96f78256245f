"""What a case keeps of the finished one that it started from (開始の元の案件)."""

from typing import Any

from msgspec import Struct, field


class Origin(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The finished case, as it was then."""

    case: str
    """uuid"""
    number: str
    procedure: str
    outcome: str
    document_number: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    """By the keys of the items that the program can read of it."""
