"""The versions of a table over time: a rule is amended, cases go by the version of their day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from forms.spec import Text
from forms.tables.table import Table
from forms.wareki import DateUnreadable, read_date

_VALID = re.compile(r"(?P<first>[^~〜]*)[~〜](?P<last>[^~〜]*)")


class ValidityUnreadable(Exception):
    """A text is no time of validity."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.ja)
        self.message = message


@dataclass(frozen=True, slots=True)
class Validity:
    """From a day to a day, both counted; None has no end."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def overlaps(self, other: "Validity") -> bool:
        return not _ends_before(self, other) and not _ends_before(other, self)


@dataclass(frozen=True, slots=True)
class Version:
    """A table while it is valid."""

    validity: Validity
    table: Table


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table with its amendments, the oldest first."""

    versions: tuple[Version, ...]

    def on(self, day: date) -> Table | None:
        """The table of a day; None when no version was valid then."""
        return next((version.table for version in self.versions if version.validity.holds(day)), None)


def read_validity(text: str) -> Validity:
    """2026-04-01〜, 令和8年4月1日〜令和9年3月31日, 〜2026-03-31. Raises ValidityUnreadable."""
    found = _VALID.fullmatch(normalize("NFKC", text).strip())
    if found is None or not (found["first"].strip() or found["last"].strip()):
        raise ValidityUnreadable(
            Text(
                f"「{text}」は施行の期間として読めません。2026-04-01〜 のように書きます。",
                "Write it like 2026-04-01〜.",
            )
        )
    first, last = _day(found["first"]), _day(found["last"])
    if first and last and first > last:
        raise ValidityUnreadable(Text(f"「{text}」は終わりが始まりより前です。", f"{text} ends before it starts."))
    return Validity(first, last)


def amendments(validities: list[Validity]) -> list[tuple[int, int]]:
    """Pairs of versions that are valid on the same day, by their places."""
    return [
        (one, other)
        for other in range(len(validities))
        for one in range(other)
        if validities[one].overlaps(validities[other])
    ]


def closed_by(validity: Validity, following: Validity | None) -> Validity:
    """A version without an end is valid until the day before the next one."""
    if validity.last is not None or following is None or following.first is None:
        return validity
    return Validity(validity.first, following.first - timedelta(days=1))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return read_date(text.strip())
    except DateUnreadable:
        raise ValidityUnreadable(Text(f"「{text}」は日付として読めません。", f"{text} is no date.")) from None


def _ends_before(one: Validity, other: Validity) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first
