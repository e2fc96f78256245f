"""Rules that hold in every office, whoever is away, missing or holds two posts."""

from hypothesis import given
from hypothesis import strategies as st

from approvals.routing.establishment import Holding
from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened, Skipped, Unassignable, open_route
from approvals.routing.organisation import Organisation
from approvals.routing.settle import SettledRoute, settle
from approvals.vocabulary import Capacity
from tests.support.small_office import DAY, HEADS, MEMBERS, UNITS, a_step, an_office, head, ref
from workflow.engine.nodes import UserNode

UNIT_OF = {f"{unit}-head": unit for unit in HEADS} | {each: unit for unit, people in MEMBERS.items() for each in people}
PEOPLE = sorted(UNIT_OF)
CODES = [unit.code for unit in UNITS]
REFS = [
    ref("applicant", "head"),
    ref("applicant", "post:係長"),
    ref("applicant", "post:課長"),
    ref("applicant", "level:section", "role:庶務担当"),
    ref("applicant", "level:section"),
    ref("step:first", "in_charge"),
    ref("step:first"),
    *(ref(f"unit:{code}") for code in CODES),
    *(ref(f"unit:{code}", "post:課長") for code in CODES),
    *(ref(f"unit:{code}", "post:部長") for code in CODES),
]

people = st.sampled_from(PEOPLE)


@st.composite
def offices(draw: st.DrawFn) -> Organisation:
    away = draw(st.sets(people, max_size=6))
    vacant = draw(st.sets(st.sampled_from(sorted(HEADS)), max_size=3))
    filled = draw(st.lists(st.tuples(st.sampled_from(sorted(vacant)), people), max_size=3)) if vacant else []
    return an_office(away=away, vacant=vacant, more=[head(unit, person, Holding.ACTING) for unit, person in filled])


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    applicant = draw(people)
    return Matter(
        applicant=applicant,
        drafter=draw(st.one_of(st.just(applicant), people)),
        typist=draw(st.one_of(st.just(""), people)),
        unit=UNIT_OF[applicant],
        office="personnel",
        actors={"first": draw(people)},
    )


@st.composite
def judging_steps(draw: st.DrawFn) -> UserNode:
    return a_step(
        draw(st.sampled_from(["examine", "verify", "decide", "approve", "check"])),
        *draw(st.lists(st.sampled_from(REFS), min_size=1, max_size=3)),
        absent=draw(st.sampled_from(["view_later", "wait_for"])),
        deputy=draw(st.booleans()),
        not_same_as=draw(st.sampled_from([(), ("first",)])),
    )


@given(step=judging_steps(), matter=matters(), office=offices())
def test_nobody_judges_a_case_of_his_own(step: UserNode, matter: Matter, office: Organisation) -> None:
    found = open_route(step, matter, office, DAY)

    seats = found.route.seats if isinstance(found, Opened) else ()
    assert not {seat.person for seat in seats} & matter.parties


@given(step=judging_steps(), matter=matters(), office=offices())
def test_nobody_has_two_seats_and_everybody_holds_the_post_he_acts_in(
    step: UserNode, matter: Matter, office: Organisation
) -> None:
    found = open_route(step, matter, office, DAY)

    seats = found.route.seats if isinstance(found, Opened) else ()
    assert len({seat.person for seat in seats}) == len(seats)
    for seat in seats:
        held = [(posting.unit, posting.title) for posting in office.postings(seat.person, DAY)]
        assert (seat.unit, seat.post) in held


@given(step=judging_steps(), matter=matters(), office=offices())
def test_deputies_are_at_work_and_act_only_for_absent_deciders(
    step: UserNode, matter: Matter, office: Organisation
) -> None:
    found = open_route(step, matter, office, DAY)

    seats = found.route.seats if isinstance(found, Opened) else ()
    for seat in seats:
        if seat.capacity is Capacity.DEPUTY:
            assert step.kind == "decide"
            assert step.deputy
            assert not office.is_absent(seat.person, DAY)
            assert office.is_absent(seat.principal, DAY)


@given(step=judging_steps(), matter=matters(), office=offices())
def test_a_step_is_opened_skipped_for_the_absent_or_needs_an_administrator(
    step: UserNode, matter: Matter, office: Organisation
) -> None:
    found = open_route(step, matter, office, DAY)

    match found:
        case Opened(route):
            assert route.seats
        case Skipped(_, later_views):
            assert step.kind != "decide"
            assert step.absent == "view_later"
            assert all(office.is_absent(seat.person, DAY) for seat in later_views)
        case Unassignable(reason):
            assert "担当が決まりません" in reason.ja


@given(step=judging_steps(), matter=matters(), office=offices())
def test_whoever_has_a_seat_may_act_and_everybody_else_may_not(
    step: UserNode, matter: Matter, office: Organisation
) -> None:
    found = open_route(step, matter, office, DAY)

    if isinstance(found, Opened):
        for person in PEOPLE:
            settled = settle(found.route, person, "decide", office, DAY)
            assert isinstance(settled, SettledRoute) == (found.route.seat_of(person) is not None)


@given(step=judging_steps(), matter=matters(), office=offices())
def test_the_same_question_has_the_same_answer(step: UserNode, matter: Matter, office: Organisation) -> None:
    assert open_route(step, matter, office, DAY) == open_route(step, matter, office, DAY)
