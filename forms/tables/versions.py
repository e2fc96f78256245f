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
    bodies: frozenset[str] = frozenset()
    """Those whose rule it is; empty: of everybody who has none of his own."""
    basis: str = ""
    """The regulation it stands in."""

    def draw(self, env: Mapping[str, object]) -> Drawn | NoRow | Conflict:
        """What it answers to these values."""
        return self.table.draw(self.table.values_of(env))


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
    body: tuple[str, str] = ("", "")
    """Where the values say whose rule a case goes by: a name and one of its members."""

    @property
    def types(self) -> Mapping[str, Type]:
        """The kinds of the answers, which are the same in all versions."""
        return self.versions[0].table.types

    def on(self, day: date, body: str = "") -> Version | None:
        """The version of a day for a body, by its own rule if it has one; None when none was valid then."""
        return next((version for version in self._rules_of(body) if version.validity.holds(day)), None)

    def _rules_of(self, body: str) -> tuple[Version, ...]:
        own = tuple(version for version in self.versions if body and body in version.bodies)
        return own or tuple(version for version in self.versions if not version.bodies)

    def in_force(self, env: Mapping[str, object]) -> Version | NotInForce:
        """The version of the day and the body that these values go by."""
        name, member = self.body
        whose = env.get(name)
        body = str(whose.get(member) or "") if isinstance(whose, Mapping) else ""
        rules = self._rules_of(body)
        if len(rules) == 1 and rules[0].validity == ALWAYS:
            return rules[0]
        found = env.get(self.as_of)
        day = found if isinstance(found, date) and not isinstance(found, datetime) else None
        return (self.on(day, body) if day else None) or NotInForce(day)

    def draw(self, env: Mapping[str, object]) -> Drawn | NoRow | Conflict | NotInForce:
        """What the table of the day answers to these values."""
        version = self.in_force(env)
        return version if isinstance(version, NotInForce) else version.draw(env)


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


def amendments(validities: Sequence[Validity], bodies: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs of versions that are valid on the same day for the same body, by their places."""
    return [
        (one, other)
        for other in range(len(validities))
        for one in range(other)
        if validities[one].overlaps(validities[other]) and _are_of_one(bodies[one], bodies[other])
    ]


def in_order(validities: Sequence[Validity], bodies: Sequence[frozenset[str]]) -> tuple[Validity, ...]:
    """The validities, one without an end closed by the one of the same body that follows it in time."""

    def closed(place: int) -> Validity:
        found = validities[place]
        of_it = (other for other, body in zip(validities, bodies, strict=True) if _are_of_one(body, bodies[place]))
        starts = sorted(other.first for other in of_it if other.first is not None)
        start = next((start for start in starts if found.first is None or start > found.first), None)
        return closed_by(found, Validity(start) if start else None)

    return tuple(closed(place) for place in range(len(validities)))


def _are_of_one(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or not (one or other)


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
