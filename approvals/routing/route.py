"""The route of one human step: who may act on it now, in which post and capacity, and what was done so far."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct, convert, structs

from approvals.routing.establishment import Holding
from approvals.vocabulary import Capacity, Reason
from forms.field_type import Json
from forms.spec import Text
from workflow.engine.stages import RouteAsked, StageKind


class Seat(Struct, frozen=True, kw_only=True):
    """One person who may act, and everything the record says of him."""

    person: str
    unit: str = ""
    """Code of the unit he acts for."""
    post: str = ""
    """Title of the post he acts in."""
    holding: Holding = Holding.MAIN
    capacity: Capacity = Capacity.SELF
    principal: str = ""
    """uuid of the person it is done for (代決, 代理)."""
    principal_post: str = ""
    reason: Reason = Reason.HOLDER
    stage: str = ""
    """Place of the stage he acts in; empty where a step has no stages."""
    also: tuple[str, ...] = ()
    """Other places on the route at which the same person sits; this one act stands for all of them."""


class Act(Struct, frozen=True, kw_only=True):
    """What somebody did on this route."""

    seat: Seat
    verdict: str
    stage: str = ""
    at: datetime | None = None
    content: str = ""
    """Fingerprint of what he consented to."""
    to: str = ""
    """Node id or place it was sent back to."""
    void: bool = False
    """失効: it no longer counts."""


class PassedOver(StrEnum):
    """Why nobody acts at a place of the route."""

    ABSENT = "absent"
    """Whoever sits there is away and looks later (後閲)."""
    PULLED_UP = "pulled_up"
    """Somebody further up has taken the case before; whoever sits there looks later (後閲)."""
    ELSEWHERE = "elsewhere"
    """The same person acts at a later place, for this one too."""
    PARTY = "party"
    """It is the drafter's own."""
    NOT_NEEDED = "not_needed"
    """Enough have consented."""
    ENOUGH = "enough"
    """Enough have consented, and whoever sits there looks later (後閲)."""
    NO_SUCH_PLACE = "no_such_place"
    """There is no such unit around the drafter: a director has no section."""

    @property
    def label(self) -> Text:
        return _PASSED_OVER[self]


_PASSED_OVER = {
    PassedOver.ABSENT: Text("不在のため後閲", "away; looks later"),
    PassedOver.PULLED_UP: Text("引上げのため後閲", "pulled up; looks later"),
    PassedOver.ELSEWHERE: Text("同じ人が後の段で一度だけ行う", "the same person acts at a later place"),
    PassedOver.PARTY: Text("自分の起案", "the drafter's own"),
    PassedOver.ENOUGH: Text("ほかの同意で足り、後閲", "enough have consented; looks later"),
    PassedOver.NOT_NEEDED: Text("ほかの同意で足りる", "enough have consented"),
    PassedOver.NO_SUCH_PLACE: Text("起案者の所属にその課や係がない", "there is no such unit around the drafter"),
}


class Stage(Struct, frozen=True, kw_only=True):
    """One place on the route of a 回議: those of whom one acts there."""

    place: str
    """Identity over computing the route again: kind, and the post or unit."""
    kind: StageKind
    name: str
    """The post, unit or duty, as people read it."""
    rule: str = ""
    seats: tuple[Seat, ...] = ()
    passed_over: PassedOver | None = None
    opened_at: datetime | None = None
    due_at: datetime | None = None


class Route(Struct, frozen=True, kw_only=True):
    """Who may act now, and who has acted. A 回議 and a 協議 have stages; the seats are those of the open ones."""

    seats: tuple[Seat, ...]
    need: Literal["one", "all"] = "one"
    """Whether one act completes the step or everybody's."""
    acts: tuple[Act, ...] = ()
    held_by: str = ""
    """uuid of who keeps it to himself (保留); empty when everybody with a seat may act."""
    stages: tuple[Stage, ...] = ()
    asked: RouteAsked | None = None
    """What the stages were computed from."""

    def seat_of(self, person: str) -> Seat | None:
        """The person's seat among those who may act now."""
        return next((seat for seat in self.seats if seat.person == person), None)

    def after(self, seat: Seat, verdict: str) -> "Route":
        """The route when this person has acted; he acts once."""
        left = tuple(other for other in self.seats if other.person != seat.person)
        return structs.replace(self, held_by="", seats=left, acts=(*self.acts, Act(seat=seat, verdict=verdict)))

    def stage(self, place: str) -> Stage | None:
        """The stage at a place."""
        return next((stage for stage in self.stages if stage.place == place), None)

    def act_at(self, place: str) -> Act | None:
        """What was done at a place and counts. Sending back counts only as having been heard, until all were."""
        return next((act for act in reversed(self.acts) if act.stage == place and not act.void), None)

    @property
    def holders_stage(self) -> str:
        """Place of whoever holds it."""
        seat = self.seat_of(self.held_by) if self.held_by else None
        return seat.stage if seat else ""

    @property
    def under_way(self) -> str:
        """The stage that is open, as its clocks know it: all who are consulted at once are one stage."""
        places = [stage for stage in self.stages if any(seat.stage == stage.place for seat in self.seats)]
        if not places:
            return ""
        return "consult" if places[0].kind == "consult" else places[0].place

    def is_to_come(self, stage: Stage) -> bool:
        """Whether somebody has to act there, and nobody has."""
        return stage.passed_over is None and self.act_at(stage.place) is None


def route_of(kept: Mapping[str, Json]) -> Route:
    """The route of a task as its case keeps it; without anybody before people were found."""
    return convert(kept, Route) if kept else Route(seats=())
