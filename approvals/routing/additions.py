"""追加: the drafter has more people examine or be consulted than the rules name, within the definition's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.matter import Matter
from approvals.routing.merge import KIND_WORDS
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route
from approvals.routing.settle import NotYours
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES, Added, RouteAsked, StageKind


@dataclass(frozen=True, slots=True)
class Room:
    """How many more may be added to a stage now."""

    stage: StageKind
    left: int


def room_for_more(node: UserNode, route: Route, matter: Matter, person: str) -> tuple[Room, ...]:
    """The stages to which a person may add somebody now; only the drafter may, and only what is still to come."""
    if node.circulation is None or route.asked is None or person not in (matter.applicant, matter.drafter):
        return ()
    return tuple(_rooms(node, route, route.asked))


def add(
    node: UserNode, route: Route, matter: Matter, person: str, to: str, kind: str, organisation: Organisation, on: date
) -> RouteAsked | NotYours:
    """What the route has to be computed from when this person is added to it."""
    if person not in (matter.applicant, matter.drafter):
        return _NOT_YOURS
    allowed = node.circulation.additions if node.circulation else ()
    most = next((each.most for each in allowed if each.stage == kind), 0)
    room = next((room for room in room_for_more(node, route, matter, person) if room.stage == kind), None)
    if room is None or route.asked is None:
        return _no_room(kind, most, _is_past(route, kind))
    if organisation.main_posting(to, on) is None:
        return NOBODY
    if to in Opening(structs.replace(node, kind=room.stage), matter, organisation, on).never:
        return _NEVER
    if any(seat.person == to for stage in route.stages if stage.passed_over is None for seat in stage.seats):
        return _ON_THE_ROUTE
    return structs.replace(route.asked, added=(*route.asked.added, Added(stage=room.stage, person=to)))


def _rooms(node: UserNode, route: Route, asked: RouteAsked) -> Iterator[Room]:
    assert node.circulation is not None
    for addition in node.circulation.additions:
        left = addition.most - sum(each.stage == addition.stage for each in asked.added)
        if left > 0 and not _is_past(route, addition.stage):
            yield Room(addition.stage, left)


def _is_past(route: Route, kind: str) -> bool:
    """Whether somebody at a later stage has acted already, on what those before had said."""
    acted = {stage.kind for stage in route.stages if route.act_at(stage.place) is not None}
    return kind in STAGES and any(later in acted for later in STAGES[STAGES.index(kind) + 1 :])


def _no_room(kind: str, most: int, past: bool) -> NotYours:
    word = next((text for stage, text in KIND_WORDS.items() if stage == kind), Text(kind, kind))
    if not most:
        ja, en = f"この手続では、{word.ja}に人を足せません。", f"Nobody can be added here ({word.en})."
    elif past:
        ja = f"{word.ja}の後の人がもう処理しているので、{word.ja}に人を足せません。"
        en = "Somebody later on the route has acted already."
    else:
        ja, en = f"{word.ja}に足せるのは{most}人までです。", f"At most {most} may be added ({word.en})."
    return NotYours(Text(ja, en), code="not_possible")


_NOT_YOURS = NotYours(Text("経路に人を足せるのは、起案した人だけです。", "Only the drafter adds people to the route."))
NOBODY = NotYours(
    Text("その職員が見つかりません。ほかの職員を選んでください。", "There is nobody like that. Choose somebody else."),
    code="unknown_target",
)
_NEVER = NotYours(
    Text("起案した人や入力した人は、自分の案件の経路に入れません。", "Nobody takes part in deciding his own case."),
    code="unknown_target",
)
_ON_THE_ROUTE = NotYours(
    Text("その職員は、もう経路に入っています。", "That person is on the route already."), code="unknown_target"
)
