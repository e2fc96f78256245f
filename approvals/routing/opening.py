"""Whom a way of naming people gives the work of one step: who may act there, and who instead of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.deputies import deputy_for
from approvals.routing.establishment import Holding, Post, Posting
from approvals.routing.find import AnyOf, AtPost, Everyone, InUnit, Target, ThePerson
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import STARTING, UserNode

JUDGING = frozenset({"examine", "verify", "decide", "approve", "check", "consult", "assent"})
"""Kinds of steps in which applicant, drafter and typist never act themselves."""
_HOLDINGS = {
    Holding.MAIN: Reason.HOLDER,
    Holding.CONCURRENT: Reason.CONCURRENT,
    Holding.ACTING: Reason.ACTING,
    Holding.PROXY: Reason.PROXY_HOLDER,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """One step being opened: its node, the case, the organisation of the day."""

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
                strict = as_head or self.node.kind in JUDGING
                yield from self.at_post(post, self.never if strict else self._did_another_step, Reason.HOLDER)
            case ThePerson(person, unit):
                yield from self._person(person, unit)
            case AnyOf(people, unit, duty):
                reason = Reason.DUTY if duty else Reason.MEMBER
                yield from self._group(tuple(self._acting_in(unit, people)), unit, reason)
            case InUnit(unit):
                yield from self._group(self.organisation.members(unit, self.on), unit, Reason.MEMBER)
            case Everyone():
                staff = self._acting_in("", self.organisation.staff(self.on))
                yield from self._group(tuple(staff), "", Reason.MEMBER)

    def at_post(self, post: Post | None, never: frozenset[str], reason: Reason) -> Iterator[Seat]:
        """The holder of the post; while that is somebody who may not act, the post one level up."""
        while post is not None:
            holder = self.organisation.holder(post.key, self.on)
            if holder is None:
                return
            if holder.person not in never:
                yield seat_in(holder, _HOLDINGS[holder.holding] if reason is Reason.HOLDER else reason)
                return
            post, reason = self.organisation.superior(post.key), Reason.ONE_LEVEL_UP

    def _person(self, person: str, unit: str) -> Iterator[Seat]:
        posting = self.organisation.main_posting(person, self.on, unit)
        never = self.never if self.node.kind in JUDGING else self._did_another_step
        if posting is None:
            yield from self._successor(person, never)
        elif person not in never:
            reason = Reason.PARTY if person in self.matter.parties else Reason.NAMED
            yield seat_in(posting, reason)
        else:
            rank = self.organisation.rank(posting.kind)
            above = next(self.organisation.line_above(posting.unit, rank), None)
            yield from self.at_post(above, never, Reason.ONE_LEVEL_UP)

    def _successor(self, person: str, never: frozenset[str]) -> Iterator[Seat]:
        """Whoever holds the post now in which somebody acted who has left."""
        place = self.matter.places.get(person)
        posts = self.organisation.posts.values()
        post = next((post for post in posts if (post.unit, post.title) == place), None)
        yield from self.at_post(post, never, Reason.SUCCESSOR)

    def stand_in(self, person: str) -> Seat | None:
        """Somebody an administrator named; nobody who may not act here."""
        posting = self.organisation.main_posting(person, self.on)
        never = self._did_another_step if self.node.kind in STARTING else self.never
        return seat_in(posting, Reason.STAND_IN) if posting and person not in never else None

    def _acting_in(self, unit: str, people: tuple[str, ...]) -> Iterator[Posting]:
        """The postings in which people act for a unit."""
        below = frozenset(self.organisation.below(unit))
        for person in people:
            held = self.organisation.postings(person, self.on)
            posting = next((each for each in held if each.unit in below), held[0] if held else None)
            if posting:
                yield posting

    def _group(self, people: tuple[Posting, ...], unit: str, reason: Reason) -> Iterator[Seat]:
        """Everybody of the group who may act; when nobody is left, the head of the unit or the post above him.

        The step that begins a case is for whoever began it, too, when it comes back.
        """
        never = self._did_another_step if self.node.kind in STARTING else self.never
        left = [posting for posting in people if posting.person not in never]
        yield from (seat_in(posting, reason) for posting in left)
        if people and not left:
            yield from self.at_post(next(self.organisation.line_above(unit, 0), None), never, Reason.ONE_LEVEL_UP)

    def typist(self) -> Iterator[Seat]:
        """Who typed the application may correct it for the applicant."""
        posting = self.organisation.main_posting(self.matter.typist, self.on)
        if posting and self.matter.typist != self.matter.applicant:
            yield seat_in(posting, Reason.TYPIST, Capacity.PROXY, principal=self.matter.applicant)

    def in_place_of(self, decider: Seat) -> Seat:
        """The deputy of an absent decider where the step allows one; else the decider, for whom the work waits."""
        post = self._post_held(decider)
        if not self.node.deputy or post is None:
            return decider
        deputy = deputy_for(post, self.matter, self.organisation, self.on, self.never)
        if deputy is None:
            return structs.replace(decider, reason=Reason.DEPUTIES_AWAY)
        return structs.replace(
            seat_in(deputy, Reason.DEPUTY, Capacity.DEPUTY, principal=decider.person), principal_post=decider.post
        )

    def _post_held(self, seat: Seat) -> Post | None:
        held = self.organisation.postings(seat.person, self.on)
        key = next((each.post for each in held if (each.unit, each.title) == (seat.unit, seat.post)), None)
        return self.organisation.posts.get(key) if key else None

    def proposal(self, targets: list[Target]) -> str:
        """uuid of who could act instead, though no rule says so: the next post up that somebody holds; else nobody."""
        posts = [target.post for target in targets if isinstance(target, AtPost)]
        unit, rank = self.matter.unit, 0
        if posts:
            unit, rank = posts[0].unit, self.organisation.rank(posts[0].kind)
        above = (self.organisation.holder(post.key, self.on) for post in self.organisation.line_above(unit, rank))
        never = self.never
        return next((held.person for held in above if held and held.person not in never), "")

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


def seat_in(posting: Posting, reason: Reason, capacity: Capacity = Capacity.SELF, principal: str = "") -> Seat:
    return Seat(
        person=posting.person,
        unit=posting.unit,
        post=posting.title,
        holding=posting.holding,
        capacity=capacity,
        principal=principal,
        reason=reason,
    )
