"""Computes the places of a 回議 for one case: who examines, is consulted, verifies and decides.

R1 examine: the posts above the drafter's own and below the decider's, in his line, bottom up.
R2 nobody decides his own draft: a decider's post that is the drafter's own, below it or held by him yields to the next.
R3 a raised matter goes one level further up, and no deputy decides it.
R4 a person found at several places acts once, at the last of them.
R5 who is away is passed over and looks later; for the decider a deputy decides. A vacant post is neither.
R6 a delegation lets others act beside somebody; for the decider only one of his authority, never on a raised matter.
R7 whom the drafter adds examines after the line, or is consulted beside the others, in every round.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.delegates import Delegating
from approvals.routing.establishment import Post
from approvals.routing.find import AnyOf, AtPost, Everyone, InUnit, Target, ThePerson, find
from approvals.routing.matter import Matter
from approvals.routing.merge import each_person_once
from approvals.routing.opening import Opening, seat_in
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Seat, Stage
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import RouteAsked, StageKind
from workflow.engine.values import PersonRef


@dataclass(frozen=True, slots=True)
class Planned:
    """The places in the order in which they are reached."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class NobodyDecides:
    """A place nobody can take; an administrator reads why."""

    reason: Text
    proposal: str = ""
    """uuid of who could take it, if an administrator says so."""


def plan(
    node: UserNode, asked: RouteAsked, matter: Matter, organisation: Organisation, on: date
) -> Planned | NobodyDecides:
    """The places of the route as the rules have it on a day."""
    try:
        return Planned(_Planning(node, asked, matter, organisation, on).places())
    except _NobodyError as nobody:
        return NobodyDecides(nobody.reason, nobody.proposal)


def sketch(
    node: UserNode, asked: RouteAsked, matter: Matter, organisation: Organisation, on: date
) -> tuple[tuple[Stage, ...], tuple[Text, ...]]:
    """The places of the route with those that nobody can take, which have no seats; and why nobody can."""
    gaps: list[Text] = []
    return _Planning(node, asked, matter, organisation, on, gaps).places(), tuple(gaps)


class _NobodyError(Exception):
    def __init__(self, reason: Text, proposal: str) -> None:
        super().__init__(reason.ja)
        self.reason, self.proposal = reason, proposal


@dataclass(frozen=True, slots=True)
class _Planning:
    node: UserNode
    asked: RouteAsked
    matter: Matter
    organisation: Organisation
    on: date
    gaps: list[Text] | None = None
    """Where it is written why nobody can take a place; None: there is no route then."""

    def places(self) -> tuple[Stage, ...]:
        """Each person at one place, with delegates, and without the absent."""
        stages = each_person_once(tuple(self._stages()))
        route = frozenset(seat.person for stage in stages if stage.passed_over is None for seat in stage.seats)
        delegated = (self._with_delegates(stage, route) for stage in stages)
        return tuple(self._without_the_absent(stage) for stage in delegated)

    def _stages(self) -> Iterator[Stage]:
        decider, rule = self._decider() if self.asked.decider else (None, "")
        if self.asked.examine is not None:
            yield from self._named("examine", self.asked.examine, "table")
        elif decider is not None:
            yield from self._examiners(decider)
        yield from self._added("examine")
        yield from self._named("consult", self.asked.consult, "table" if self.node.circulation else "")
        yield from self._added("consult")
        by_hand = self.node.circulation is not None and bool(self.node.circulation.verify_by)
        yield from self._named("verify", self.asked.verify, "definition" if by_hand else "table")
        if decider is not None:
            yield self._deciding(decider, rule)

    # -- who decides ----------------------------------------------------------------------------------------------

    def _decider(self) -> tuple[Post | None, str]:
        """The post that decides, and by which rule it is this one; None where there is no such post."""
        assert self.asked.decider is not None
        targets = find(self.asked.decider, self.matter, self.organisation, self.on)
        post = next((target.post for target in targets if isinstance(target, AtPost)), None)
        if post is None:
            self._gap("decide", (self.asked.decider,), targets)
            return None, ""
        found, rule = post, "table"
        while (above := self.organisation.superior(found.key)) and self._is_the_drafters(found):
            found, rule = above, "R2"
        if self.asked.raised:
            found, rule = self.organisation.superior(found.key) or found, "R3"
            while (above := self.organisation.superior(found.key)) and self._is_the_drafters(found):
                found = above
        holder = self.organisation.holder(found.key, self.on)
        if (holder is None or holder.person in self.matter.parties) and not self._stand_in("decide"):
            self._gap("decide", (self.asked.decider,), (AtPost(found),))
        return found, rule

    def _is_the_drafters(self, post: Post) -> bool:
        """Whether it is his own post, one below it in his line, or one that he or another party holds."""
        holder = self.organisation.holder(post.key, self.on)
        if holder is not None and holder.person in self.matter.parties:
            return True
        line = self.organisation.line_above(self.matter.unit, 0)
        return any(post.key == below.key for below in line if self._rank(below) <= self._own_rank)

    def _deciding(self, post: Post, rule: str) -> Stage:
        opening = self._opening("decide", ())
        held = opening.at_post(post, frozenset(), Reason.HOLDER)
        seats = tuple(seat for seat in held if seat.person not in self.matter.parties) or self._stand_in("decide")
        deputised = seats and not self.asked.raised and seats[0].reason is not Reason.STAND_IN
        if deputised and self.organisation.is_absent(seats[0].person, self.on):
            seats = tuple(opening.in_place_of(seat) for seat in seats)
            rule = "R5" if seats[0].capacity is Capacity.DEPUTY else rule
        return self._stage("decide", post.key, post.title, seats, rule)

    # -- who examines ---------------------------------------------------------------------------------------------

    def _examiners(self, decider: Post) -> Iterator[Stage]:
        opening = self._opening("examine", ())
        for post in self.organisation.line_above(self.matter.unit, self._own_rank):
            if self._rank(post) >= self._rank(decider):
                return
            seats = tuple(opening.at_post(post, frozenset(), Reason.HOLDER)) or self._stand_in("examine")
            if not seats:
                self._gap("examine", (), (AtPost(post),))
            stage = self._stage("examine", post.key, post.title, seats, "R1")
            own = bool(seats) and seats[0].person in self.matter.parties
            yield structs.replace(stage, passed_over=PassedOver.PARTY) if own else stage

    @property
    def _own_rank(self) -> int:
        """Of the post in which the drafter acts; of one who has moved or left, of the post in which he drafted."""
        held = self.organisation.postings(self.matter.drafter, self.on)
        here = [posting for posting in held if posting.unit == self.matter.unit]
        named = [posting for posting in here if posting.title == self.matter.post] or here
        return self.organisation.rank(named[0].kind) if named else self.organisation.rank_of_title(self.matter.post)

    def _rank(self, post: Post) -> int:
        return self.organisation.rank(post.kind)

    # -- who is consulted, who verifies ---------------------------------------------------------------------------

    def _named(self, kind: StageKind, refs: tuple[PersonRef, ...], rule: str) -> Iterator[Stage]:
        for ref in refs:
            targets = find(ref, self.matter, self.organisation, self.on)
            opening = self._opening(kind, (ref,))
            seats = tuple({seat.person: seat for target in targets for seat in opening.seats(target)}.values())
            if not seats and not targets and not self._is_there(ref):
                stage = self._stage(kind, ref.text, ref.text, (), rule)
                yield structs.replace(stage, passed_over=PassedOver.NO_SUCH_PLACE)
                continue
            seats = seats or self._stand_in(kind)
            if not seats:
                self._gap(kind, (ref,), targets)
            name = ref.text or next((self._name(target) for target in targets), ref.base)
            place = "+".join(self._identity(target) for target in targets) or ref.text
            yield self._stage(kind, place, name, seats, rule)

    def _added(self, kind: StageKind) -> Iterator[Stage]:
        """R7: whom the drafter added; nobody waits for one who has left or may not act here any more."""
        never = self._opening(kind, ()).never
        for added in self.asked.added:
            posting = self.organisation.main_posting(added.person, self.on)
            if added.stage == kind and posting is not None and added.person not in never:
                seat = seat_in(posting, Reason.ADDED)
                yield self._stage(kind, f"+{added.person}", posting.title, (seat,), "added")

    def _is_there(self, ref: PersonRef) -> bool:
        """Whether there is a unit at all in which somebody is looked for: a director's draft has no section."""
        around = structs.replace(ref, relations=ref.relations[:-1])
        return not ref.relations or bool(find(around, self.matter, self.organisation, self.on))

    def _identity(self, target: Target) -> str:
        match target:
            case AtPost(post):
                return post.key
            case InUnit(unit) | AnyOf(_, unit):
                return unit
            case ThePerson(person):
                return person
            case Everyone():
                return "everyone"

    def _name(self, target: Target) -> str:
        match target:
            case AtPost(post):
                return post.title
            case InUnit(unit) | AnyOf(_, unit) if unit in self.organisation.units:
                return self.organisation.units[unit].name
            case _:
                return ""

    # -- the same for all -----------------------------------------------------------------------------------------

    def _with_delegates(self, stage: Stage, route: frozenset[str]) -> Stage:
        """R6: those to whom somebody delegated may act at his place, unless they have a place of their own."""
        if stage.passed_over is not None:
            return stage
        found = Delegating(self._opening(stage.kind, ()), stage.kind, self.asked.raised).delegates(stage.seats, route)
        return structs.replace(stage, seats=(*stage.seats, *found))

    def _without_the_absent(self, stage: Stage) -> Stage:
        """R5: a place whose people are all away is passed over, except the decider's; also one at which the drafter
        said so."""
        if stage.passed_over is not None or stage.kind == "decide" or not stage.seats:
            return stage
        circulation = self.node.circulation
        waits = circulation is None or (stage.kind == "examine" and circulation.examine_absent == "wait_for")
        if waits or not all(self._is_away(seat, stage) for seat in stage.seats):
            return stage
        return structs.replace(stage, passed_over=PassedOver.ABSENT)

    def _is_away(self, seat: Seat, stage: Stage) -> bool:
        said = stage.kind == "examine" and bool({seat.person, seat.principal} & set(self.asked.later))
        return said or self.organisation.is_absent(seat.person, self.on)

    def _stage(self, kind: StageKind, where: str, name: str, seats: tuple[Seat, ...], rule: str) -> Stage:
        place = f"{kind} {where}"
        seated = tuple(structs.replace(seat, stage=place) for seat in seats)
        return Stage(place=place, kind=kind, name=name, rule=rule, seats=seated)

    def _stand_in(self, kind: StageKind) -> tuple[Seat, ...]:
        """Whom an administrator named, for a place that nobody can take."""
        seat = self._opening(kind, ()).stand_in(self.asked.stand_in) if self.asked.stand_in else None
        return (seat,) if seat else ()

    def _opening(self, kind: StageKind, assignee: tuple[PersonRef, ...]) -> Opening:
        return Opening(
            structs.replace(self.node, kind=kind, assignee=assignee), self.matter, self.organisation, self.on
        )

    def _gap(self, kind: StageKind, refs: tuple[PersonRef, ...], targets: tuple[Target, ...]) -> None:
        """Nobody can take a place. Raises _NobodyError unless gaps are only written down."""
        opening = self._opening(kind, refs)
        if self.gaps is None:
            raise _NobodyError(opening.nobody(list(targets)), opening.proposal(list(targets)))
        self.gaps.append(opening.nobody(list(targets)))
