"""The versions of a table over time: a rule is amended, cases go by the version of their day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from forms.feel.types import Type
from forms.spec import Text
from forms.tables.table import Conflict, Drawn, NoRow, Table
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


ALWAYS = Validity()


@dataclass(frozen=True, slots=True)
class Version:
    """A table while it is valid."""

    validity: Validity
    table: Table


@dataclass(frozen=True, slots=True)
class NotInForce:
    """No version was valid on the day; None when there is no day."""

    day: date | None


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table with its amendments, the oldest first."""

    versions: tuple[Version, ...]
    as_of: str = ""
    """Key of the value that is the day by which a case goes."""

    @property
    def types(self) -> Mapping[str, Type]:
        """The kinds of the answers, which are the same in all versions."""
        return self.versions[0].table.types

    def on(self, day: date) -> Table | None:
        """The table of a day; None when no version was valid then."""
        return next((version.table for version in self.versions if version.validity.holds(day)), None)

    def in_force(self, env: Mapping[str, object]) -> Table | NotInForce:
        """The table of the day that these values go by."""
        if len(self.versions) == 1 and self.versions[0].validity == ALWAYS:
            return self.versions[0].table
        found = env.get(self.as_of)
        day = found if isinstance(found, date) and not isinstance(found, datetime) else None
        return (self.on(day) if day else None) or NotInForce(day)

    def draw(self, env: Mapping[str, object]) -> Drawn | NoRow | Conflict | NotInForce:
        """What the table of the day answers to these values."""
        table = self.in_force(env)
        return table if isinstance(table, NotInForce) else table.draw(table.values_of(env))


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


def in_order(validities: Sequence[Validity]) -> tuple[Validity, ...]:
    """The validities, one without an end closed by the one that follows it in time."""
    starts = sorted(found.first for found in validities if found.first is not None)

    def closed(found: Validity) -> Validity:
        start = next((start for start in starts if found.first is None or start > found.first), None)
        return closed_by(found, Validity(start) if start else None)

    return tuple(closed(found) for found in validities)


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
