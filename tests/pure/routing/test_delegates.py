"""Who has a seat by delegation, and who never."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from approvals.routing.delegates import Delegating, fault_of, still_delegated
from approvals.routing.establishment import Delegation
from approvals.routing.open_route import open_route
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.routing.settle import NotYours, settle
from approvals.routing.transfer import Transferred, transfer
from approvals.vocabulary import Capacity
from tests.support.small_office import DAY, a_matter, a_step, an_office, people_of, post_key, ref, route_of

TAX_HEAD = ref("applicant", "post:課長")


def given(principal: str = "tax-head", to: str = "person:personnel-head", **more: Any) -> Delegation:
    period: dict[str, Any] = {"since": DAY, "until": date(2026, 6, 1), "kind": "authority"}
    return Delegation(principal=principal, to=to, **(period | more))


def with_(*delegations: Delegation, away: tuple[str, ...] = ()) -> Organisation:
    office = an_office(away=away)
    found: dict[str, tuple[Delegation, ...]] = {}
    for each in delegations:
        found[each.principal] = (*found.get(each.principal, ()), each)
    return replace(office, delegations=found)


def test_the_delegate_stands_beside_the_principal_and_for_him() -> None:
    found = open_route(a_step("check", TAX_HEAD), a_matter(), with_(given()), DAY)

    assert people_of(found) == ["tax-head", "personnel-head"]
    seat = route_of(found).seats[1]
    assert (seat.capacity, seat.principal) == (Capacity.PROXY, "tax-head")


@pytest.mark.parametrize(
    ("delegation", "kind"),
    [
        (given(since=date(2026, 5, 12)), "check"),
        (given(until=DAY, since=date(2026, 5, 1)), "check"),
        (given(procedures=("other",)), "check"),
        (given(unit="personnel"), "check"),
        (given(kind="absence"), "check"),
        (given(kind="procedures"), "decide"),
        (given(to="person:t-member-1"), "check"),
        (given(to="person:nobody"), "check"),
        (given(principal="general-head"), "check"),
    ],
)
def test_outside_its_limits_nobody_has_a_seat_by_it(delegation: Delegation, kind: str) -> None:
    found = open_route(a_step(kind, TAX_HEAD), a_matter(), with_(delegation), DAY)

    assert people_of(found) == ["tax-head"]


def test_one_for_absences_acts_where_the_principal_would_be_passed_over() -> None:
    office = with_(given(kind="absence"), away=("tax-head",))

    found = open_route(a_step("check", TAX_HEAD, absent="view_later"), a_matter(), office, DAY)

    assert "personnel-head" in people_of(found)


def test_a_raised_matter_has_no_delegate_at_its_decision() -> None:
    opening = Opening(a_step("decide", TAX_HEAD), a_matter(), with_(given()), DAY)
    found = route_of(open_route(a_step("decide", TAX_HEAD), a_matter(), with_(given()), DAY)).seats[:1]

    assert [seat.person for seat in Delegating(opening, "decide").delegates(found)] == ["personnel-head"]
    assert list(Delegating(opening, "decide", raised=True).delegates(found)) == []


def test_units_posts_and_duties_can_be_named() -> None:
    def people(to: str) -> list[str]:
        found = open_route(a_step("check", TAX_HEAD), a_matter(), with_(given(to=to)), DAY)
        return people_of(found)[1:]

    assert people("unit:personnel-1") == ["p-member-1", "p-member-2", "personnel-1-head"]
    assert people("post:general:director") == ["general-head"]
    assert people("duty:tax/general_affairs") == ["t-member-2"]


def test_an_act_after_the_end_is_refused() -> None:
    route = route_of(open_route(a_step("check", TAX_HEAD), a_matter(), with_(given()), DAY))

    found = settle(route, "personnel-head", "checked", an_office(), DAY)

    assert isinstance(found, NotYours)
    assert "代理" in found.reason.ja
    assert not still_delegated(route.seats[1], an_office(), DAY)


def test_rings_of_any_length_in_overlapping_periods_are_found() -> None:
    office = with_(given("a-head", "person:tax-head"), given("tax-head", "person:personnel-head"))

    assert fault_of(given("personnel-head", "person:tax-head"), office) == "loop"
    assert fault_of(given("personnel-head", "person:general-head"), office) is None
    later = given("personnel-head", "person:tax-head", since=date(2026, 6, 1), until=date(2026, 7, 1))
    assert fault_of(later, office) is None
    assert fault_of(given(to="person:tax-head"), office) == "himself"
    assert fault_of(given(to=f"post:{post_key('tax')}"), office) == "himself"
    assert fault_of(given(to="unit:nowhere"), office) == "nobody"


def test_a_delegate_hands_on_what_is_the_principals() -> None:
    office = with_(given())
    step = a_step("check", TAX_HEAD)
    route = route_of(open_route(step, a_matter(), office, DAY))

    found = transfer(step, route, a_matter(), "personnel-head", "general-head", office, DAY)

    assert isinstance(found, Transferred)
    assert [(seat.person, seat.principal) for seat in found.route.seats] == [("general-head", "tax-head")]


@pytest.mark.parametrize(
    ("kind", "to"), [("decide", "personnel-head"), ("check", "t-member-1"), ("check", "tax-head"), ("check", "nobody")]
)
def test_decisions_parties_oneself_and_nobody_are_refused(kind: Any, to: str) -> None:
    step, office = a_step(kind, TAX_HEAD), an_office()
    route = route_of(open_route(step, a_matter(), office, DAY))

    assert isinstance(transfer(step, route, a_matter(), "tax-head", to, office, DAY), NotYours)


@pytest.mark.parametrize("capacity", [Capacity.DEPUTY, Capacity.PROXY, Capacity.PULL_UP])
def test_who_acts_for_another_passes_that_on_to_nobody(capacity: Capacity) -> None:
    seat = Seat(person="tax-head", unit="tax", post="課長", capacity=capacity, principal="general-head")
    opening = Opening(a_step("check", TAX_HEAD), a_matter(), with_(given()), DAY)

    assert list(Delegating(opening, "check").delegates([seat])) == []
