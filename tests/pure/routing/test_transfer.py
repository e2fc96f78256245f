"""振替: whoever has the work hands it on for good, by his own right, while he has it."""

from typing import Any

from approvals.routing.hold import Held, hold
from approvals.routing.open_route import open_route
from approvals.routing.route import Route
from approvals.routing.settle import NotYours, settle
from approvals.routing.transfer import Transferred, transfer
from approvals.vocabulary import Capacity
from tests.support.small_office import DAY, a_matter, a_step, an_office, member, ref, route_of

TEAM = a_step("verify", ref("unit:personnel-1"))


def team() -> Route:
    return route_of(open_route(TEAM, a_matter(), an_office(), DAY))


def handed(route: Route, person: str, to: str, **office: Any) -> Transferred | NotYours:
    return transfer(TEAM, route, a_matter(), person, to, an_office(**office), DAY)


def done(found: Transferred | NotYours) -> Route:
    assert isinstance(found, Transferred), found
    return found.route


def test_who_has_it_now_acts_for_whom_it_was_given_and_that_one_no_more() -> None:
    route = done(handed(team(), "p-member-1", "tax-head"))

    assert route.seat_of("p-member-1") is None
    seat = route.seat_of("tax-head")
    assert seat is not None and (seat.capacity, seat.principal) == (Capacity.PROXY, "p-member-1")
    assert isinstance(settle(route, "p-member-1", "proper", an_office(), DAY), NotYours)


def test_handed_on_again_it_is_still_the_first_ones() -> None:
    route = done(handed(done(handed(team(), "p-member-1", "tax-head")), "tax-head", "general-head"))

    seat = route.seat_of("general-head")
    assert seat is not None and seat.principal == "p-member-1"
    assert route.seat_of("tax-head") is None and route.seat_of("p-member-1") is None


def test_whoever_could_have_acted_anyway_has_one_seat() -> None:
    route = done(handed(team(), "p-member-1", "p-member-2"))

    assert [seat.person for seat in route.seats].count("p-member-2") == 1


def test_while_another_keeps_it_nobody_hands_it_on() -> None:
    kept = hold(team(), "p-member-1", an_office(), DAY)
    assert isinstance(kept, Held)

    refused = handed(kept.route, "p-member-2", "tax-head")

    assert isinstance(refused, NotYours) and "保留" in refused.reason.ja
    assert done(handed(kept.route, "p-member-1", "tax-head")).held_by == ""


def test_whoever_has_left_the_post_hands_nothing_on() -> None:
    elsewhere = an_office(more=[member("tax-1", "p-moved")])
    route = route_of(open_route(TEAM, a_matter(), an_office(more=[member("personnel-1", "p-moved")]), DAY))

    refused = transfer(TEAM, route, a_matter(), "p-moved", "tax-head", elsewhere, DAY)

    assert isinstance(refused, NotYours) and "ではなくなって" in refused.reason.ja


def test_whoever_has_no_seat_hands_nothing_on() -> None:
    assert isinstance(handed(team(), "tax-head", "general-head"), NotYours)
