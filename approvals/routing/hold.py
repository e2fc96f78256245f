"""保留: one of those who may act keeps the work to himself until he acts or lets it go. Its deadline goes on."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.holder import holder_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours, held_by_another
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The route after the hold was put on or let go, and as whom."""

    route: Route
    seat: Seat


def hold(route: Route, person: str, organisation: Organisation, on: date) -> Held | NotYours:
    """Keep the work."""
    seat = route.seat_of(person)
    if seat is None:
        return _NOT_ASSIGNED
    holder = holder_of(route, organisation, on)
    if holder is not None and holder.person != person:
        return held_by_another(holder, organisation)
    return Held(route=structs.replace(route, held_by=person), seat=seat)


def let_go(route: Route, person: str) -> Held | NotYours:
    """Let the others act again; only who holds it can."""
    seat = route.seat_of(person)
    if seat is None or route.held_by != person:
        return _NOT_HELD
    return Held(route=structs.replace(route, held_by=""), seat=seat)


_NOT_ASSIGNED = NotYours(Text("あなたはこの手順の担当ではありません。", "You are not assigned to this step."))
_NOT_HELD = NotYours(Text("あなたはこの手順を保留していません。", "You are not holding this step."))
