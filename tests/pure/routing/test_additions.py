"""追加: whom the drafter may add to the route of a 回議, until when, and that they stay on it."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from approvals.routing.additions import add, may_be_taken_off, room_for_more, take_off
from approvals.routing.circulate import Clock, begin
from approvals.routing.matter import Matter
from approvals.routing.plan import Planned, plan
from approvals.routing.refresh import refreshed
from approvals.routing.route import Act, PassedOver, Route
from approvals.routing.settle import NotYours
from approvals.vocabulary import Reason
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref
from workflow.engine.nodes import UserNode
from workflow.engine.stages import Added, Addition, Circulation, Consultation, RouteAsked, StageKind

CLOCK = Clock(now=datetime(2026, 5, 11, tzinfo=UTC), deadlines={})
ASKED = RouteAsked(decider=ref("applicant", "post:部長"), consult=(ref("unit:personnel", "post:課長"),), content="x")
MATTER = a_matter(post="主事")


def a_node(examine: int = 1, consult: int = 2) -> UserNode:
    additions = (Addition(stage="examine", most=examine), Addition(stage="consult", most=consult))
    circulation = Circulation(table="決定区分", content=(), additions=additions)
    return structs.replace(a_step("decide"), circulation=circulation, consultation=Consultation())


def a_route(asked: RouteAsked = ASKED, **office: object) -> Route:
    node = a_node()
    planned = plan(node, asked, MATTER, an_office(**office), DAY)  # type: ignore[arg-type]
    assert isinstance(planned, Planned)
    return begin(Route(seats=(), stages=planned.stages, asked=asked), None, Consultation(), CLOCK)


def acted(route: Route, *persons: str) -> Route:
    seats = [(seat, stage) for stage in route.stages for seat in stage.seats if seat.person in persons]
    acts = tuple(Act(seat=seat, verdict="no_objection", stage=stage.place, content="x") for seat, stage in seats)
    return structs.replace(route, acts=acts)


def added(to: str, kind: str = "consult", route: Route | None = None, by: str = "t-member-1") -> RouteAsked | NotYours:
    return add(a_node(), route or a_route(), MATTER, by, to, kind, an_office(), DAY)


def places(route: Route) -> list[tuple[StageKind, str]]:
    return [(stage.kind, seat.person) for stage in route.stages for seat in stage.seats]


def test_whoever_is_added_stands_behind_the_others_of_the_stage() -> None:
    asked = structs.replace(ASKED, added=(Added(stage="examine", person="p-member-1"),))

    assert places(a_route(asked)) == [
        ("examine", "tax-1-head"),
        ("examine", "tax-head"),
        ("examine", "p-member-1"),
        ("consult", "personnel-head"),
        ("decide", "general-head"),
    ]


def test_the_drafter_adds_within_the_limits_and_nobody_else_does() -> None:
    found = added("p-member-1")
    assert isinstance(found, RouteAsked)
    assert found.added == (Added(stage="consult", person="p-member-1"),)

    assert isinstance(added("p-member-2", by="tax-head"), NotYours)
    full = a_route(structs.replace(ASKED, added=(Added(stage="examine", person="p-member-1"),)))
    refused = added("p-member-2", "examine", full)
    assert isinstance(refused, NotYours) and "1人まで" in refused.reason.ja


@pytest.mark.parametrize("to", ["t-member-1", "tax-head", "general-head", "nobody"])
def test_neither_a_party_nor_who_is_on_the_route_nor_a_stranger_is_added(to: str) -> None:
    assert isinstance(added(to), NotYours)


@pytest.mark.parametrize("kind", ["verify", "decide", "", "x"])
def test_only_to_the_stages_that_the_procedure_names(kind: str) -> None:
    assert isinstance(added("p-member-1", kind), NotYours)


def test_once_somebody_further_on_has_acted_it_is_too_late_for_the_stage_before() -> None:
    route = acted(a_route(), "tax-1-head", "tax-head", "personnel-head")

    assert [room.stage for room in room_for_more(a_node(), route, MATTER, "t-member-1")] == ["consult"]
    assert isinstance(added("p-member-1", "examine", route), NotYours)
    assert room_for_more(a_node(), route, MATTER, "tax-head") == ()
    assert room_for_more(a_step("check"), Route(seats=()), Matter(), "") == ()


def test_an_examiner_who_is_added_late_is_asked_before_those_consulted() -> None:
    route = acted(a_route(), "tax-1-head", "tax-head")
    asked = added("p-member-1", "examine", route)
    assert isinstance(asked, RouteAsked)
    planned = plan(a_node(), asked, MATTER, an_office(), DAY)
    assert isinstance(planned, Planned)

    after = refreshed(planned.stages, structs.replace(route, asked=asked), Consultation(), CLOCK, an_office(), DAY)

    assert [seat.person for seat in after.seats] == ["p-member-1"]


def test_whoever_was_added_is_passed_over_while_away_and_forgotten_when_gone() -> None:
    asked = structs.replace(
        ASKED, added=(Added(stage="examine", person="p-member-1"), Added(stage="consult", person="x"))
    )
    route = a_route(asked, away=["p-member-1"])

    assert [stage.passed_over for stage in route.stages if "+" in stage.place] == [PassedOver.ABSENT]


BOTH = structs.replace(
    ASKED, added=(Added(stage="examine", person="p-member-1"), Added(stage="consult", person="p-member-2"))
)


def removable(route: Route, by: str = "t-member-1") -> list[str]:
    return [added.person for added in may_be_taken_off(route, MATTER, by)]


def test_whom_the_drafter_added_he_takes_off_again_and_nobody_else_does() -> None:
    found = take_off(a_route(BOTH), MATTER, "t-member-1", "p-member-2")
    assert isinstance(found, RouteAsked)
    assert [each.person for each in found.added] == ["p-member-1"]

    for by, whom in (("tax-head", "p-member-2"), ("p-member-2", "p-member-2"), ("t-member-1", "personnel-head")):
        assert isinstance(take_off(a_route(BOTH), MATTER, by, whom), NotYours)
    assert removable(a_route(BOTH), "tax-head") == []


def test_an_opinion_that_was_given_is_never_taken_away_not_even_a_void_one() -> None:
    route = acted(a_route(BOTH), "p-member-1")
    assert removable(route) == ["p-member-2"]

    void = structs.replace(route, acts=tuple(structs.replace(act, void=True) for act in route.acts))
    assert removable(void) == ["p-member-2"]


def test_whoever_is_consulted_stays_once_others_were_heard_beside_him() -> None:
    assert removable(acted(a_route(BOTH), "tax-1-head")) == ["p-member-1", "p-member-2"]
    assert removable(acted(a_route(BOTH), "personnel-head")) == []


def test_whoever_holds_it_has_handed_it_on_or_looks_later_stays() -> None:
    def changed(**parts: object) -> Route:
        route = a_route(BOTH)
        stages = tuple(
            structs.replace(stage, **parts) if stage.place == "consult +p-member-2" else stage for stage in route.stages
        )
        return structs.replace(route, stages=stages)

    place = next(stage for stage in a_route(BOTH).stages if stage.place == "consult +p-member-2")
    handed = tuple(structs.replace(seat, reason=Reason.TRANSFERRED) for seat in place.seats)
    held = structs.replace(a_route(BOTH), seats=place.seats, held_by="p-member-2")

    assert removable(changed(seats=handed)) == ["p-member-1"]
    assert removable(changed(passed_over=PassedOver.ABSENT)) == ["p-member-1"]
    assert removable(held) == ["p-member-1"]


def test_who_has_become_a_party_since_he_was_added_has_no_place() -> None:
    asked = structs.replace(ASKED, added=(Added(stage="consult", person="p-member-1"),))
    matter = a_matter(post="主事", submitters=frozenset({"p-member-1"}))

    planned = plan(a_node(), asked, matter, an_office(), DAY)

    assert isinstance(planned, Planned)
    assert not [seat for stage in planned.stages for seat in stage.seats if seat.person == "p-member-1"]
