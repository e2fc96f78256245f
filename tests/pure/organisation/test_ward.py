"""The generated ward: the same every time, and with somebody in every place a procedure asks for."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from approvals.office.office import office_at
from approvals.routing.establishment import Holding, UnitKind
from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened, Unassignable, open_route
from approvals.routing.organisation import Organisation
from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff
from tests.support.small_office import a_step, ref

FOLDER = Path(__file__).resolve().parents[3] / "definitions" / "organisation"
DAY = date(2026, 5, 11)
PERSONNEL, PERSONNEL_TEAM, INFORMATION, NIGHT_DUTY = "04020000", "04020200", "03010000", "04010900"
TOP = (
    ("00000000", "mayor"),
    ("14900000", "superintendent"),
    ("16900000", "commission_chair"),
    ("17900000", "chief_auditor"),
    ("18900000", "assembly_chair"),
)
"""The head of each authority: nobody stands above them."""


@pytest.fixture(scope="module")
def ward() -> Ward:
    return generate_ward(office_at(FOLDER), read_staff())


@pytest.fixture(scope="module")
def organisation(ward: Ward) -> Organisation:
    return ward.organisation


def test_the_same_seed_gives_the_same_ward(ward: Ward) -> None:
    assert generate_ward(office_at(FOLDER), read_staff()) == ward


def test_another_seed_gives_other_heads(ward: Ward) -> None:
    other = generate_ward(office_at(FOLDER), read_staff(), seed=7)

    assert other.postings != ward.postings


def test_the_ward_has_2100_staff_and_seven_special_posts(ward: Ward) -> None:
    assert len(ward.persons) == len({person.uuid for person in ward.persons}) == 2107


def test_nobody_shares_a_staff_number_or_a_card(ward: Ward) -> None:
    assert len({person.staff_number for person in ward.persons}) == 2107
    assert len({person.card_number for person in ward.persons}) == 2107


def test_the_staff_file_has_the_numbers_and_units_of_the_payroll(ward: Ward) -> None:
    staff = read_staff()
    units = {unit.code for unit in ward.office.units}

    assert [int(line.number) for line in staff] == list(range(100001, 100001 + 7 * 2100, 7))
    assert all(line.unit in units for line in staff)


def test_everybody_has_one_main_posting(ward: Ward) -> None:
    mains = Counter(posting.person for posting in ward.postings if posting.holding is Holding.MAIN)

    assert len(mains) == 2107
    assert set(mains.values()) == {1}


def test_every_post_is_held(organisation: Organisation) -> None:
    assert [post for post in organisation.posts if organisation.holder(post, DAY) is None] == []


def test_managers_are_as_many_as_in_such_a_ward(ward: Ward) -> None:
    mains = Counter(posting.kind for posting in ward.postings if posting.holding is Holding.MAIN)

    assert mains["section_chief"] == 88
    assert mains["director"] == 18
    assert 300 <= mains["subsection_chief"] <= 330


def test_chiefs_hold_second_posts_at_the_given_rate(ward: Ward) -> None:
    second = [
        posting for posting in ward.postings if posting.kind == "section_chief" and posting.holding is not Holding.MAIN
    ]

    assert 0.20 <= len(second) / (88 + 18) <= 0.24


def test_the_accounting_officer_is_chief_of_the_accounting_section_too(organisation: Organisation) -> None:
    officer = organisation.holder("15000000:director", DAY)
    chief = organisation.holder("14010000:section_chief", DAY)

    assert officer is not None
    assert chief is not None
    assert officer.title == "会計管理者"
    assert chief.person == officer.person


def test_the_chief_of_public_relations_heads_the_residents_voice_too(organisation: Organisation) -> None:
    own = organisation.holder("01030000:section_chief", DAY)
    other = organisation.holder("01040000:section_chief", DAY)

    assert own is not None
    assert other is not None
    assert own.person == other.person
    assert other.holding is Holding.CONCURRENT


def test_the_personnel_team_has_a_chief_and_at_least_four_members(organisation: Organisation) -> None:
    assert len(organisation.members(PERSONNEL_TEAM, DAY)) >= 5
    assert organisation.holder(f"{PERSONNEL_TEAM}:subsection_chief", DAY)


def test_nobody_of_the_sections_in_the_examples_is_on_long_leave(organisation: Organisation) -> None:
    people = (*organisation.members(PERSONNEL, DAY), *organisation.members(INFORMATION, DAY))

    assert not any(organisation.is_absent(member.person, DAY) for member in people)


def test_night_duty_is_done_by_people_of_other_units(organisation: Organisation) -> None:
    people = organisation.members(NIGHT_DUTY, DAY)

    assert len(people) == 8
    assert {member.holding for member in people} == {Holding.CONCURRENT}


def test_every_section_has_somebody_for_general_affairs(organisation: Organisation) -> None:
    sections = [unit.code for unit in organisation.units.values() if unit.kind is UnitKind.SECTION]

    for section in sections:
        holders = organisation.role_holders(section, "general_affairs", DAY)
        assert len(holders) == 1
        assert holders[0].person in {member.person for member in organisation.members(section, DAY)}


def test_absences_follow_the_rates_and_spare_whoever_holds_a_post(ward: Ward) -> None:
    counts = Counter(absence.reason for absence in ward.absences)
    holders = {posting.person for posting in ward.postings if posting.post}

    assert counts == {"育休": 46, "病休": 25, "休職": 17, "派遣": 25, "長期研修": 6}
    assert not holders & {absence.person for absence in ward.absences}


def test_the_line_of_command_of_the_personnel_team_leads_to_the_mayor(organisation: Organisation) -> None:
    titles = [post.title for post in organisation.line_above(PERSONNEL_TEAM, 0)]

    assert titles == ["係長", "課長", "部長", "副区長", "区長"]


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        ("14080000", ["館長", "教育次長", "教育長"]),
        ("14020000", ["次長", "事務局長", "委員長"]),
        ("14030000", ["次長", "事務局長", "代表監査委員"]),
        ("14040000", ["次長", "事務局長", "議長"]),
    ],
)
def test_every_other_authority_has_its_own_line(unit: str, line: list[str], organisation: Organisation) -> None:
    assert [post.title for post in organisation.line_above(unit, 0)] == line


def test_everybodys_case_finds_a_head_and_a_decider_who_is_somebody_else(ward: Ward) -> None:
    organisation = replace(ward, absences=()).organisation
    head = a_step("check", ref("applicant", "head"))
    decision = a_step("decide", ref(f"unit:{PERSONNEL}", "post:課長"))
    at_the_top = {organisation.holder(f"{code}:{kind}", DAY) for code, kind in TOP}

    for person in organisation.staff(DAY):
        posting = organisation.main_posting(person, DAY)
        assert posting is not None
        matter = Matter(applicant=person, drafter=person, unit=posting.unit, office=PERSONNEL)
        for step in (head, decision):
            found = open_route(step, matter, organisation, DAY)
            if step is head and posting in at_the_top:
                assert isinstance(found, Unassignable)
            else:
                assert isinstance(found, Opened), (posting, step)
                assert [seat.person for seat in found.route.seats] != [person]
