"""What an act does to the route of a step."""

import msgspec

from approvals.routing.open_route import open_route
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours, SettledRoute, settle
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref, route_of

TEAM = a_step("verify", ref("unit:personnel-1"))
DECIDE = a_step("decide", ref("unit:personnel", "post:課長"), deputy=True)


def a_route() -> Route:
    return route_of(open_route(TEAM, a_matter(), an_office(), DAY))


def test_one_member_of_a_group_completes_the_step() -> None:
    settled = settle(a_route(), "p-member-2", "proper", an_office(), DAY)

    assert isinstance(settled, SettledRoute)
    assert settled.complete
    assert settled.seat.person == "p-member-2"


def test_the_act_is_kept_on_the_route() -> None:
    settled = settle(a_route(), "p-member-2", "proper", an_office(), DAY)

    assert isinstance(settled, SettledRoute)
    assert [(act.seat.person, act.verdict) for act in settled.route.acts] == [("p-member-2", "proper")]


def test_somebody_without_a_seat_is_refused() -> None:
    refused = settle(a_route(), "t-member-1", "proper", an_office(), DAY)

    assert isinstance(refused, NotYours)


def test_who_was_moved_away_meanwhile_is_refused() -> None:
    route = Route(seats=(Seat(person="t-direct", unit="personnel-1", post="主事"),))

    refused = settle(route, "t-direct", "proper", an_office(), DAY)

    assert isinstance(refused, NotYours)
    assert "ではなくなっています" in refused.reason.ja


def test_after_a_deputys_decision_the_decider_must_look_later() -> None:
    office = an_office(away=["personnel-head"])
    route = route_of(open_route(DECIDE, a_matter(), office, DAY))

    settled = settle(route, "personnel-1-head", "decide", office, DAY)

    assert isinstance(settled, SettledRoute)
    assert [(seat.person, seat.post) for seat in settled.later_views] == [("personnel-head", "課長")]


def test_the_absent_decider_cannot_act_while_the_deputy_has_the_work() -> None:
    office = an_office(away=["personnel-head"])
    route = route_of(open_route(DECIDE, a_matter(), office, DAY))

    assert isinstance(settle(route, "personnel-head", "decide", office, DAY), NotYours)


def test_a_deputy_decides_no_more_once_the_decider_is_back() -> None:
    away = an_office(away=("personnel-head",))
    route = route_of(open_route(DECIDE, a_matter(), away, DAY))

    refused = settle(route, route.seats[0].person, "decide", an_office(), DAY)

    assert isinstance(refused, NotYours) and "戻っている" in refused.reason.ja


def test_a_decision_in_person_leaves_nothing_to_look_at_later() -> None:
    office = an_office()
    route = route_of(open_route(DECIDE, a_matter(), office, DAY))

    settled = settle(route, "personnel-head", "decide", office, DAY)

    assert isinstance(settled, SettledRoute)
    assert settled.later_views == ()


def test_where_all_are_needed_the_last_one_completes_and_nobody_acts_twice() -> None:
    everybody = Route(seats=a_route().seats, need="all")
    first = settle(everybody, "p-member-1", "agree", an_office(), DAY)
    assert isinstance(first, SettledRoute)

    again = settle(first.route, "p-member-1", "agree", an_office(), DAY)
    second = settle(first.route, "p-member-2", "agree", an_office(), DAY)
    assert isinstance(second, SettledRoute)
    last = settle(second.route, "personnel-1-head", "agree", an_office(), DAY)

    assert isinstance(again, NotYours)
    assert isinstance(last, SettledRoute)
    assert [first.complete, second.complete, last.complete] == [False, False, True]


def test_a_route_survives_being_stored_as_json() -> None:
    route = a_route()

    assert msgspec.json.decode(msgspec.json.encode(route), type=Route) == route
