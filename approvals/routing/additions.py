"""追加: the drafter has more people examine or be consulted than the rules name, within the definition's limits.

Whom he added he may take off again, as long as that person has not spoken and nobody has relied on his being asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.matter import Matter
from approvals.routing.merge import KIND_WORDS
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Route
from approvals.routing.settle import NotYours
from approvals.vocabulary import Reason
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


def may_be_taken_off(route: Route, matter: Matter, person: str) -> tuple[Added, ...]:
    """Whom a person may take off the route again now; only the drafter may, and only whom he added."""
    if route.asked is None or person not in (matter.applicant, matter.drafter):
        return ()
    return tuple(added for added in route.asked.added if _why_he_stays(route, added) is None)


def take_off(route: Route, matter: Matter, person: str, whom: str) -> RouteAsked | NotYours:
    """What the route has to be computed from without one who was added."""
    if person not in (matter.applicant, matter.drafter):
        return _NOT_YOURS
    added = next((each for each in route.asked.added if each.person == whom), None) if route.asked else None
    if route.asked is None or added is None:
        return _NOT_ADDED
    if (why := _why_he_stays(route, added)) is not None:
        return why
    left = tuple(each for each in route.asked.added if each != added)
    return structs.replace(route.asked, added=left)


def _why_he_stays(route: Route, added: Added) -> NotYours | None:
    """An opinion that was given, or is owed, is never taken away; nor a voice once others were heard beside it."""
    place = next((stage for stage in route.stages if stage.place == place_of_added(added)), None)
    if place is None:
        return None
    spoken = any(act.stage == place.place for act in route.acts)
    if spoken or place.place == route.holders_stage:
        return _HAS_BEGUN
    if any(seat.reason is Reason.TRANSFERRED for seat in place.seats):
        return _HANDED_ON
    if place.passed_over in (PassedOver.ABSENT, PassedOver.PULLED_UP, PassedOver.ENOUGH):
        return _LOOKS_LATER
    beside = added.stage == "consult" and any(
        stage.kind == "consult" and route.act_at(stage.place) is not None for stage in route.stages
    )
    return _OTHERS_SPOKE if beside or _is_past(route, added.stage) else None


def place_of_added(added: Added) -> str:
    """The place on a route of somebody who was added."""
    return f"{added.stage} +{added.person}"


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


_NOT_YOURS = NotYours(
    Text(
        "経路に人を足し、足した人を外せるのは、起案した人だけです。",
        "Only the drafter adds people to the route, and takes off whom he added.",
    )
)
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
_NOT_ADDED = NotYours(
    Text(
        "起案した人が足した人ではないので、経路から外せません。",
        "Only those whom the drafter added can be taken off the route.",
    ),
    code="unknown_target",
)
_HAS_BEGUN = NotYours(
    Text("もう処理しているか保留にしているので、経路から外せません。", "That person has acted or keeps it on hold."),
    code="not_possible",
)
_HANDED_ON = NotYours(
    Text("ほかの人に振り替えられているので、経路から外せません。", "The work was handed on to somebody else."),
    code="not_possible",
)
_LOOKS_LATER = NotYours(
    Text(
        "待たずに先に進み、後閲することになっているので、外せません。", "That person is not waited for and looks later."
    ),
    code="not_possible",
)
_OTHERS_SPOKE = NotYours(
    Text(
        "同じ段か後の段の人がもう処理しているので、経路から外せません。",
        "Somebody at this stage or a later one has acted already.",
    ),
    code="not_possible",
)
