"""Finds who has the work of a step that is entered: the rules for every human step, in one place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.deputies import deputy_for
from approvals.routing.find import AnyOf, AtPost, Everyone, InUnit, Target, ThePerson, find
from approvals.routing.matter import Matter
from approvals.routing.organisation import Holding, Organisation, Post, Posting
from approvals.routing.route import Route, Seat
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import UserNode


@dataclass(frozen=True, slots=True)
class Opened:
    """These people may act."""

    route: Route


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nobody need act: the absent look at it later (後閲)."""

    reason: Text
    later_views: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Unassignable:
    """Nobody can act; an administrator reads why."""

    reason: Text


_JUDGING = frozenset({"examine", "verify", "decide", "approve", "check"})
"""Kinds of steps in which applicant, drafter and typist never act themselves."""
_HOLDINGS = {
    Holding.MAIN: Reason.HOLDER,
    Holding.CONCURRENT: Reason.CONCURRENT,
    Holding.ACTING: Reason.ACTING,
    Holding.PROXY: Reason.PROXY_HOLDER,
}


def open_route(
    node: UserNode, matter: Matter, organisation: Organisation, on: date, former: str = ""
) -> Opened | Skipped | Unassignable:
    """Who has the work. `former` did the step before a send-back and gets it again if he still may."""
    opening = _Opening(node, matter, organisation, on)
    targets = [target for ref in node.assignee for target in find(ref, matter, organisation, on)]
    found = list(_each_once(seat for target in targets for seat in opening.seats(target)))
    if not found:
        return Unassignable(opening.nobody(targets))
    if node.kind == "apply":
        return Opened(Route(seats=(*found, *opening.typist())))
    present = [seat for seat in found if not organisation.is_absent(seat.person, on)]
    again = [seat for seat in present if seat.person == former]
    if present:
        return Opened(Route(seats=tuple(again or found)))
    if node.kind == "decide":
        return Opened(Route(seats=tuple(_each_once(opening.in_place_of(seat) for seat in found))))
    if node.absent == "view_later":
        return Skipped(_away(node, found, organisation), tuple(found))
    return Opened(Route(seats=tuple(found)))


def _each_once(seats: Iterable[Seat]) -> Iterator[Seat]:
    """One person found twice acts once, at the first place he was found."""
    seen: set[str] = set()
    for seat in seats:
        if seat.person not in seen:
            seen.add(seat.person)
            yield seat


def _away(node: UserNode, seats: list[Seat], organisation: Organisation) -> Text:
    names = "、".join(organisation.persons[seat.person].name for seat in seats if seat.person in organisation.persons)
    return Text(
        f"「{node.step}」は、{names}が不在のため後閲とします。",
        f"“{node.en or node.step}” is passed: {names} is away and will look later.",
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    node: UserNode
    matter: Matter
    organisation: Organisation
    on: date

    @property
    def never(self) -> frozenset[str]:
        """Who may not act here: the parties, and whoever did a step named under 兼務不可."""
        return self.matter.parties | self._did_another_step

    @property
    def _did_another_step(self) -> frozenset[str]:
        return frozenset(self.matter.actors.get(step, "") for step in self.node.not_same_as) - {""}

    def seats(self, target: Target) -> Iterator[Seat]:
        """The people a target stands for, without those who may not act here."""
        match target:
            case AtPost(post, as_head):
                strict = as_head or self.node.kind in _JUDGING
                yield from self._at_post(post, self.never if strict else self._did_another_step, Reason.HOLDER)
            case ThePerson(person, unit):
                yield from self._person(person, unit)
            case AnyOf(people, unit, duty):
                yield from self._group(people, unit, Reason.DUTY if duty else Reason.MEMBER)
            case InUnit(unit):
                people = tuple(each.person for each in self.organisation.members(unit, self.on))
                yield from self._group(people, unit, Reason.MEMBER)
            case Everyone():
                yield from self._group(self.organisation.staff(self.on), "", Reason.MEMBER)

    def _at_post(self, post: Post | None, never: frozenset[str], reason: Reason) -> Iterator[Seat]:
        """The holder of the post; while that is somebody who may not act, the post one level up."""
        while post is not None:
            holder = self.organisation.holder(post.key, self.on)
            if holder is None:
                return
            if holder.person not in never:
                yield _seat(holder, _HOLDINGS[holder.holding] if reason is Reason.HOLDER else reason)
                return
            post, reason = self.organisation.superior(post.key), Reason.ONE_LEVEL_UP

    def _person(self, person: str, unit: str) -> Iterator[Seat]:
        posting = self.organisation.main_posting(person, self.on, unit)
        never = self.never if self.node.kind in _JUDGING else self._did_another_step
        if person not in never:
            if posting:
                reason = Reason.PARTY if person in self.matter.parties else Reason.NAMED
                yield _seat(posting, reason)
        elif posting:
            rank = self.organisation.rank(posting.kind)
            above = next(self.organisation.line_above(posting.unit, rank), None)
            yield from self._at_post(above, never, Reason.ONE_LEVEL_UP)

    def _group(self, people: tuple[str, ...], unit: str, reason: Reason) -> Iterator[Seat]:
        """Everybody of the group who may act; when nobody is left, the head of the unit or the post above him."""
        left = [person for person in people if person not in self.never]
        for person in left:
            posting = self._posting_in(person, unit)
            if posting:
                yield _seat(posting, reason)
        if people and not left:
            yield from self._at_post(next(self.organisation.line_above(unit, 0), None), self.never, Reason.ONE_LEVEL_UP)

    def _posting_in(self, person: str, unit: str) -> Posting | None:
        """The posting somebody has in the unit or below it; else his main one."""
        below = set(self.organisation.below(unit))
        held = self.organisation.postings(person, self.on)
        return next((each for each in held if each.unit in below), held[0] if held else None)

    def typist(self) -> Iterator[Seat]:
        """Who typed the application may correct it for the applicant."""
        posting = self.organisation.main_posting(self.matter.typist, self.on)
        if posting and self.matter.typist != self.matter.applicant:
            yield _seat(posting, Reason.TYPIST, Capacity.PROXY, principal=self.matter.applicant)

    def in_place_of(self, decider: Seat) -> Seat:
        """The deputy of an absent decider where the step allows one; else the decider, for whom the work waits."""
        post = self._post_held(decider)
        if not self.node.deputy or post is None:
            return decider
        deputy = deputy_for(post, self.matter, self.organisation, self.on, self.never)
        if deputy is None:
            return structs.replace(decider, reason=Reason.DEPUTIES_AWAY)
        return structs.replace(
            _seat(deputy, Reason.DEPUTY, Capacity.DEPUTY, principal=decider.person), principal_post=decider.post
        )

    def _post_held(self, seat: Seat) -> Post | None:
        held = self.organisation.postings(seat.person, self.on)
        key = next((each.post for each in held if (each.unit, each.title) == (seat.unit, seat.post)), None)
        return self.organisation.posts.get(key) if key else None

    def nobody(self, targets: list[Target]) -> Text:
        """The sentence an administrator reads when nobody can act."""
        posts = [target.post for target in targets if isinstance(target, AtPost)]
        vacant = [post for post in posts if self.organisation.holder(post.key, self.on) is None]
        step = self.node.step
        if vacant:
            where = self.organisation.full_name(vacant[0].unit)
            return Text(
                f"「{step}」の担当が決まりません: {where}の{vacant[0].title}が空席です。",
                f"Nobody can act on “{self.node.en or step}”: the post {vacant[0].title} of {where} is vacant.",
            )
        written = "、".join(ref.text or ref.base for ref in self.node.assignee)
        return Text(
            f"「{step}」の担当が決まりません: {written}にあたる職員がいません。",
            f"Nobody can act on “{self.node.en or step}”: no person is found for {written}.",
        )


def _seat(posting: Posting, reason: Reason, capacity: Capacity = Capacity.SELF, principal: str = "") -> Seat:
    return Seat(
        person=posting.person,
        unit=posting.unit,
        post=posting.title,
        holding=posting.holding,
        capacity=capacity,
        principal=principal,
        reason=reason,
    )
