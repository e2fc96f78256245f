"""One of several people keeps a step to himself, and lets it go again."""

from approvals.routing.hold import Held, hold, let_go
from approvals.routing.open_route import open_route
from approvals.routing.route import Route
from approvals.routing.settle import NotYours, SettledRoute, settle
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref, route_of

TEAM = a_step("verify", ref("unit:personnel-1"))
NAMES = {"p-member-1": "一郎"}


def held() -> Route:
    route = route_of(open_route(TEAM, a_matter(), an_office(), DAY))
    kept = hold(route, "p-member-1", NAMES)
    assert isinstance(kept, Held)
    return kept.route


def test_while_one_holds_it_the_others_can_neither_act_nor_hold() -> None:
    assert isinstance(settle(held(), "p-member-2", "proper", an_office(), DAY), NotYours)
    refused = hold(held(), "p-member-2", NAMES)
    assert isinstance(refused, NotYours)
    assert "一郎さんが保留" in refused.reason.ja


def test_who_holds_it_acts_and_the_hold_is_over() -> None:
    settled = settle(held(), "p-member-1", "proper", an_office(), DAY)

    assert isinstance(settled, SettledRoute)
    assert settled.route.held_by == ""


def test_only_who_holds_it_lets_it_go() -> None:
    assert isinstance(let_go(held(), "p-member-2"), NotYours)
    gone = let_go(held(), "p-member-1")
    assert isinstance(gone, Held)
    assert isinstance(settle(gone.route, "p-member-2", "proper", an_office(), DAY), SettledRoute)


def test_somebody_without_a_seat_holds_nothing() -> None:
    assert isinstance(hold(held(), "t-member-1", NAMES), NotYours)
