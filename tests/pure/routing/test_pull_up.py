"""引上げ: who may take a 回議 before those below him, whom that passes over, and what the record says."""

from datetime import UTC, datetime

from msgspec import structs

from approvals.routing.circulate import Clock
from approvals.routing.matter import Matter
from approvals.routing.open_route import open_route
from approvals.routing.pull_up import place_above, pull_up
from approvals.routing.route import PassedOver, Route, Seat, Stage
from approvals.routing.settle import NotYours, SettledRoute
from approvals.vocabulary import Capacity
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref, route_of
from workflow.engine.nodes import UserNode
from workflow.engine.stages import Circulation, Consultation, StageKind

NOW = datetime(2026, 5, 11, tzinfo=UTC)
CLOCK = Clock(now=NOW, deadlines={})


def a_circulation(*, allowed: bool = True) -> UserNode:
    circulation = Circulation(table="決定区分", content=(), pull_up=allowed)
    return structs.replace(a_step("decide"), circulation=circulation, consultation=Consultation())


def stage(kind: StageKind, person: str, unit: str, post: str, **more: object) -> Stage:
    place = f"{kind} {unit}"
    seat = Seat(person=person, unit=unit, post=post, stage=place)
    return Stage(place=place, kind=kind, name=post, seats=(seat,), **more)  # type: ignore[arg-type]


def a_route() -> Route:
    """The chief of the subsection has it; then the section, another section, the department."""
    stages = (
        stage("examine", "tax-1-head", "tax-1", "係長", opened_at=NOW),
        stage("examine", "tax-head", "tax", "課長"),
        stage("consult", "personnel-head", "personnel", "課長"),
        stage("decide", "general-head", "general", "部長"),
    )
    return Route(seats=stages[0].seats, stages=stages)


def taken(person: str, route: Route | None = None, *, allowed: bool = True) -> SettledRoute | NotYours:
    return pull_up(a_circulation(allowed=allowed), route or a_route(), Matter(), person, an_office(), DAY, CLOCK)


def test_the_section_takes_it_before_its_subsection_which_looks_later() -> None:
    found = taken("tax-head")

    assert isinstance(found, SettledRoute)
    assert [seat.person for seat in found.later_views] == ["tax-1-head"]
    assert [(seat.person, seat.capacity) for seat in found.route.seats] == [("tax-head", Capacity.PULL_UP)]
    assert found.route.stages[0].passed_over is PassedOver.PULLED_UP


def test_the_decider_passes_over_the_whole_line_but_nobody_who_is_consulted() -> None:
    found = taken("general-head")

    assert isinstance(found, SettledRoute)
    assert [seat.person for seat in found.later_views] == ["tax-1-head", "tax-head"]
    assert [seat.person for seat in found.route.seats] == ["personnel-head"]


def test_nobody_else_can_and_nobody_where_the_definition_does_not_say_so() -> None:
    assert isinstance(taken("personnel-head"), NotYours)
    assert isinstance(taken("tax-1-head"), NotYours)
    assert isinstance(taken("t-member-1"), NotYours)
    assert isinstance(taken("tax-head", allowed=False), NotYours)
    assert place_above(a_circulation(allowed=False), a_route(), "tax-head") is None


def test_what_somebody_keeps_to_himself_is_not_taken_from_him() -> None:
    held = structs.replace(a_route(), held_by="tax-1-head")

    found = taken("tax-head", held)

    assert isinstance(found, NotYours)
    assert "保留" in found.reason.ja


def test_whoever_has_left_his_post_takes_nothing() -> None:
    found = pull_up(a_circulation(), a_route(), Matter(), "tax-head", an_office(vacant=["tax"]), DAY, CLOCK)

    assert isinstance(found, NotYours)


ALONE = a_step("examine", ref("applicant", "post:係長"), pull_up=True)


def taken_alone(person: str, node: UserNode = ALONE, **more: object) -> SettledRoute | NotYours:
    office, matter = an_office(), a_matter()
    route = structs.replace(route_of(open_route(node, matter, office, DAY)), **more)
    return pull_up(node, route, matter, person, office, DAY, CLOCK)


def test_of_a_step_that_stands_alone_anybody_above_takes_the_work() -> None:
    for person in ("tax-head", "general-head", "deputy-mayor"):
        found = taken_alone(person)

        assert isinstance(found, SettledRoute)
        assert [(seat.person, seat.capacity) for seat in found.route.seats] == [(person, Capacity.PULL_UP)]
        assert [seat.person for seat in found.later_views] == ["tax-1-head"]
        assert not found.complete


def test_nobody_beside_or_below_takes_it_nor_the_applicant_nor_where_it_is_not_said() -> None:
    silent = structs.replace(ALONE, pull_up=False)

    assert isinstance(taken_alone("personnel-head"), NotYours)
    assert isinstance(taken_alone("tax-1-head"), NotYours)
    assert isinstance(taken_alone("t-member-1"), NotYours)
    assert isinstance(taken_alone("tax-head", silent), NotYours)


def test_an_applicant_further_up_does_not_take_what_examines_his_own_case() -> None:
    node, office = a_step("verify", ref("unit:tax", "post:係長"), pull_up=True), an_office()
    matter = a_matter("tax-head", "tax")
    route = route_of(open_route(node, matter, office, DAY))

    assert isinstance(pull_up(node, route, matter, "tax-head", office, DAY, CLOCK), NotYours)
    assert isinstance(pull_up(node, route, matter, "general-head", office, DAY, CLOCK), SettledRoute)


def test_what_one_of_a_group_would_have_done_nobody_has_to_look_at() -> None:
    found = taken_alone("personnel-head", a_step("verify", ref("unit:personnel-1"), pull_up=True))

    assert isinstance(found, SettledRoute)
    assert found.later_views == ()


def test_what_is_kept_or_was_taken_up_already_is_not_taken() -> None:
    again = taken_alone("tax-head")
    assert isinstance(again, SettledRoute)

    assert isinstance(taken_alone("tax-head", held_by="tax-1-head"), NotYours)
    assert isinstance(taken_alone("general-head", seats=again.route.seats), NotYours)
