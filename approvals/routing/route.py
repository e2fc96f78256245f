"""The route of one human step: who may act on it now, in which post and capacity, and what was done so far."""

from typing import Literal

from msgspec import Struct, structs

from approvals.routing.organisation import Holding
from approvals.vocabulary import Capacity, Reason


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


class Act(Struct, frozen=True, kw_only=True):
    """What somebody did on this route."""

    seat: Seat
    verdict: str


class Route(Struct, frozen=True, kw_only=True):
    """Who may act now, and who has acted. Stages of a 回議 will be routes one after the other."""

    seats: tuple[Seat, ...]
    need: Literal["one", "all"] = "one"
    """Whether one act completes the step or everybody's."""
    acts: tuple[Act, ...] = ()
    held_by: str = ""
    """uuid of who keeps it to himself (保留); empty when everybody with a seat may act."""

    def seat_of(self, person: str) -> Seat | None:
        """The person's seat among those who may act now."""
        return next((seat for seat in self.seats if seat.person == person), None)

    def after(self, seat: Seat, verdict: str) -> "Route":
        """The route when this person has acted; he acts once."""
        left = tuple(other for other in self.seats if other.person != seat.person)
        return structs.replace(self, held_by="", seats=left, acts=(*self.acts, Act(seat=seat, verdict=verdict)))
