"""The way of a case through people: who has acted, who has it now, who is expected next."""

from approvals.models import LaterView
from approvals.routing.circulate import SENT_BACK, open_stages
from approvals.routing.open_route import Opened, Skipped, Unassignable, open_route
from approvals.routing.route import route_of
from approvals.selectors.open_case import OpenCase
from approvals.selectors.people_shown import MARKS, Shown
from approvals.selectors.route_stop import LATER, MOST_NAMES, Stop, seal_day, several, short_unit
from approvals.selectors.stage_stops import planned_route, stage_stops, stops_before_it_was_left, stops_to_come
from approvals.selectors.stages import stages_before, stages_of_task
from approvals.selectors.way_ahead import way_ahead
from approvals.vocabulary import Capacity
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.state import OpenTask, Passed


def route_stops(case: OpenCase) -> list[Stop]:
    """Every human step in the order it happened, then those to come as far as they can be known."""
    views = {(view.step, str(view.person)): view for view in LaterView.objects.filter(case=case.case)}
    stops: list[Stop] = []
    for passed in case.state.passed:
        route = stages_before(case, passed)
        told = stops_before_it_was_left if passed.verdict == SENT_BACK else stage_stops
        stops += told(case, passed.node, route, passed.round) if route else [_done(case, passed, views)]
    for task in case.state.tasks.values():
        route = stages_of_task(task)
        stops += stage_stops(case, task.node, route, task.round) if route else [_now(case, task)]
    for node in way_ahead(case):
        planned = planned_route(case, node)
        stops += stops_to_come(case, node.id, planned, case.state.round) if planned else [_next(case, node)]
    return stops


_EXPLAINED = (
    (MARKS[Capacity.DEPUTY], Text("決定権者が不在のため、順位の人が決めます", "decides because the decider is away")),
    (MARKS[Capacity.PROXY], Text("本人の代わりに入力した人です", "typed it for the applicant")),
    (LATER, Text("待たずに先に進み、あとで必ず見ます", "was not waited for, and has to look afterwards")),
)


def legend(stops: list[Stop]) -> list[tuple[str, Text]]:
    """What the marks on a route mean, of those that are on it."""
    shown = {stop.mark for stop in stops}
    return [(mark, words) for marks, words in _EXPLAINED for mark in marks if mark in shown]


def strip(stops: list[Stop]) -> list[dict[str, object]]:
    """The short form of the route for lists: what counts now, without what is void."""
    css = {"done": "done", "now": "now", "later": "later", "next": "", "back": "back"}
    return [
        {
            "label": stop.step,
            "who": stop.who,
            "state": css[stop.state],
            "mark": stop.mark,
            "mark_is_seal": stop.mark_is_seal,
        }
        for stop in stops
        if stop.state in css
    ]


def _done(case: OpenCase, passed: Passed, views: dict[tuple[str, str], LaterView]) -> Stop:
    if passed.node in case.state.gone:
        return _of_an_earlier_version(case, passed)
    node = case.machine.program.by_id[passed.node]
    assert isinstance(node, UserNode)
    if not passed.verdict:
        return _passed_over(case, node, passed, views)
    who = case.people.actor(passed.actor)
    button = case.machine.button(node.id, passed.verdict)
    went_back = button is not None and button.leads == "send_back"
    return Stop(
        node=node.id,
        step=case.words(node.step, node.en),
        state="back" if went_back else "void" if passed.void else "done",
        kind=node.kind,
        people=(who,),
        who=who.name,
        post=called(node, case.people.post("", passed.actor.post)),
        mark=who.mark or ("" if passed.actor.person else who.name),
        mark_is_seal=who.mark_is_seal,
        unit=short_unit(case, passed.actor.unit),
        surname=who.name.partition(" ")[0].partition("　")[0],
        day=seal_day(passed.at),
        at=passed.at,
        verdict=case.words(button.ja, button.en) if button else passed.verdict,
        round=passed.round,
    )


def _of_an_earlier_version(case: OpenCase, passed: Passed) -> Stop:
    """A step that was done before the case was moved to a version that does not have it."""
    who = case.people.actor(passed.actor)
    return Stop(
        node=passed.node,
        step=case.state.gone[passed.node],
        state="void" if passed.void else "done",
        kind="check",
        who=who.name,
        post=case.people.post("", passed.actor.post),
        mark=who.mark or ("" if passed.actor.person else who.name),
        mark_is_seal=who.mark_is_seal,
        unit=short_unit(case, passed.actor.unit),
        surname=who.name.partition(" ")[0].partition("　")[0],
        day=seal_day(passed.at),
        at=passed.at,
        verdict=case.people.pick(("済み", "done")),
        round=passed.round,
    )


def _passed_over(case: OpenCase, node: UserNode, passed: Passed, views: dict[tuple[str, str], LaterView]) -> Stop:
    """A step nobody need do: the absent look at it later."""
    mine = [view for (step, _), view in views.items() if step == node.step]
    names = [case.people.name(str(view.person)) for view in mine]
    return Stop(
        node=node.id,
        step=case.words(node.step, node.en),
        state="void" if passed.void else "later",
        kind=node.kind,
        who=several(case, names),
        post=mine[0].post if mine else "",
        mark=case.people.pick(LATER),
        at=passed.at,
        round=passed.round,
        seen=bool(mine) and all(view.seen_at for view in mine),
    )


def _now(case: OpenCase, task: OpenTask) -> Stop:
    node = case.machine.user_node(task.node)
    people = tuple(case.people.seat(seat) for seat in route_of(task.route).seats)
    first = people[0] if people else None
    return Stop(
        node=node.id,
        step=case.words(node.step, node.en),
        state="now",
        kind=node.kind,
        people=people,
        who=several(case, [person.name for person in people]),
        post=called(node, first.post if first and len(people) == 1 else ""),
        mark=first.mark if first else "",
        mark_is_seal=bool(first and first.mark_is_seal),
        due_at=task.due_at,
        at=task.opened_at,
        round=task.round,
    )


def _next(case: OpenCase, node: UserNode) -> Stop:
    people, who, mark = expected_people(case, node)
    return Stop(
        node=node.id,
        step=case.words(node.step, node.en),
        state="next",
        kind=node.kind,
        people=people,
        who=who,
        post=called(node, people[0].post if len(people) == 1 else ""),
        mark=mark,
        mark_is_seal=len(people) == 1 and people[0].mark_is_seal,
        round=case.state.round,
    )


def called(node: UserNode, post: str) -> str:
    """The post of who acts, after what he is called at this step (命令権者 課長)."""
    return " ".join(part for part in (node.actor, post) if part)


def expected_people(case: OpenCase, node: UserNode) -> tuple[tuple[Shown, ...], str, str]:
    """Who would have a step to come if it began today, in one line, and with which mark."""
    planned = planned_route(case, node)
    if planned is not None and node.consultation is not None:
        first = open_stages(planned, node.consultation)
        people = tuple(case.people.seat(seat) for stage in first for seat in stage.seats)
        places, names = [stage.name for stage in first], [person.name for person in people]
        return people, several(case, places if len(people) > MOST_NAMES else names), ""
    match open_route(node, case.matter, case.organisation, case.day):
        case Opened(route):
            people, mark = tuple(case.people.seat(seat) for seat in route.seats), ""
        case Skipped(_, seats):
            people, mark = tuple(case.people.seat(seat) for seat in seats), case.people.pick(LATER)
        case Unassignable():
            return (), case.people.pick(("、".join(ref.text for ref in node.assignee), "not known yet")), ""
    if len(people) > MOST_NAMES:
        return people, _unit(case, people), mark
    return people, several(case, [person.name for person in people]), mark or (people[0].mark if people else "")


def _unit(case: OpenCase, people: tuple[Shown, ...]) -> str:
    """Of many, where they are."""
    units = list(dict.fromkeys(person.unit for person in people))
    where = units[0] if len(units) == 1 else case.people.pick((f"{units[0]}ほか", f"{units[0]} and others"))
    return case.people.pick((f"{where}（{len(people)}人のひとり）", f"{where} (one of {len(people)})"))
