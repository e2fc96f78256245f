"""Follows what a definition says of people (申請者の所属長, 人事課人事係) to posts, persons and groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.routing.establishment import Post, PostKind, UnitKind
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from workflow.engine.values import PersonRef


@dataclass(frozen=True, slots=True)
class AtPost:
    """Whoever holds a post."""

    post: Post
    as_head: bool = False
    """Found as 所属長."""


@dataclass(frozen=True, slots=True)
class ThePerson:
    """One person, in the unit he acts in."""

    person: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any one of several people of a unit."""

    people: tuple[str, ...]
    unit: str
    duty: bool = False
    """They have a duty there (庶務担当); otherwise they are its members."""


@dataclass(frozen=True, slots=True)
class InUnit:
    """Any member of a unit and of the units below it."""

    unit: str


@dataclass(frozen=True, slots=True)
class Everyone:
    """The whole staff."""


Target = AtPost | ThePerson | AnyOf | InUnit | Everyone


def find(
    ref: PersonRef, matter: Matter, organisation: Organisation, on: date, as_of: date | None = None
) -> tuple[Target, ...]:
    """Where the work may go, in the order of the definition; empty when the base or a relation leads nowhere.

    `as_of`: the day whose organisation says where a person belongs (基準); who is there now is always today's.
    """
    search = _Search(matter, organisation, on, as_of or on)
    targets = tuple(search.base(ref.base))
    for relation in ref.relations:
        targets = tuple(_once(found for target in targets for found in search.follow(relation, target)))
    return targets


def _once(targets: Iterator[Target]) -> Iterator[Target]:
    seen: set[Target] = set()
    for target in targets:
        if target not in seen:
            seen.add(target)
            yield target


@dataclass(frozen=True, slots=True)
class _Search:
    matter: Matter
    organisation: Organisation
    on: date
    as_of: date

    def base(self, base: str) -> Iterator[Target]:
        matter = self.matter
        kind, _, name = base.partition(":")
        match kind:
            case "everyone":
                yield Everyone()
            case "unit" if name in self.organisation.units:
                yield InUnit(name)
            case "applicant":
                yield from self._person(matter.applicant, matter.unit)
            case "drafter":
                yield from self._person(matter.drafter, matter.unit)
            case "typist":
                yield from self._person(matter.typist)
            case "previous":
                yield from self._person(matter.previous)
            case "step":
                yield from self._person(matter.actors.get(name, ""))
            case "person":
                yield from self._person(name)
            case "item":
                answer = matter.items.get(name, "")
                yield from [InUnit(answer)] if answer in self.organisation.units else self._person(answer)

    def follow(self, relation: str, target: Target) -> Iterator[Target]:
        kind, _, name = relation.partition(":")
        match kind:
            case "head":
                yield from self._head(target)
            case "post":
                yield from self._post(name, target)
            case "level":
                yield from (InUnit(unit) for unit in self._units(target, UnitKind(name)))
            case "unit" if name in self.organisation.units:
                yield InUnit(name)
            case "role":
                yield from self._role(name, target)
            case "in_charge":
                yield from self._in_charge(target)

    def _person(self, person: str, unit: str = "") -> Iterator[Target]:
        if person:
            yield ThePerson(person, unit)

    def _places(self, target: Target) -> Iterator[tuple[str, int]]:
        """Units a target stands for, each with the rank above which its line of command begins."""
        organisation = self.organisation
        match target:
            case InUnit(unit):
                yield unit, 0
            case AtPost(post):
                yield post.unit, organisation.rank(post.kind)
            case ThePerson(person, unit):
                yield from self._place_of(person, unit)
            case AnyOf(people):
                for person in people:
                    yield from self._places(ThePerson(person))

    def _place_of(self, person: str, unit: str) -> Iterator[tuple[str, int]]:
        """Where a person belongs: on the day asked about; of a day the organisation no longer knows, and of whoever has
        left, where the case says he applied; else where he is now."""
        organisation, matter = self.organisation, self.matter
        posting = organisation.main_posting(person, self.as_of, unit)
        applied_elsewhere = posting is None or posting.unit != matter.unit
        is_his = person in (matter.applicant, matter.drafter) and matter.unit in organisation.units
        now = posting or organisation.main_posting(person, self.on, unit)
        if is_his and (now is None or (self.as_of != self.on and applied_elsewhere)):
            yield matter.unit, organisation.rank_of_title(matter.post)
        elif now is not None:
            yield now.unit, organisation.rank(now.kind)

    def _units(self, target: Target, level: UnitKind) -> Iterator[str]:
        for unit, _rank in self._places(target):
            found = self.organisation.unit_at(unit, level)
            if found:
                yield found.code

    def _head(self, target: Target) -> Iterator[Target]:
        """所属長: the chief of the section; for the chief himself, and above sections, one level up."""
        organisation = self.organisation
        himself = target.person if isinstance(target, ThePerson) else ""
        for unit, rank in self._places(target):
            section = organisation.unit_at(unit, UnitKind.SECTION)
            chief = organisation.head_post(section.code) if section else None
            post = chief or next(organisation.line_above(unit, rank), None)
            while post and himself and self._holds(post, himself):
                post = organisation.superior(post.key)
            if post:
                yield AtPost(post, as_head=True)

    def _holds(self, post: Post, person: str) -> bool:
        holders = (self.organisation.holder(post.key, day) for day in (self.on, self.as_of))
        return any(holder is not None and holder.person == person for holder in holders)

    def _post(self, title: str, target: Target) -> Iterator[Target]:
        kind = next(
            (kind for kind in self.organisation.post_kinds.values() if title in (kind.name, *kind.titles)), None
        )
        if kind is None:
            return
        for unit, _rank in self._places(target):
            bearing = () if title == kind.name else tuple(self._bearing(title, unit, target))
            if bearing:
                yield from bearing
            elif kind.id not in self.organisation.held_kinds:
                people = tuple(each.person for each in self.organisation.members(unit, self.on) if each.kind == kind.id)
                yield AnyOf(people, unit)
            elif isinstance(target, InUnit):
                yield from self._posts_of_unit(kind, unit)
            else:
                yield from self._post_above(kind, unit)

    def _bearing(self, title: str, unit: str, target: Target) -> Iterator[Target]:
        """Whoever bears a further title (担当課長) himself, in the line of command or in the unit; other posts of that
        rank are meant only where nobody does."""
        organisation = self.organisation
        if not isinstance(target, InUnit):
            line = (post for post in organisation.line_above(unit, 0) if post.title == title)
            yield from (AtPost(post) for post in line)
            return
        below = set(organisation.below(unit))
        posts = [post for post in organisation.posts.values() if post.title == title and post.unit in below]
        yield from (AtPost(post) for post in posts)
        there = organisation.members(unit, self.on)
        people = tuple(each.person for each in there if each.post is None and each.title == title)
        if people:
            yield AnyOf(people, unit)

    def _posts_of_unit(self, kind: PostKind, unit: str) -> Iterator[Target]:
        """The unit's own post of this kind; else those of the units below it; else the one above it."""
        organisation = self.organisation
        units = set(organisation.below(unit))
        below = [post for post in organisation.posts_of_kind(kind.id) if post.unit in units]
        own = [post for post in below if post.unit == unit]
        if own or below:
            yield from (AtPost(post) for post in own or below)
        else:
            yield from self._post_above(kind, unit)

    def _post_above(self, kind: PostKind, unit: str) -> Iterator[Target]:
        """The lowest post of this rank or above in the unit's line: who has no 係長 has his 課長 in that place."""
        post = next(self.organisation.line_above(unit, kind.rank - 1), None)
        if post:
            yield AtPost(post)

    def _role(self, name: str, target: Target) -> Iterator[Target]:
        role = next((role.id for role in self.organisation.role_kinds.values() if role.name == name), "")
        for unit, _rank in self._places(target):
            holders = self.organisation.role_holders(unit, role, self.on)
            if holders:
                yield AnyOf(tuple(holder.person for holder in holders), holders[0].unit, duty=True)

    def _in_charge(self, target: Target) -> Iterator[Target]:
        """担当者: whoever of the section, the one who had it before first."""
        former = target.person if isinstance(target, ThePerson) else ""
        for unit, _rank in self._places(target):
            section = self.organisation.unit_at(unit, UnitKind.SECTION)
            code = section.code if section else unit
            people = [each.person for each in self.organisation.members(code, self.on)]
            yield AnyOf(tuple(sorted(people, key=lambda person: person != former)), code)
