"""What an organisation consists of: units, posts, duties and who holds them, each for a time [from, until)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ALWAYS = date.min
FOREVER = date.max


class UnitKind(StrEnum):
    """Levels of the organisation: 庁 部 課 係."""

    OFFICE = "office"
    DEPARTMENT = "department"
    SECTION = "section"
    SUBSECTION = "subsection"


class Holding(StrEnum):
    """How somebody stands in a post or unit: 本務 兼務 事務取扱 職務代理, strongest first."""

    MAIN = "main"
    CONCURRENT = "concurrent"
    ACTING = "acting"
    PROXY = "proxy"


STANDING_IN = frozenset({Holding.ACTING, Holding.PROXY})
"""Appointed to do the work of a post that is empty, or whose holder is away for long."""
STRENGTH = {holding: place for place, holding in enumerate(Holding)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostKind:
    """A post as the regulation ranks it (課長 …); other titles of the same rank count as it (担当課長, 事務局長)."""

    id: str
    name: str
    en: str = ""
    rank: int
    """Higher decides over lower."""
    leads: UnitKind | None = None
    """The kind of unit it is the head of."""
    titles: tuple[str, ...] = ()
    """Further titles that count as this post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleKind:
    """A duty a section gives to somebody: 庶務担当, 文書主任."""

    id: str
    name: str
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A department, section or subsection. Its code is its identity: two units may bear the same name."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None
    en: str = ""
    since: date = ALWAYS
    until: date = FOREVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post somebody holds, or nobody: the head of a unit, or one that covers several units (副区長)."""

    key: str
    unit: str
    kind: str
    """Id of its PostKind."""
    title: str
    covers: tuple[str, ...] = ()
    """Units whose heads it is directly above, when it isn't the head of its own unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A person in a unit, in a post or as a member, for a time."""

    person: str
    unit: str
    post: str | None
    """Key of the post held; None for a member."""
    kind: str
    """Id of the PostKind: of the post, or of the member's own rank (係長 of another name, 主任, 係員)."""
    title: str
    holding: Holding = Holding.MAIN
    since: date = ALWAYS
    until: date = FOREVER

    def on(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHolder:
    """A person with a duty in a unit, for a time."""

    person: str
    unit: str
    role: str
    """Id of the RoleKind."""
    since: date = ALWAYS
    until: date = FOREVER

    def on(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which a person doesn't work: leave, illness, secondment."""

    person: str
    since: date
    until: date = FOREVER
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Others may act for a person (代理)."""

    principal: str
    kind: str
    """absence · procedures · authority"""
    to: str
    """person:<uuid> · unit:<code> · post:<key> · duty:<unit>/<duty>"""
    since: date
    until: date
    procedures: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the staff register says of a person."""

    uuid: str
    staff_number: str
    name: str
    kana: str = ""
    card_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputies:
    """Who decides for an absent head, as far as the line of command alone doesn't say it."""

    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a unit to the units whose heads its own head named in advance, in order."""
    general: Mapping[str, str] = field(default_factory=dict)
    """Code of a unit to the one below it that does general affairs (庶務担当課); otherwise the first by code."""
    depth: int = 2
    """How many are tried before the decision waits for its decider."""
    remind_after: int = 3
    """Open days after which whoever owes a look (後閲) is told again."""
    tell_after: int = 5
    """Open days after which whoever is above him is told."""
