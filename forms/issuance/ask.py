"""What a procedure asks for when it reaches 交付: a document for every row. The engine writes it, issuance keeps it."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from msgspec import Struct

from forms.issuance.columns import Column
from forms.tokyo_time import TOKYO


class RowSetRef(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Rows of an imported file. They are kept encrypted by issuance; the case knows their name and number only."""

    row_set: str
    """uuid of the row set."""
    count: int


class Receipt(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Whether people are to read their document, counted from publication."""

    within: timedelta
    """After this time a document that was not opened is unread."""
    remind_every: timedelta | None = None
    remind_at_most: int = 0


class Keep(Struct, omit_defaults=True, frozen=True):
    """How long a document stays readable, counted from publication; 7 years are 84 months."""

    months: int = 0
    days: int = 0

    def end(self, start: datetime) -> datetime:
        """The instant at which it is over; from the end of a long month to the end of a short one."""
        local = start.astimezone(TOKYO)
        years, month = divmod(local.year * 12 + local.month - 1 + self.months, 12)
        day = min(local.day, monthrange(years, month + 1)[1])
        return (local.replace(year=years, month=month + 1, day=day) + timedelta(days=self.days)).astimezone(UTC)


class IssueAsk(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One batch of personal documents."""

    key: str
    """`<case uuid>:<step id>:<round>`: the same key again is the same batch."""
    case: str
    procedure: str
    step: str
    title: str = ""
    """What the clerk calls the batch: the title of the case."""
    rows: tuple[Mapping[str, Any], ...] | RowSetRef
    """Values as JSON has them."""
    columns: tuple[Column, ...] = ()
    """What the rows say, where the procedure knows it; empty: whoever brought the rows says it, or nobody."""
    recipient: str
    """Column that holds the staff number."""
    template: str
    """File name in definitions/documents."""
    consent: str = ""
    """Name of the consent people give to receive it electronically; empty when none is needed."""
    without_consent: Literal["paper", "hold"] = "paper"
    paper_by: tuple[str, ...] = ()
    """uuids of the people who print, hand over and record."""
    publish_at: datetime | None = None
    """Aware; None publishes as soon as everything is ready and released."""
    receipt: Receipt | None = None
    keep: Keep | None = None
    """None: without an end."""
    corrects: str = ""
    """Key of the batch whose documents get a new version."""
    released_by: tuple[str, ...] = ()
    """uuids of the people whose acts led here. Fewer than two: the batch waits for another person to release it."""


def batch_key(case: str, step: str, round: int) -> str:
    """The key of the batch that a step starts in a round."""
    return f"{case}:{step}:{round}"
