"""代決: who decides for a decider who is away."""

from approvals.routing.establishment import Holding
from approvals.routing.open_route import open_route
from approvals.vocabulary import Capacity, Reason
from tests.support.small_office import DAY, a_matter, a_step, an_office, head, people_of, ref, route_of

PERSONNEL_CHIEF = ref("unit:personnel", "post:課長")
DECIDE = a_step("decide", PERSONNEL_CHIEF, deputy=True)


def test_the_chief_named_in_advance_decides_for_an_absent_section_chief() -> None:
    seat = route_of(open_route(DECIDE, a_matter(), an_office(away=["personnel-head"]), DAY)).seats[0]

    assert (seat.person, seat.capacity, seat.principal) == ("personnel-1-head", Capacity.DEPUTY, "personnel-head")
    assert (seat.unit, seat.post, seat.principal_post) == ("personnel-1", "係長", "課長")


def test_a_decider_at_work_has_no_deputy() -> None:
    found = open_route(DECIDE, a_matter(), an_office(), DAY)

    assert people_of(found) == ["personnel-head"]


def test_without_the_permission_the_decision_waits() -> None:
    step = a_step("decide", PERSONNEL_CHIEF)

    found = open_route(step, a_matter(), an_office(away=["personnel-head"]), DAY)

    assert people_of(found) == ["personnel-head"]


def test_only_a_decider_has_a_deputy() -> None:
    step = a_step("check", PERSONNEL_CHIEF, deputy=True, absent="wait_for")

    found = open_route(step, a_matter(), an_office(away=["personnel-head"]), DAY)

    assert people_of(found) == ["personnel-head"]


def test_the_applicant_is_never_the_deputy() -> None:
    office = an_office(away=["personnel-head"], named={"personnel": ("personnel-1", "personnel-2")})

    found = open_route(DECIDE, a_matter("personnel-1-head", "personnel-1"), office, DAY)

    assert people_of(found) == ["personnel-2-head"]


def test_when_the_first_deputy_is_away_too_the_next_one_decides() -> None:
    office = an_office(away=["personnel-head", "personnel-1-head"], named={"personnel": ("personnel-1", "personnel-2")})

    found = open_route(DECIDE, a_matter(), office, DAY)

    assert people_of(found) == ["personnel-2-head"]


def test_when_all_deputies_are_away_the_decision_waits_for_its_decider() -> None:
    away = ["personnel-head", "personnel-1-head", "personnel-2-head"]
    office = an_office(away=away, named={"personnel": ("personnel-1", "personnel-2")})

    seat = route_of(open_route(DECIDE, a_matter(), office, DAY)).seats[0]

    assert (seat.person, seat.capacity, seat.reason) == ("personnel-head", Capacity.SELF, Reason.DEPUTIES_AWAY)


def test_for_a_director_the_section_chief_of_the_matter_decides() -> None:
    step = a_step("decide", ref("unit:general", "post:部長"), deputy=True)

    found = open_route(step, a_matter(), an_office(away=["general-head"]), DAY)

    assert people_of(found) == ["tax-head"]


def test_for_the_director_who_decides_his_chiefs_own_case_the_chief_is_passed_over() -> None:
    office = an_office(away=["general-head"])

    found = open_route(DECIDE, a_matter("personnel-head", "personnel"), office, DAY)

    assert people_of(found) == ["general-head"]


def test_for_the_mayor_the_deputy_mayor_decides() -> None:
    step = a_step("decide", ref("unit:ward", "post:区長"), deputy=True)

    found = open_route(step, a_matter(), an_office(away=["ward-head"]), DAY)

    assert people_of(found) == ["deputy-mayor"]


def test_who_holds_both_posts_does_not_deputise_for_himself() -> None:
    more = [head("personnel-1", "personnel-head", Holding.ACTING)]
    office = an_office(away=["personnel-head"], vacant=["personnel-1"], more=more)

    found = open_route(DECIDE, a_matter(), office, DAY)

    assert people_of(found) == ["personnel-head"]
