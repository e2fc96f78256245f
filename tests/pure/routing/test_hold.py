"""One of several people keeps a step to himself, and lets it go again."""

from dataclasses import replace
from datetime import timedelta

from msgspec import structs

from approvals.routing.establishment import Delegation
from approvals.routing.hold import Held, hold, let_go
from approvals.routing.open_route import open_route
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours, SettledRoute, settle
from approvals.vocabulary import Capacity, Reason
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref, route_of

TEAM = a_step("verify", ref("unit:personnel-1"))


def held() -> Route:
    route = route_of(open_route(TEAM, a_matter(), an_office(), DAY))
    kept = hold(route, "p-member-1", an_office(), DAY)
    assert isinstance(kept, Held)
    return kept.route


def test_while_one_holds_it_the_others_can_neither_act_nor_hold() -> None:
    assert isinstance(settle(held(), "p-member-2", "proper", an_office(), DAY), NotYours)
    refused = hold(held(), "p-member-2", an_office(), DAY)
    assert isinstance(refused, NotYours)
    assert f"{an_office().persons['p-member-1'].name}さんが保留" in refused.reason.ja


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
    assert isinstance(hold(held(), "t-member-1", an_office(), DAY), NotYours)


def test_a_hold_ends_with_the_post_of_who_put_it_on() -> None:
    route = structs.replace(
        held(), held_by="t-direct", seats=(*held().seats, Seat(person="t-direct", unit="personnel-1", post="主事"))
    )

    assert isinstance(settle(route, "p-member-2", "proper", an_office(), DAY), SettledRoute)
    assert isinstance(hold(route, "p-member-2", an_office(), DAY), Held)


def delegate_of(principal: str) -> Route:
    """The team's step, held, and somebody of another unit who may act for one of them."""
    acting = Seat(
        person="t-member-1",
        unit="tax-1",
        post="主事",
        reason=Reason.DELEGATE,
        capacity=Capacity.PROXY,
        principal=principal,
        principal_post="主事",
    )
    return structs.replace(held(), seats=(*held().seats, acting))


def lending(principal: str) -> Organisation:
    given = Delegation(
        principal=principal, kind="authority", to="person:t-member-1", since=DAY, until=DAY + timedelta(days=1)
    )
    return replace(an_office(), delegations={principal: (given,)})


def test_who_acts_for_the_holder_may_act_on_what_he_holds() -> None:
    settled = settle(delegate_of("p-member-1"), "t-member-1", "proper", lending("p-member-1"), DAY)

    assert isinstance(settled, SettledRoute), settled


def test_who_acts_for_somebody_else_waits_as_that_one_does() -> None:
    refused = settle(delegate_of("p-member-2"), "t-member-1", "proper", lending("p-member-2"), DAY)

    assert isinstance(refused, NotYours)
    assert "保留" in refused.reason.ja
