"""Who has the work of a step: the rules for every human step."""

from dataclasses import replace
from datetime import timedelta

from approvals.routing.establishment import Holding, Posting, RoleHolder
from approvals.routing.open_route import Opened, Skipped, Unassignable, open_route
from approvals.routing.organisation import Organisation
from approvals.vocabulary import Capacity, Reason
from tests.support.small_office import DAY, a_matter, a_step, an_office, head, member, people_of, ref, route_of

HEAD = ref("applicant", "head")
PERSONNEL_CHIEF = ref("unit:personnel", "post:課長")
PERSONNEL_TEAM = ref("unit:personnel-1")


def test_the_head_is_the_chief_of_the_applicants_section() -> None:
    found = open_route(a_step("check", HEAD), a_matter(), an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_a_seat_says_in_which_unit_and_post_and_why() -> None:
    seat = route_of(open_route(a_step("check", HEAD), a_matter(), an_office(), DAY)).seats[0]

    assert (seat.unit, seat.post, seat.capacity, seat.reason) == ("tax", "課長", Capacity.SELF, Reason.HOLDER)


def test_the_head_of_a_section_chief_is_one_level_up() -> None:
    found = open_route(a_step("check", HEAD), a_matter("tax-head", "tax"), an_office(), DAY)

    assert people_of(found) == ["general-head"]


def test_the_head_of_a_director_is_the_deputy_mayor_over_his_department() -> None:
    found = open_route(a_step("check", HEAD), a_matter("general-head", "general"), an_office(), DAY)

    assert people_of(found) == ["deputy-mayor"]


def test_nobody_decides_his_own_case_the_post_one_level_up_does() -> None:
    found = open_route(a_step("decide", PERSONNEL_CHIEF), a_matter("personnel-head", "personnel"), an_office(), DAY)

    assert people_of(found) == ["general-head"]
    assert route_of(found).seats[0].reason is Reason.ONE_LEVEL_UP


def test_who_typed_the_application_does_not_decide_it() -> None:
    found = open_route(a_step("decide", PERSONNEL_CHIEF), a_matter(typist="personnel-head"), an_office(), DAY)

    assert people_of(found) == ["general-head"]


def test_who_drafted_does_not_examine() -> None:
    chief = ref("applicant", "post:係長")
    matter = a_matter("tax-1-head", "tax-1")

    found = open_route(a_step("examine", chief), matter, an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_two_levels_are_climbed_when_both_may_not_act() -> None:
    office = an_office(more=[head("general", "personnel-head", Holding.MAIN)], vacant=["general"])

    found = open_route(a_step("decide", PERSONNEL_CHIEF), a_matter("personnel-head", "personnel"), office, DAY)

    assert people_of(found) == ["deputy-mayor"]


def test_the_mayors_own_case_finds_nobody() -> None:
    found = open_route(a_step("check", HEAD), a_matter("ward-head", "ward"), an_office(), DAY)

    assert isinstance(found, Unassignable)
    assert "担当が決まりません" in found.reason.ja


def test_a_unit_means_any_member_of_it() -> None:
    found = open_route(a_step("verify", PERSONNEL_TEAM), a_matter(), an_office(), DAY)

    assert people_of(found) == ["p-member-1", "p-member-2", "personnel-1-head"]


def test_a_section_means_the_members_of_its_subsections_too() -> None:
    found = open_route(a_step("input", ref("unit:tax")), a_matter("p-member-1", "personnel-1"), an_office(), DAY)

    assert set(people_of(found)) == {"tax-head", "tax-1-head", "t-member-1", "t-member-2", "t-member-3", "t-direct"}


def test_in_a_group_the_applicant_is_left_out() -> None:
    found = open_route(a_step("input", PERSONNEL_TEAM), a_matter("p-member-1", "personnel-1"), an_office(), DAY)

    assert "p-member-1" not in people_of(found)


def test_a_group_of_nobody_but_the_applicant_gives_the_work_to_its_head() -> None:
    duties = [RoleHolder(person="t-member-1", unit="tax", role="general_affairs")]
    step = a_step("input", ref("applicant", "level:section", "role:庶務担当"))

    found = open_route(step, a_matter(), an_office(duties=duties), DAY)

    assert people_of(found) == ["tax-head"]


def test_one_person_found_twice_acts_once() -> None:
    found = open_route(a_step("approve", HEAD, ref("unit:tax", "post:課長")), a_matter(), an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_the_applicant_fills_in_his_own_form() -> None:
    found = open_route(a_step("input", ref("applicant")), a_matter(), an_office(), DAY)

    assert people_of(found) == ["t-member-1"]
    assert route_of(found).seats[0].reason is Reason.PARTY


def test_who_typed_may_correct_an_application_that_comes_back() -> None:
    found = open_route(a_step("apply", ref("applicant")), a_matter(typist="p-member-1"), an_office(), DAY)

    applicant, typist = route_of(found).seats
    assert applicant.person == "t-member-1"
    assert (typist.person, typist.capacity, typist.principal) == ("p-member-1", Capacity.PROXY, "t-member-1")


def test_who_has_no_subsection_chief_is_examined_by_the_section_chief() -> None:
    chief = ref("applicant", "post:係長")

    found = open_route(a_step("examine", chief), a_matter("t-member-3", "tax-2"), an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_a_named_unit_below_is_followed_to_its_post() -> None:
    chief = ref("unit:personnel", "unit:personnel-1", "post:係長")

    found = open_route(a_step("input", chief), a_matter(), an_office(), DAY)

    assert people_of(found) == ["personnel-1-head"]


def test_the_section_chief_of_a_subsection_is_the_one_above_it() -> None:
    found = open_route(a_step("check", ref("unit:tax-1", "post:課長")), a_matter("p-member-1"), an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_the_chiefs_below_a_section_are_all_asked() -> None:
    found = open_route(a_step("check", ref("unit:personnel", "post:係長")), a_matter(), an_office(), DAY)

    assert people_of(found) == ["personnel-1-head", "personnel-2-head"]


def test_a_title_of_the_same_rank_counts_as_the_post() -> None:
    found = open_route(a_step("check", ref("unit:tax", "post:担当課長")), a_matter(), an_office(), DAY)

    assert people_of(found) == ["tax-head"]


def test_whoever_bears_that_title_himself_is_meant_before_the_post_of_its_rank() -> None:
    in_charge = Posting(person="in-charge", unit="general", post=None, kind="section_chief", title="担当課長")
    step = a_step("check", ref("unit:general", "post:担当課長"))

    assert people_of(open_route(step, a_matter(), an_office(more=[in_charge]), DAY)) == ["in-charge"]


def test_a_rank_of_members_means_the_members_of_that_rank() -> None:
    found = open_route(a_step("input", ref("unit:personnel-1", "post:係員")), a_matter(), an_office(), DAY)

    assert people_of(found) == ["p-member-1", "p-member-2"]


def test_an_absent_checker_is_passed_over_and_looks_later() -> None:
    step = a_step("check", HEAD, absent="view_later")

    found = open_route(step, a_matter(), an_office(away=["tax-head"]), DAY)

    assert isinstance(found, Skipped)
    assert [seat.person for seat in found.later_views] == ["tax-head"]


def test_an_absent_checker_is_waited_for_when_the_step_says_so() -> None:
    step = a_step("check", HEAD, absent="wait_for")

    found = open_route(step, a_matter(), an_office(away=["tax-head"]), DAY)

    assert people_of(found) == ["tax-head"]


def test_an_absence_that_is_over_does_not_count() -> None:
    step = a_step("check", HEAD, absent="view_later")

    found = open_route(step, a_matter(), an_office(away=["tax-head"]), DAY.replace(month=6, day=1))

    assert isinstance(found, Opened)


def test_an_absent_member_does_not_hinder_the_group() -> None:
    step = a_step("verify", PERSONNEL_TEAM, absent="view_later")

    found = open_route(step, a_matter(), an_office(away=["p-member-1", "p-member-2"]), DAY)

    assert isinstance(found, Opened)


def test_the_absent_superior_one_level_up_is_passed_over_too() -> None:
    step = a_step("check", HEAD, absent="view_later")

    found = open_route(step, a_matter("tax-head", "tax"), an_office(away=["general-head"]), DAY)

    assert isinstance(found, Skipped)


def test_a_vacant_post_is_held_by_whoever_acts_in_it() -> None:
    office = an_office(vacant=["tax"], more=[head("tax", "general-head", Holding.ACTING)])

    seat = route_of(open_route(a_step("check", HEAD), a_matter(), office, DAY)).seats[0]

    assert (seat.person, seat.post, seat.reason) == ("general-head", "課長", Reason.ACTING)


def test_a_vacant_post_nobody_acts_in_needs_an_administrator() -> None:
    found = open_route(a_step("decide", PERSONNEL_CHIEF, deputy=True), a_matter(), an_office(vacant=["personnel"]), DAY)

    assert isinstance(found, Unassignable)
    assert found.reason.ja == "「手順」の担当が決まりません: 総務部人事課の課長が空席です。"


def test_who_did_another_step_may_not_do_this_one() -> None:
    step = a_step("verify", PERSONNEL_TEAM, not_same_as=("first",))

    found = open_route(step, a_matter(actors={"first": "p-member-1"}), an_office(), DAY)

    assert people_of(found) == ["p-member-2", "personnel-1-head"]


def test_a_post_whose_holder_did_another_step_goes_one_level_up() -> None:
    step = a_step("input", PERSONNEL_CHIEF, not_same_as=("first",))

    found = open_route(step, a_matter(actors={"first": "personnel-head"}), an_office(), DAY)

    assert people_of(found) == ["general-head"]


def test_after_a_send_back_the_same_person_has_the_work_again() -> None:
    found = open_route(a_step("verify", PERSONNEL_TEAM), a_matter(), an_office(), DAY, former="p-member-2")

    assert people_of(found) == ["p-member-2"]


def test_an_application_of_an_office_comes_back_to_whoever_began_it() -> None:
    matter = a_matter(applicant="p-member-1")

    found = open_route(a_step("apply", PERSONNEL_TEAM), matter, an_office(), DAY, former="p-member-1")

    assert people_of(found) == ["p-member-1"]


def test_while_he_is_away_it_comes_back_to_his_office_and_he_is_one_of_it() -> None:
    matter, office = a_matter(applicant="p-member-1"), an_office(away=["p-member-1"])

    found = open_route(a_step("apply", PERSONNEL_TEAM), matter, office, DAY, former="p-member-1")

    assert {"p-member-1", "p-member-2"} <= set(people_of(found))


def test_who_left_the_group_does_not_get_the_work_again() -> None:
    found = open_route(a_step("verify", PERSONNEL_TEAM), a_matter(), an_office(), DAY, former="t-member-2")

    assert "t-member-2" not in people_of(found)


def test_an_absent_former_actor_leaves_the_work_to_the_group() -> None:
    office = an_office(away=["p-member-2"])

    found = open_route(a_step("verify", PERSONNEL_TEAM), a_matter(), office, DAY, former="p-member-2")

    assert "p-member-1" in people_of(found)


def test_the_actor_of_a_step_can_be_named() -> None:
    found = open_route(a_step("input", ref("step:first")), a_matter(actors={"first": "p-member-2"}), an_office(), DAY)

    assert people_of(found) == ["p-member-2"]


def test_a_person_named_in_the_form_who_is_the_applicant_does_not_decide() -> None:
    step = a_step("decide", ref("item:decider"))

    found = open_route(step, a_matter(items={"decider": "t-member-1"}), an_office(), DAY)

    assert people_of(found) == ["tax-1-head"]


def test_the_person_in_charge_is_whoever_of_the_section_the_former_first() -> None:
    step = a_step("input", ref("step:first", "in_charge"))

    found = open_route(step, a_matter("p-member-1", "personnel-1", actors={"first": "t-direct"}), an_office(), DAY)

    assert people_of(found)[0] == "t-direct"
    assert len(people_of(found)) == 6


def test_a_second_posting_lets_a_person_act_in_the_other_unit() -> None:
    office = an_office(more=[member("personnel-1", "t-direct", Holding.CONCURRENT)])

    seats = route_of(open_route(a_step("verify", PERSONNEL_TEAM), a_matter(), office, DAY)).seats

    assert ("t-direct", "personnel-1") in [(seat.person, seat.unit) for seat in seats]


def test_a_step_whose_people_are_unknown_needs_an_administrator() -> None:
    found = open_route(a_step("input", ref("item:nobody")), a_matter(), an_office(), DAY)

    assert isinstance(found, Unassignable)


CHIEF_OF_THEN = ref("applicant", "post:課長")


def moved() -> Organisation:
    """t-member-1 applied in 課税係 and has been in 人事係 since DAY; his old posting ended the day before."""
    before, now = member("tax-1", "mover"), member("personnel-1", "mover")
    return an_office(more=[replace(before, until=DAY), replace(now, since=DAY)])


def test_whoever_has_moved_has_the_chief_of_where_he_is_unless_the_draft_counts() -> None:
    matter = a_matter("mover", "tax-1", post="主事", drafted_on=DAY - timedelta(days=3))

    today = open_route(a_step("check", CHIEF_OF_THEN), matter, moved(), DAY)
    then = open_route(a_step("check", CHIEF_OF_THEN, as_of="draft_date"), matter, moved(), DAY)

    assert people_of(today) == ["personnel-head"]
    assert people_of(then) == ["tax-head"]


def test_of_the_chart_of_the_draft_whoever_is_in_the_post_today_acts() -> None:
    matter = a_matter("mover", "tax-1", post="主事", drafted_on=DAY - timedelta(days=3))
    successor = [replace(head("tax"), until=DAY), replace(head("tax", "new-head"), since=DAY)]
    office = an_office(
        vacant=["tax"],
        more=[
            replace(member("tax-1", "mover"), until=DAY),
            replace(member("personnel-1", "mover"), since=DAY),
            *successor,
        ],
    )

    found = open_route(a_step("check", HEAD, as_of="draft_date"), matter, office, DAY)

    assert people_of(found) == ["new-head"]


def test_where_the_organisation_has_forgotten_the_day_the_case_says_where_he_applied() -> None:
    matter = a_matter("mover", "tax-1", post="主事", drafted_on=DAY - timedelta(days=30))
    office = an_office(more=[replace(member("personnel-1", "mover"), since=DAY)])

    found = open_route(a_step("check", CHIEF_OF_THEN, as_of="draft_date"), matter, office, DAY)

    assert people_of(found) == ["tax-head"]


def test_who_was_the_chief_when_he_drafted_is_still_not_his_own_head() -> None:
    matter = a_matter("mover", "tax", post="課長", drafted_on=DAY - timedelta(days=3))
    office = an_office(
        vacant=["tax"],
        more=[
            replace(head("tax", "mover"), until=DAY),
            replace(head("tax", "new-head"), since=DAY),
            replace(member("personnel-1", "mover"), since=DAY),
        ],
    )

    found = open_route(a_step("check", HEAD, as_of="draft_date"), matter, office, DAY)

    assert people_of(found) == ["general-head"]
