"""What an act of a person does to a route with stages: 回議 and 協議."""

from datetime import date

from msgspec import structs

from approvals.routing.circulate import SENT_BACK, Clock, advance, cannot_agree, done_with
from approvals.routing.merge import KIND_WORDS
from approvals.routing.organisation import Organisation
from approvals.routing.route import Act, Route, Seat, Stage
from approvals.routing.settle import NotYours, SettledRoute, later_views, not_there_any_more
from approvals.vocabulary import Capacity
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES, Consultation


def settle_stage(
    node: UserNode,
    route: Route,
    seat: Seat,
    verdict: str,
    to: str,
    organisation: Organisation,
    on: date,
    clock: Clock,
) -> SettledRoute | NotYours:
    """The route after an act at the place of this seat. `to`: where it is sent back to, a node id or a place."""
    stage = route.stage(seat.stage)
    assert stage is not None and node.consultation is not None
    if (wrong := not_there_any_more(seat, organisation, on)) is not None:
        return wrong
    button = next((each for each in node.buttons if each.verdict == verdict), None)
    if button is None or button.stage not in ("", stage.kind):
        return _not_offered(node, stage, verdict)
    content = route.asked.content if route.asked else ""
    act = Act(seat=seat, verdict=verdict, stage=stage.place, at=clock.now, content=content, to=to)
    held_by = "" if route.held_by == seat.person else route.held_by  # kept at another place, it stays kept
    after = structs.replace(route, held_by=held_by, acts=(*route.acts, act))
    if button.leads == "send_back":
        target = route.stage(to)
        if target is not None:
            return _to_a_person(node, after, stage, target, clock)
        if to and to not in button.targets:
            return NotYours(Text("そこへは差し戻せません。", "It can't be sent back there."), code="unknown_target")
        return _to_a_step(after, node.consultation, stage, act, clock)
    if stage.kind == "decide":
        return SettledRoute(
            route=structs.replace(after, seats=()),
            seat=seat,
            complete=True,
            later_views=later_views(seat, organisation, on),
        )
    return _consulted(node, advance(after, node.consultation, clock), seat, verdict)


def back_places(node: UserNode, route: Route, seat: Seat) -> tuple[Stage, ...]:
    """The places whose people somebody can send back to: those of the stages named, before his own, who have acted."""
    kinds = node.circulation.back_to if node.circulation else ()
    own = route.stage(seat.stage)
    if own is None:
        return ()
    return tuple(
        stage
        for stage in route.stages
        if stage.kind in kinds and _before(route, stage, own) and route.act_at(stage.place) is not None
    )


def no_deputy(node: UserNode, route: Route, verdict: str, organisation: Organisation, on: date) -> NotYours | None:
    """Why somebody else cannot decide for a decider who is away; None where it is not about that."""
    deciding = next((stage for stage in route.stages if stage.kind == "decide"), None)
    button = next((each for each in node.buttons if each.verdict == verdict), None)
    seat = deciding.seats[0] if deciding else None
    if seat is None or button is None or button.stage != "decide" or seat.capacity is Capacity.DEPUTY:
        return None
    if not organisation.is_absent(seat.person, on):
        return None
    if route.asked is not None and route.asked.raised:
        ja, en = "一段上げた事案は代決できません。", "A matter that was raised is never decided by a deputy."
    elif not node.deputy:
        ja, en = "この手順は代決できません。", "Nobody decides this as a deputy."
    else:
        ja, en = "代決する人も不在です。", "The deputies are away, too."
    return NotYours(Text(f"{ja}{seat.post}の決定を待ちます。", f"{en} It waits for the decider."))


def _before(route: Route, one: Stage, other: Stage) -> bool:
    if one.kind != other.kind:
        return STAGES.index(one.kind) < STAGES.index(other.kind)
    return one.kind != "consult" and route.stages.index(one) < route.stages.index(other)


def _to_a_person(node: UserNode, route: Route, stage: Stage, target: Stage, clock: Clock) -> SettledRoute | NotYours:
    """Somebody on the route acts again; what the others did stands."""
    assert node.consultation is not None
    seat = route.acts[-1].seat
    if target not in back_places(node, route, seat):
        return NotYours(
            Text(
                f"「{target.name}」へは差し戻せません。",
                f"It can't be sent back to {target.name}.",
            ),
            code="unknown_target",
        )
    void = tuple(
        structs.replace(act, void=True) if act.stage in (stage.place, target.place) else act for act in route.acts
    )
    return SettledRoute(
        route=advance(structs.replace(route, acts=void), node.consultation, clock), seat=seat, complete=False
    )


def _to_a_step(route: Route, consultation: Consultation, stage: Stage, act: Act, clock: Clock) -> SettledRoute:
    """The whole step is left, at once or when everybody consulted was heard."""
    after = advance(route, consultation, clock)
    waits = stage.kind == "consult" and consultation.on_send_back == "after_all" and not done_with(after, "consult")
    return SettledRoute(route=after, seat=act.seat, complete=not waits, verdict="" if waits else SENT_BACK, to=act.to)


def _consulted(node: UserNode, route: Route, seat: Seat, verdict: str) -> SettledRoute:
    """After a place before the decision: go on, unless those consulted have spoken against it."""
    consultation = node.consultation
    assert consultation is not None
    back = next((act for act in route.acts if act.verdict == SENT_BACK and not act.void), None)
    if back is not None and done_with(route, "consult"):
        return SettledRoute(route=route, seat=seat, complete=True, verdict=SENT_BACK, to=back.to)
    if verdict == "disagree" and cannot_agree(route, consultation):
        if consultation.on_disagree == "send_back":
            return SettledRoute(route=route, seat=seat, complete=True, verdict=SENT_BACK)
        if consultation.on_disagree == "one_level_up":
            return SettledRoute(route=route, seat=seat, complete=False, raised=True)
    if route.asked is not None and route.asked.decider is None and not route.seats:
        return SettledRoute(route=route, seat=seat, complete=True, verdict=node.buttons[0].verdict)
    return SettledRoute(route=route, seat=seat, complete=False)


def _not_offered(node: UserNode, stage: Stage, verdict: str) -> NotYours:
    offered = "、".join(button.ja for button in node.buttons if button.stage in ("", stage.kind))
    return NotYours(
        Text(
            f"「{verdict}」は{KIND_WORDS[stage.kind].ja}ではできません。できるのは、{offered}です。",
            f'"{verdict}" is not possible at this stage.',
        ),
        code="unknown_verdict",
    )
