"""Which delegations end when one organisation follows another."""

from datetime import date, timedelta

import pytest

from approvals.routing.delegation_ends import DelegationEnd, delegation_end
from approvals.routing.establishment import Delegation
from tests.support.small_office import DAY, an_office, head, member

THEN = DAY + timedelta(days=20)


def a_delegation(to: str = "person:tax-1-head", unit: str = "") -> Delegation:
    return Delegation(principal="tax-head", kind="authority", to=to, since=DAY, until=date(2026, 12, 31), unit=unit)


def test_one_goes_on_where_both_stay() -> None:
    office = an_office()

    assert delegation_end(a_delegation(), office, office, DAY, THEN) is None


@pytest.mark.parametrize("unit", ["", "tax"])
def test_whoever_moves_leaves_behind_what_he_gave_for_his_post(unit: str) -> None:
    moved = an_office(vacant=["tax", "personnel"], more=[head("personnel", "tax-head")])

    assert delegation_end(a_delegation(unit=unit), an_office(), moved, DAY, THEN) is DelegationEnd.MOVED


def test_one_for_a_unit_goes_on_while_he_has_anything_there() -> None:
    moved = an_office(vacant=["personnel"], more=[head("personnel", "tax-head"), member("tax-1", "tax-head")])

    assert delegation_end(a_delegation(unit="tax"), an_office(), moved, DAY, THEN) is None


def test_a_leaver_gives_nothing_any_more() -> None:
    assert delegation_end(a_delegation(), an_office(), an_office(vacant=["tax"]), DAY, THEN) is DelegationEnd.LEFT


@pytest.mark.parametrize("to", ["person:tax-1-head", "post:tax-1:subsection_chief"])
def test_one_that_names_nobody_any_more_ends(to: str) -> None:
    after = an_office(vacant=["tax-1"])

    assert delegation_end(a_delegation(to=to), an_office(), after, DAY, THEN) is DelegationEnd.NOBODY
