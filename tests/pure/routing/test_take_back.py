"""引戻し inside a 回議: who acted last takes it back, a send-back to somebody on the route too."""

import pytest

from approvals.routing.settle import NotYours, SettledRoute
from approvals.routing.take_back import last_act, take_back
from tests.pure.routing.test_circulate import OFFICE, Case, a_circulation
from tests.support.small_office import DAY


def taken_back(case: Case, person: str) -> SettledRoute | NotYours:
    assert case.node.consultation is not None
    return take_back(case.route, person, case.node.consultation, OFFICE, DAY, case.clock)


def consulted() -> Case:
    """One of two units consulted has consented; the other has the case."""
    case = Case(a_circulation()).examined()
    case.act("p-member-1", "agree")
    return case


def place_of(case: Case, person: str) -> str:
    return next(act.stage for act in case.route.acts if act.seat.person == person)


def test_an_act_is_taken_back_and_its_place_is_open_again() -> None:
    case = Case(a_circulation())
    case.act("tax-1-head", "no_objection")

    found = taken_back(case, "tax-1-head")

    assert isinstance(found, SettledRoute)
    assert {seat.person for seat in found.route.seats} == {"tax-1-head"}


def test_a_send_back_to_a_person_is_taken_back_and_what_he_had_done_counts_again() -> None:
    case = consulted()
    before = case.route
    case.act("t-member-3", "send_back", place_of(case, "tax-head"))
    assert case.open == {"tax-head"}

    found = taken_back(case, "t-member-3")

    assert isinstance(found, SettledRoute)
    assert (found.route.acts, found.route.seats) == (before.acts, before.seats)
    assert last_act(found.route, "t-member-3") is None, "there is nothing left to take back"


@pytest.mark.parametrize("person", ["tax-head", "tax-1-head", "p-member-1"])
def test_nobody_else_takes_a_send_back_back(person: str) -> None:
    case = consulted()
    case.act("t-member-3", "send_back", place_of(case, "tax-head"))

    assert isinstance(taken_back(case, person), NotYours)


def test_it_is_too_late_once_he_has_acted_again() -> None:
    case = consulted()
    case.act("t-member-3", "send_back", place_of(case, "tax-head"))
    case.act("tax-head", "no_objection")

    found = taken_back(case, "t-member-3")

    assert isinstance(found, NotYours)
    assert found.code == "too_late"


def test_a_send_back_to_a_step_that_waits_for_the_others_stays() -> None:
    case = Case(a_circulation(on_send_back="after_all")).examined()
    case.act("t-member-3", "send_back", "draft")

    assert isinstance(taken_back(case, "t-member-3"), NotYours)
