"""振替: one of those who may act hands his authority for this step to somebody else, for good."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.holder import holder_of, keeps_from
from approvals.routing.matter import Matter
from approvals.routing.opening import Opening, seat_in
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours, held_by_another, not_there_any_more
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import STARTING, UserNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """The route after it, and as whom it was handed on."""

    route: Route
    seat: Seat


def transfer(
    node: UserNode, route: Route, matter: Matter, person: str, to: str, organisation: Organisation, on: date
) -> Transferred | NotYours:
    """The route with `to` in the place of `person`; a decision is never handed on, nor anything to a party.

    Whoever acts by delegation hands on what is the principal's: the principal has no seat any more, either.
    """
    seat = route.seat_of(person)
    if seat is None:
        return _NOT_YOURS
    stage = route.stage(seat.stage)
    kind = stage.kind if stage else node.kind
    if kind == "decide" or kind in STARTING:
        return _NOT_THIS
    if (wrong := not_there_any_more(seat, organisation, on)) is not None:
        return wrong
    holder = holder_of(route, organisation, on)
    if holder is not None and keeps_from(holder, seat):
        return held_by_another(holder, organisation)
    posting = organisation.main_posting(to, on)
    if posting is None or to == person:
        return NOBODY
    if to in Opening(structs.replace(node, kind=kind), matter, organisation, on).never:
        return _NEVER
    source = seat.principal or person
    given = structs.replace(
        seat_in(posting, Reason.TRANSFERRED, Capacity.PROXY, principal=source),
        principal_post=seat.principal_post or seat.post,
        stage=seat.stage,
        also=seat.also,
    )
    after = structs.replace(route, held_by="" if route.held_by == person else route.held_by)
    seats = _handed(route.seats, given, source)
    stages = tuple(
        structs.replace(each, seats=_handed(each.seats, given, source)) if each.place == seat.stage else each
        for each in route.stages
    )
    return Transferred(route=structs.replace(after, seats=seats, stages=stages), seat=seat)


def _handed(seats: tuple[Seat, ...], given: Seat, source: str) -> tuple[Seat, ...]:
    """Without everybody who had this authority at this place, and with the one who has it now."""
    left = tuple(
        seat
        for seat in seats
        if seat.stage != given.stage or (source not in (seat.person, seat.principal) and seat.person != given.person)
    )
    return (*left, given)


_NOT_YOURS = NotYours(Text("あなたはこの手順の担当ではありません。", "You are not assigned to this step."))
_NOT_THIS = NotYours(
    Text(
        "申請・起案と決定は振り替えられません。決定する人が不在のときは、代決によります。",
        "Applications and decisions can't be handed on; for an absent decider a deputy decides.",
    )
)
NOBODY = NotYours(
    Text("振替先の職員が見つかりません。ほかの職員を選んでください。", "There is nobody like that to hand it to."),
    code="unknown_target",
)
_NEVER = NotYours(
    Text(
        "その人はこの案件を処理できません。自分の案件や、兼務不可の手順を行った人には振り替えられません。",
        "That person may not act in this case: it is their own, or they did a step that excludes this one.",
    )
)
