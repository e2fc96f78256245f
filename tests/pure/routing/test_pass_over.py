"""後閲 as the drafter says: whom the case need not wait for, and what becomes of the route."""

import pytest
from msgspec import structs

from approvals.routing.additions import add
from approvals.routing.pass_over import may_be_passed_over, pass_over
from approvals.routing.refresh import refreshed
from approvals.routing.route import PassedOver, Route
from approvals.routing.settle import NotYours
from approvals.vocabulary import Reason
from tests.pure.routing.test_additions import ASKED, CLOCK, MATTER, a_node, a_route, acted
from tests.support.small_office import DAY, an_office
from workflow.engine.nodes import UserNode
from workflow.engine.stages import Consultation, RouteAsked

DRAFTER = "t-member-1"


def offered(route: Route, person: str = DRAFTER, node: UserNode | None = None) -> list[str]:
    return [seat.person for seat in may_be_passed_over(node or a_node(), route, MATTER, person)]


def passed(route: Route, whom: str, person: str = DRAFTER) -> Route:
    asked = pass_over(a_node(), route, MATTER, person, whom)
    assert isinstance(asked, RouteAsked), asked
    return refreshed(
        a_route(asked).stages, structs.replace(route, asked=asked), Consultation(), CLOCK, an_office(), DAY
    )


def test_the_drafter_may_have_any_examiner_look_later_who_has_not_acted() -> None:
    assert offered(a_route()) == ["tax-1-head", "tax-head"]
    assert offered(acted(a_route(), "tax-1-head")) == ["tax-head"]


def test_the_next_one_has_it_and_whoever_was_passed_over_owes_a_look() -> None:
    after = passed(a_route(), "tax-1-head")

    assert [seat.person for seat in after.seats] == ["tax-head"]
    assert after.stages[0].passed_over is PassedOver.ABSENT


def test_two_can_be_passed_over_one_after_the_other() -> None:
    after = passed(passed(a_route(), "tax-1-head"), "tax-head")

    assert [seat.person for seat in after.seats] == ["personnel-head"]
    assert offered(after) == []


@pytest.mark.parametrize("whom", ["personnel-head", "general-head", "nobody", DRAFTER])
def test_no_consent_no_decision_and_nobody_else_is_passed_over(whom: str) -> None:
    assert isinstance(pass_over(a_node(), a_route(), MATTER, DRAFTER, whom), NotYours)


@pytest.mark.parametrize("person", ["tax-1-head", "tax-head", "p-member-1"])
def test_nobody_but_the_drafter_says_so(person: str) -> None:
    assert offered(a_route(), person) == []
    assert isinstance(pass_over(a_node(), a_route(), MATTER, person, "tax-1-head"), NotYours)


def test_a_procedure_that_waits_for_the_absent_waits_for_everybody() -> None:
    node = a_node()
    assert node.circulation is not None
    waits = structs.replace(node, circulation=structs.replace(node.circulation, examine_absent="wait_for"))

    assert offered(a_route(), node=waits) == []


def test_work_that_is_kept_on_hold_stays_with_who_keeps_it() -> None:
    assert offered(structs.replace(a_route(), held_by="tax-1-head")) == ["tax-head"]


def test_whom_the_drafter_added_he_takes_off_instead() -> None:
    asked = add(a_node(), a_route(), MATTER, DRAFTER, "p-member-1", "examine", an_office(), DAY)
    assert isinstance(asked, RouteAsked)
    route = a_route(asked)

    assert any(seat.reason is Reason.ADDED for stage in route.stages for seat in stage.seats)
    assert "p-member-1" not in offered(route)


def test_in_a_round_that_begins_anew_everybody_is_asked_again() -> None:
    assert ASKED.later == ()
    assert a_route(ASKED).stages[0].passed_over is None


def test_what_is_said_of_examiners_spares_no_consent() -> None:
    route = a_route(structs.replace(ASKED, later=("personnel-head",)))

    assert [stage.passed_over for stage in route.stages if stage.kind == "consult"] == [None]
