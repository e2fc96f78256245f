"""The ward's organisation at one revision: who holds which post, who belongs where, who is away. Immutable, in memory.

Everything is dated, and questions name the day they are asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from approvals.routing.authority import Authority
from approvals.routing.establishment import (
    FOREVER,
    STANDING_IN,
    STRENGTH,
    Absence,
    Delegation,
    Deputies,
    Person,
    Post,
    Posting,
    PostKind,
    RoleHolder,
    RoleKind,
    Unit,
    UnitKind,
)

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """All of it, with indexes. Build it with `of`; two of the same (generation, revision) are equal in content."""

    generation: int
    revision: int
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    persons: Mapping[str, Person]
    post_kinds: Mapping[str, PostKind]
    role_kinds: Mapping[str, RoleKind]
    deputies: Deputies
    authorities: Mapping[str, Authority]
    """By the code of their units."""
    held_kinds: frozenset[str]
    """Kinds of posts that exist as posts; others (主任, 係員) are ranks of members."""
    delegations: Mapping[str, tuple[Delegation, ...]]
    """By principal, also those of other days."""
    _children: Mapping[str, tuple[str, ...]]
    _of_kind: Mapping[str, tuple[Post, ...]]
    _posts_of: Mapping[str, tuple[Post, ...]]
    _covering: Mapping[str, tuple[Post, ...]]
    _holders: Mapping[str, tuple[Posting, ...]]
    _in_unit: Mapping[str, tuple[Posting, ...]]
    _of_person: Mapping[str, tuple[Posting, ...]]
    _roles: Mapping[tuple[str, str], tuple[RoleHolder, ...]]
    _absences: Mapping[str, tuple[Absence, ...]]

    @classmethod
    def of(
        cls,
        *,
        generation: int = 1,
        revision: int = 1,
        units: Iterable[Unit],
        posts: Iterable[Post],
        postings: Iterable[Posting],
        persons: Iterable[Person],
        post_kinds: Iterable[PostKind],
        role_kinds: Iterable[RoleKind] = (),
        role_holders: Iterable[RoleHolder] = (),
        absences: Iterable[Absence] = (),
        delegations: Iterable[Delegation] = (),
        deputies: Deputies | None = None,
        authorities: Iterable[Authority] = (),
    ) -> "Organisation":
        """The organisation with this content; the order of the input never matters.

        Rows that name unknown units are ignored by every question: nobody is found rather than the wrong person.
        """
        unit_by_code = {unit.code: unit for unit in units}
        post_list = sorted(posts, key=lambda post: post.key)
        ranked = sorted(postings, key=lambda each: (STRENGTH[each.holding], each.person, each.unit, each.title))
        kinds = {kind.id: kind for kind in post_kinds}
        return cls(
            generation=generation,
            revision=revision,
            units=unit_by_code,
            posts={post.key: post for post in post_list},
            persons={person.uuid: person for person in persons},
            post_kinds=kinds,
            role_kinds={kind.id: kind for kind in role_kinds},
            deputies=deputies or Deputies(),
            authorities={each.unit: each for each in authorities},
            delegations=_group((each.principal, each) for each in delegations),
            held_kinds=frozenset(post.kind for post in post_list),
            _children=_group((unit.parent, code) for code, unit in sorted(unit_by_code.items()) if unit.parent),
            _of_kind=_group((post.kind, post) for post in post_list),
            _posts_of=_group((post.unit, post) for post in _lowest_first(post_list, kinds) if not post.covers),
            _covering=_group((code, post) for post in _lowest_first(post_list, kinds) for code in post.covers),
            _holders=_group((each.post, each) for each in ranked if each.post is not None),
            _in_unit=_group((each.unit, each) for each in ranked),
            _of_person=_group((each.person, each) for each in ranked),
            _roles=_group(((each.unit, each.role), each) for each in sorted(role_holders, key=lambda h: h.person)),
            _absences=_group((each.person, each) for each in absences),
        )

    # --- units -------------------------------------------------------------------------------------------------------

    def upwards(self, code: str) -> Iterator[Unit]:
        """The unit and those above it, nearest first; nothing for an unknown code. A ring in the data ends the walk."""
        seen: set[str] = set()
        unit = self.units.get(code)
        while unit is not None and unit.code not in seen:
            seen.add(unit.code)
            yield unit
            unit = self.units.get(unit.parent) if unit.parent else None

    def unit_at(self, code: str, kind: UnitKind) -> Unit | None:
        """The unit of this kind that the unit is or belongs to."""
        return next((unit for unit in self.upwards(code) if unit.kind is kind), None)

    def authority_of(self, code: str) -> Authority | None:
        """Who appoints the people of a unit (任命権者); None where nobody said so."""
        return next((self.authorities[unit.code] for unit in self.upwards(code) if unit.code in self.authorities), None)

    def below(self, code: str) -> Iterator[str]:
        """The code itself and those of all units under it, in order of codes level by level."""
        level = [code] if code in self.units else []
        while level:
            yield from level
            level = [child for unit in level for child in self._children.get(unit, ())]

    def children(self, code: str) -> tuple[str, ...]:
        """Codes of the units directly under one."""
        return self._children.get(code, ())

    def full_name(self, code: str) -> str:
        """Name from the department down, as written in letters: 総務部人事課人事係."""
        names = [unit.name for unit in self.upwards(code) if unit.kind is not UnitKind.OFFICE]
        return "".join(reversed(names)) or (self.units[code].name if code in self.units else "")

    def next_change(self, on: date) -> date | None:
        """The next day on which a posting begins or ends."""
        days = (day for held in self._of_person.values() for each in held for day in (each.since, each.until))
        return min((day for day in days if on < day < FOREVER), default=None)

    # --- persons and their postings ----------------------------------------------------------------------------------

    def postings(self, person: str, on: date) -> tuple[Posting, ...]:
        """Everything a person holds that day, main posting first."""
        return tuple(each for each in self._of_person.get(person, ()) if each.on(on) and each.unit in self.units)

    def main_posting(self, person: str, on: date, unit: str = "") -> Posting | None:
        """The posting a person acts in: the one in `unit` if there is one, else the main one."""
        held = self.postings(person, on)
        return next((each for each in held if unit and each.unit == unit), held[0] if held else None)

    def members(self, code: str, on: date) -> tuple[Posting, ...]:
        """Everybody of a unit and the units below it, each person once, in his strongest posting there."""
        found: dict[str, Posting] = {}
        for unit in self.below(code):
            for each in self._in_unit.get(unit, ()):
                best = found.get(each.person)
                if each.on(on) and (best is None or STRENGTH[each.holding] < STRENGTH[best.holding]):
                    found[each.person] = each
        return tuple(found.values())

    def staff(self, on: date) -> tuple[str, ...]:
        """Everybody who holds a posting that day (全職員)."""
        return tuple(person for person, held in self._of_person.items() if any(each.on(on) for each in held))

    def role_holders(self, code: str, role: str, on: date) -> tuple[RoleHolder, ...]:
        """Who has the duty in the unit, else in the nearest unit above that gives it to somebody."""
        for unit in self.upwards(code):
            found = tuple(each for each in self._roles.get((unit.code, role), ()) if each.on(on))
            if found:
                return found
        return ()

    def is_absent(self, person: str, on: date) -> bool:
        """Whether an absence is registered for that day."""
        return any(each.since <= on < each.until for each in self._absences.get(person, ()))

    def back_on(self, person: str, on: date) -> date:
        """The first day, from `on`, of which no absence is registered; FOREVER where an absence has no end."""
        for each in sorted(self._absences.get(person, ()), key=lambda each: each.since):
            if each.since <= on < each.until:
                on = each.until
        return on

    def delegations_of(self, person: str, on: date) -> tuple[Delegation, ...]:
        """What a person lets others do for him that day."""
        return tuple(each for each in self.delegations.get(person, ()) if each.since <= on < each.until)

    def with_absent(self, people: Iterable[str], on: date) -> "Organisation":
        """The same organisation, with these people away on a day, too."""
        absences = dict(self._absences)
        for person in people:
            absences[person] = (*absences.get(person, ()), Absence(person=person, since=on))
        return replace(self, _absences=absences)

    def with_everybody_at_work(self) -> "Organisation":
        """The same organisation without absences and delegations: what its posts and rules alone say."""
        return replace(self, _absences={}, delegations={})

    # --- posts -------------------------------------------------------------------------------------------------------

    def rank(self, kind: str) -> int:
        """Rank of a kind of post; an unknown one is below all."""
        known = self.post_kinds.get(kind)
        return known.rank if known else 0

    def rank_of_title(self, title: str) -> int:
        """Rank of the kind of post that bears a title; of an unknown one below all."""
        kinds = (kind.rank for kind in self.post_kinds.values() if title in (kind.name, *kind.titles))
        return next(kinds, 0)

    def holder(self, post: str, on: date) -> Posting | None:
        """Who holds a post: the appointed person; whoever has 事務取扱 or 職務代理 where nobody is appointed or while
        he is away. None when it is vacant."""
        held = [each for each in self._holders.get(post, ()) if each.on(on)]
        if len(held) > 1 and self.is_absent(held[0].person, on):
            instead = (each for each in held[1:] if each.holding in STANDING_IN)
            return next((each for each in instead if not self.is_absent(each.person, on)), held[0])
        return held[0] if held else None

    def posts_of(self, code: str) -> tuple[Post, ...]:
        """Posts of the unit itself, lowest rank first."""
        return self._posts_of.get(code, ())

    def posts_of_kind(self, kind: str) -> tuple[Post, ...]:
        """Every post of a kind, all over the office."""
        return self._of_kind.get(kind, ())

    def head_post(self, code: str) -> Post | None:
        """The post that leads a unit."""
        unit = self.units.get(code)
        led = [post for post in self.posts_of(code) if unit and self._leads(post) is unit.kind]
        return led[-1] if led else None

    def line_above(self, code: str, rank: int) -> Iterator[Post]:
        """Posts above a rank in the line of command of a unit, nearest first: 係長, 課長, 部長, 副区長, 区長."""
        for unit in self.upwards(code):
            for post in (*self.posts_of(unit.code), *self._covering.get(unit.code, ())):
                if self.rank(post.kind) > rank:
                    rank = self.rank(post.kind)
                    yield post

    def superior(self, post: str) -> Post | None:
        """The post one level up; None above the highest."""
        known = self.posts.get(post)
        return next(self.line_above(known.unit, self.rank(known.kind)), None) if known else None

    def _leads(self, post: Post) -> UnitKind | None:
        kind = self.post_kinds.get(post.kind)
        return kind.leads if kind else None


def _lowest_first(posts: Iterable[Post], kinds: Mapping[str, PostKind]) -> list[Post]:
    return sorted(posts, key=lambda post: (kinds[post.kind].rank if post.kind in kinds else 0, post.key))


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    lists: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}
