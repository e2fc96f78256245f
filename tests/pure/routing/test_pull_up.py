"""引上げ: who may take a 回議 before those below him, whom that passes over, and what the record says."""

from datetime import UTC, datetime

from msgspec import structs

from approvals.routing.circulate import Clock
from approvals.routing.pull_up import place_above, pull_up
from approvals.routing.route import PassedOver, Route, Seat, Stage
from approvals.routing.settle import NotYours, SettledRoute
from approvals.vocabulary import Capacity
from tests.support.small_office import DAY, a_step, an_office
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
    return pull_up(a_circulation(allowed=allowed), route or a_route(), person, an_office(), DAY, CLOCK)


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
    found = pull_up(a_circulation(), a_route(), "tax-head", an_office(vacant=["tax"]), DAY, CLOCK)

    assert isinstance(found, NotYours)
