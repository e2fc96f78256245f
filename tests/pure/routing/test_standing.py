"""Who may start, type and withdraw, and who is told."""

from approvals.routing.establishment import Holding
from approvals.routing.standing import people_of, standing
from tests.support.small_office import DAY, a_matter, an_office, head, ref

TYPISTS = [ref("applicant", "level:section", "role:庶務担当"), ref("unit:personnel-1")]


def test_the_whole_staff_is_everyone() -> None:
    assert standing([ref("everyone")], "t-direct", a_matter(), an_office(), DAY)


def test_a_stranger_is_nobody() -> None:
    assert standing([ref("everyone")], "stranger", a_matter(), an_office(), DAY) is None


def test_the_general_affairs_of_the_applicants_section_may_type() -> None:
    found = standing(TYPISTS, "t-member-2", a_matter(), an_office(), DAY)

    assert found is not None
    assert found.unit == "tax-1"


def test_the_general_affairs_of_another_section_may_not_type() -> None:
    assert standing(TYPISTS, "t-member-2", a_matter("p-member-1", "personnel"), an_office(), DAY) is None


def test_a_member_of_the_named_unit_may_type() -> None:
    assert standing(TYPISTS, "p-member-1", a_matter(), an_office(), DAY)


def test_the_applicant_is_the_applicant() -> None:
    assert standing([ref("applicant")], "t-member-1", a_matter(), an_office(), DAY)
    assert standing([ref("applicant")], "t-member-2", a_matter(), an_office(), DAY) is None


def test_a_post_is_stood_in_by_its_holder_in_that_post() -> None:
    office = an_office(vacant=["tax"], more=[head("tax", "general-head", Holding.ACTING)])

    found = standing([ref("unit:tax", "post:課長")], "general-head", a_matter(), office, DAY)

    assert found is not None
    assert found.unit == "tax"


def test_a_notice_goes_to_each_person_once() -> None:
    refs = [ref("applicant"), ref("applicant", "head"), ref("unit:tax", "post:課長")]

    assert people_of(refs, a_matter(), an_office(), DAY) == ("t-member-1", "tax-head")


def test_a_notice_to_a_vacant_post_goes_to_nobody() -> None:
    assert people_of([ref("unit:tax", "post:課長")], a_matter(), an_office(vacant=["tax"]), DAY) == ()
