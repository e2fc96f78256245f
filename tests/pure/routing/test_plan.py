"""The places of a 回議: who examines, is consulted, verifies and decides (R1 to R5)."""

from typing import Any

from approvals.routing.establishment import Holding, Posting, RoleHolder
from approvals.routing.organisation import Organisation
from approvals.routing.plan import NobodyDecides, Planned, plan
from approvals.routing.route import PassedOver, Stage
from approvals.vocabulary import Capacity, Reason
from tests.support.small_office import DAY, a_matter, a_step, an_office, head, member, ref
from workflow.engine.stages import Circulation, Consultation, RouteAsked

DIRECTOR, CHIEF = ref("applicant", "post:部長"), ref("applicant", "post:課長")
MAYOR = ref("applicant", "post:区長")
PERSONNEL = ref("unit:personnel")
CLERK = ref("applicant", "level:section", "role:庶務担当")


def planned(
    office: Organisation | None = None,
    applicant: str = "t-member-1",
    unit: str = "tax-1",
    *,
    deputy: bool = True,
    waits: bool = False,
    matter: dict[str, str] | None = None,
    **asked: Any,
) -> Planned | NobodyDecides:
    node = a_step(
        "circulate",
        deputy=deputy,
        consultation=Consultation(),
        circulation=Circulation(table="t", content=(), examine_absent="wait_for" if waits else "view_later"),
    )
    request = RouteAsked(**({"decider": DIRECTOR} | asked))
    return plan(node, request, a_matter(applicant, unit, **(matter or {})), office or an_office(), DAY)


def places(found: Planned | NobodyDecides) -> list[tuple[str, str]]:
    """Stage and person of every place at which somebody acts; of a group its size."""
    assert isinstance(found, Planned), found
    shown = [stage for stage in found.stages if stage.passed_over is None]
    return [
        (each.kind, each.seats[0].person if len(each.seats) == 1 else f"{len(each.seats)} people") for each in shown
    ]


def passed_over(found: Planned | NobodyDecides) -> list[tuple[str, PassedOver | None]]:
    assert isinstance(found, Planned)
    return [(stage.seats[0].person, stage.passed_over) for stage in found.stages if stage.passed_over]


def deciding(found: Planned | NobodyDecides) -> Stage:
    assert isinstance(found, Planned)
    return found.stages[-1]


def test_the_line_below_the_decider_examines_bottom_up() -> None:
    found = planned()

    assert places(found) == [("examine", "tax-1-head"), ("examine", "tax-head"), ("decide", "general-head")]


def test_only_posts_above_the_drafters_own_examine() -> None:
    found = planned(applicant="tax-head", unit="tax", decider=MAYOR)

    assert places(found) == [("examine", "general-head"), ("examine", "deputy-mayor"), ("decide", "ward-head")]


def test_who_drafts_in_a_second_unit_has_the_rank_that_he_has_there() -> None:
    office = an_office(more=[member("tax-1", "personnel-head", Holding.CONCURRENT)])

    found = planned(office, applicant="personnel-head", unit="tax-1")

    assert places(found) == [("examine", "tax-1-head"), ("examine", "tax-head"), ("decide", "general-head")]


def test_a_decider_who_drafted_yields_to_the_next_post() -> None:
    found = planned(applicant="tax-head", unit="tax", decider=CHIEF)

    assert places(found) == [("decide", "general-head")]
    assert deciding(found).rule == "R2"


def test_a_post_below_the_drafters_own_does_not_decide() -> None:
    found = planned(applicant="general-head", unit="general", decider=CHIEF)

    assert places(found) == [("decide", "deputy-mayor")]


def test_a_post_of_the_drafters_own_rank_does_not_decide_though_another_holds_it() -> None:
    equal = Posting(person="tax-2-chief", unit="tax", post=None, kind="section_chief", title="担当課長")

    found = planned(an_office(more=[equal]), applicant="tax-2-chief", unit="tax", decider=CHIEF)

    assert places(found) == [("decide", "general-head")]


def test_whoever_typed_the_draft_does_not_decide_it_either() -> None:
    found = planned(decider=CHIEF, matter={"typist": "tax-head"})

    assert places(found) == [("examine", "tax-1-head"), ("decide", "general-head")]
    assert passed_over(found) == [("tax-head", PassedOver.PARTY)]


def test_a_drafter_who_holds_the_deciders_post_beside_his_own_does_not_decide() -> None:
    office = an_office(more=[head("tax", "t-member-1", Holding.CONCURRENT)], vacant=["tax"])

    found = planned(office, decider=CHIEF)

    assert deciding(found).seats[0].person == "general-head"


def test_a_raised_matter_is_decided_one_level_up() -> None:
    found = planned(decider=CHIEF, raised=True)

    assert places(found) == [("examine", "tax-1-head"), ("examine", "tax-head"), ("decide", "general-head")]
    assert deciding(found).rule == "R3"


def test_above_the_mayor_there_is_nobody_to_raise_to() -> None:
    found = planned(decider=MAYOR, raised=True)

    assert deciding(found).seats[0].person == "ward-head"


def test_a_raised_matter_waits_for_its_decider() -> None:
    found = planned(an_office(away=["general-head"]), decider=CHIEF, raised=True)

    assert deciding(found).seats[0].person == "general-head"
    assert deciding(found).seats[0].capacity is Capacity.SELF


def test_an_absent_decider_has_a_deputy_who_then_only_decides() -> None:
    found = planned(an_office(away=["general-head"]))

    assert places(found) == [("examine", "tax-1-head"), ("decide", "tax-head")]
    seat = deciding(found).seats[0]
    assert (seat.capacity, seat.principal, seat.also) == (Capacity.DEPUTY, "general-head", ("課長(審議)",))


def test_without_deputies_the_decision_waits() -> None:
    found = planned(an_office(away=["general-head"]), deputy=False)

    assert deciding(found).seats[0].person == "general-head"


def test_the_drafter_is_never_the_deputy() -> None:
    found = planned(an_office(away=["general-head"]), applicant="tax-head", unit="tax", decider=DIRECTOR)

    assert deciding(found).seats[0].person not in {"tax-head", "general-head"}


def test_an_absent_examiner_is_passed_over() -> None:
    found = planned(an_office(away=["tax-1-head"]))

    assert places(found) == [("examine", "tax-head"), ("decide", "general-head")]
    assert passed_over(found) == [("tax-1-head", PassedOver.ABSENT)]


def test_an_absent_examiner_is_waited_for_where_the_definition_says_so() -> None:
    assert places(planned(an_office(away=["tax-1-head"]), waits=True))[0] == ("examine", "tax-1-head")


def test_a_vacant_post_is_not_absence() -> None:
    found = planned(an_office(vacant=["tax"]))

    assert isinstance(found, NobodyDecides)
    assert "空席" in found.reason.ja


def test_somebody_in_charge_of_a_vacant_post_acts_in_it() -> None:
    office = an_office(vacant=["tax"], more=[head("tax", "personnel-head", Holding.ACTING)])

    assert ("examine", "personnel-head") in places(planned(office))


def test_whoever_is_appointed_for_somebody_away_for_long_acts_as_the_post_not_as_his_deputy() -> None:
    office = an_office(away=["general-head"], more=[head("general", "personnel-head", Holding.PROXY)])

    seat = deciding(planned(office)).seats[0]

    assert (seat.person, seat.capacity, seat.reason) == ("personnel-head", Capacity.SELF, Reason.PROXY_HOLDER)


def test_whoever_is_appointed_beside_somebody_at_work_has_nothing_to_do() -> None:
    office = an_office(more=[head("general", "personnel-head", Holding.PROXY)])

    assert deciding(planned(office)).seats[0].person == "general-head"


def test_when_he_is_away_too_a_deputy_decides() -> None:
    away = ["general-head", "personnel-head"]
    office = an_office(away=away, more=[head("general", "personnel-head", Holding.PROXY)])

    seat = deciding(planned(office)).seats[0]

    assert (seat.person, seat.capacity) == ("tax-head", Capacity.DEPUTY)


def test_a_person_at_two_places_acts_at_the_later_one_for_both() -> None:
    office = an_office(vacant=["tax"], more=[head("tax", "general-head", Holding.ACTING)])

    found = planned(office)

    assert places(found) == [("examine", "tax-1-head"), ("decide", "general-head")]
    assert deciding(found).seats[0].also == ("課長(審議)",)


def test_any_member_of_a_consulted_unit_answers_for_it() -> None:
    found = planned(consult=(PERSONNEL,))

    assert places(found)[2:] == [("consult", "5 people"), ("decide", "general-head")]


def test_who_acts_elsewhere_leaves_the_answer_of_his_unit_to_the_others() -> None:
    office = an_office(vacant=["tax"], more=[head("tax", "personnel-head", Holding.ACTING)])

    found = planned(office, consult=(PERSONNEL,))

    assert ("consult", "4 people") in places(found)


def test_the_drafters_own_unit_is_consulted_without_him() -> None:
    found = planned(applicant="p-member-1", unit="personnel-1", consult=(PERSONNEL,))

    assert isinstance(found, Planned)
    consulted = next(stage for stage in found.stages if stage.kind == "consult")
    assert "p-member-1" not in {seat.person for seat in consulted.seats}


def test_who_verifies_is_whoever_has_the_duty() -> None:
    found = planned(verify=(CLERK,))

    assert ("verify", "t-member-2") in places(found)


def test_a_duty_of_the_drafters_own_goes_to_his_superior_who_acts_once() -> None:
    office = an_office(duties=[RoleHolder(person="t-member-1", unit="tax", role="general_affairs")])

    found = planned(office, verify=(CLERK,))

    assert places(found) == [("examine", "tax-1-head"), ("verify", "tax-head"), ("decide", "general-head")]


def test_a_consulted_unit_of_which_everybody_is_away_looks_later() -> None:
    everybody = ["personnel-head", "personnel-1-head", "personnel-2-head", "p-member-1", "p-member-2"]

    found = planned(an_office(away=everybody), consult=(PERSONNEL,))

    assert ("personnel-head", PassedOver.ABSENT) in passed_over(found)


def test_examiners_named_by_a_table_replace_the_line() -> None:
    found = planned(examine=(CLERK, ref("unit:personnel", "post:課長")))

    assert places(found) == [("examine", "t-member-2"), ("examine", "personnel-head"), ("decide", "general-head")]
