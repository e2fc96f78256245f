"""Compares the routes of 回議 and 協議 with what a scenario says of them: who sits where, whose act is void."""

from collections.abc import Iterable, Iterator

from approvals.routing.merge import KIND_WORDS
from approvals.routing.route import Route, Seat, Stage, route_of
from approvals.vocabulary import Capacity
from forms.spec import Text
from meguro_platform.scenarios.play import Play
from meguro_platform.scenarios.results import Difference
from workflow.definition.scenario import Expectation, OnRoute

NOTHING = "—"


def differences_of_routes(play: Play, expected: Expectation) -> Iterator[Difference]:
    """Everything in which the routes are not as expected."""
    routes = [route_of(task.route) for task in play.state.tasks.values()]
    kept = [route_of(route) for route in play.state.circulated.values()]
    if expected.route is not None:
        stages = [stage for route in routes for stage in route.stages if stage.passed_over is None]
        pairs = zip(expected.route, stages, strict=False)
        if len(stages) != len(expected.route) or not all(_is(play, *pair) for pair in pairs):
            yield _difference(play, Text("経路", "route"), expected.route, [(each, each.seats[0]) for each in stages])
    if expected.void is not None:
        void = list(_void(routes or kept))
        if len(void) != len(expected.void_places) or not all(
            any(_is(play, wanted, stage) for stage, _ in void) for wanted in expected.void_places
        ):
            yield _difference(play, Text("失効", "void"), expected.void_places, void)


def _void(routes: Iterable[Route]) -> Iterator[tuple[Stage, Seat]]:
    """Places at which somebody acted whose act no longer counts, and nobody has acted since."""
    for route in routes:
        for stage in route.stages:
            acts = [act for act in route.acts if act.stage == stage.place and act.verdict != "send_back"]
            if acts and acts[-1].void:
                yield stage, acts[-1].seat


def _is(play: Play, wanted: OnRoute, stage: Stage) -> bool:
    """Whether this is the place a scenario speaks of: one person, or some of a group."""
    named = set(play.cast.named((wanted.person,), play.state, play.simulation.now))
    people = {seat.person for seat in stage.seats}
    same = people == named if len(named) == 1 else bool(people) and people <= named
    return same and stage.kind == wanted.stage and stage.seats[0].capacity == wanted.capacity


def _difference(
    play: Play, what: Text, expected: Iterable[OnRoute], actual: Iterable[tuple[Stage, Seat]]
) -> Difference:
    return Difference(
        what=what,
        expected="、".join(each.text for each in expected) or NOTHING,
        actual="、".join(_said(play, stage, seat) for stage, seat in actual) or NOTHING,
    )


def _said(play: Play, stage: Stage, seat: Seat) -> str:
    who = play.cast.name_of(seat.person, play.simulation.now) if len(stage.seats) == 1 else stage.name
    deputy = f"・{seat.capacity.label.ja}" if seat.capacity is not Capacity.SELF else ""
    return f"{who}({KIND_WORDS[stage.kind].ja}{deputy})"
