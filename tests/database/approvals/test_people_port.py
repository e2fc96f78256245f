"""What approvals answers to workflow: parties of a case, inbox rows, rights to read, later views."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from msgspec import structs

from approvals.office.office import office_at
from approvals.routing.establishment import Absence, UnitKind
from approvals.routing.organisation import Organisation
from approvals.services.people_port import OrganisationPeople
from approvals.services.port_rows import INBOX, LATER, READERS
from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff
from forms.source.source import Source
from forms.tokyo_time import TOKYO
from workflow.definition.load import load
from workflow.engine.effects import OpenTask as WorkOpened
from workflow.engine.effects import Show
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.engine.program import Program
from workflow.engine.state import Actor, CaseState, OpenTask, Parties, Passed
from workflow.engine.values import PersonRef
from workflow.ports import Assigned, CaseFacts, Delete, Insert, Settled, Skipped, Write

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=TOKYO)
DAY = NOW.date()
TASK = str(uuid4())


def entered(prefer: str = "") -> WorkOpened:
    """What the engine asks when a step is entered."""
    return WorkOpened(task=TASK, node="s", prefer=prefer)


@pytest.fixture(scope="module")
def office_folder() -> Path:
    return Path(settings.DEFINITIONS_DIR)


@pytest.fixture(scope="module")
def made(office_folder: Path) -> Ward:
    return generate_ward(office_at(office_folder / "organisation"), read_staff())


@pytest.fixture(scope="module")
def ward(made: Ward) -> Organisation:
    return made.organisation


@pytest.fixture(scope="module")
def card(office_folder: Path) -> Program:
    path = office_folder / "procedures" / "id-card-reissue.yaml"
    loaded = load(Source(path.name, path.read_text("utf-8")), office_at(office_folder / "organisation").catalogue)
    assert loaded.program is not None, loaded.problems
    return loaded.program


def head_of(ward: Organisation, unit: str) -> str:
    post = ward.head_post(unit)
    assert post is not None
    holder = ward.holder(post.key, DAY)
    assert holder is not None
    return holder.person


def a_member(ward: Organisation, unit: str = "01010200") -> str:
    return next(
        each.person for each in ward.members(unit, DAY) if each.post is None and not ward.is_absent(each.person, DAY)
    )


def away(made: Ward, person: str) -> Organisation:
    return replace(made, absences=(Absence(person=person, since=DAY),)).organisation


def people(ward: Organisation) -> OrganisationPeople:
    return OrganisationPeople(organisation=lambda _key: ward)


def a_case(ward: Organisation, card: Program, applicant: str, step: str) -> tuple[CaseFacts, UserNode]:
    parties = people(ward).start_actor(card, applicant, applicant, "", NOW)
    assert isinstance(parties, Parties)
    node = next(node for node in card.nodes if isinstance(node, UserNode) and node.step == step)
    state = CaseState(case=str(uuid4()), number="8-000001", program=card.hash, parties=parties)
    state.tasks[TASK] = OpenTask(id=TASK, node=node.id, token="1", opened_at=NOW, round=1)
    return CaseFacts(program=card, state=state, now=NOW), node


def rows(writes: tuple[Write, ...], table: str) -> list[dict[str, Any]]:
    return [dict(row) for write in writes if isinstance(write, Insert) and write.table == table for row in write.rows]


def test_an_applicant_starts_in_the_main_posting(ward: Organisation, card: Program) -> None:
    applicant = a_member(ward)

    parties = people(ward).start_actor(card, applicant, applicant, "", NOW)

    assert isinstance(parties, Parties)
    assert (parties.unit, parties.typist) == ("01010200", "")
    assert parties.facts["unit"] == {"subsection": "企画係", "section": "企画経営課", "department": "企画経営部"}
    assert parties.facts["card_number"] == f"{parties.facts['staff_number']}-1"


def test_an_applicant_with_two_posts_chooses_one(ward: Organisation, card: Program) -> None:
    night = ward.members("04010900", DAY)[0].person

    parties = people(ward).start_actor(card, night, night, "04010900/宿直員", NOW)

    assert isinstance(parties, Parties)
    assert (parties.unit, parties.post) == ("04010900", "宿直員")


def test_a_post_the_applicant_does_not_hold_is_refused(ward: Organisation, card: Program) -> None:
    applicant = a_member(ward)

    refused = people(ward).start_actor(card, applicant, applicant, "04020000/課長", NOW)

    assert isinstance(refused, Objection)
    assert refused.code == "not_on_staff"


@pytest.mark.parametrize("unit", ["04020200", "04010900"])
def test_the_personnel_team_and_night_duty_type_for_others(ward: Organisation, card: Program, unit: str) -> None:
    typist = ward.members(unit, DAY)[0].person

    parties = people(ward).start_actor(card, a_member(ward), typist, "", NOW)

    assert isinstance(parties, Parties)
    assert parties.typist == typist


def test_the_general_affairs_of_the_own_section_type_for_others(ward: Organisation, card: Program) -> None:
    typist = ward.role_holders("01010000", "general_affairs", DAY)[0].person

    assert isinstance(people(ward).start_actor(card, a_member(ward), typist, "", NOW), Parties)


def test_a_colleague_does_not_type_for_others(ward: Organisation, card: Program) -> None:
    refused = people(ward).start_actor(card, a_member(ward), a_member(ward, "01010300"), "", NOW)

    assert isinstance(refused, Objection)
    assert refused.code == "missing_right"


def test_the_head_gets_the_work_in_the_inbox_and_may_read(ward: Organisation, card: Program) -> None:
    applicant = a_member(ward)
    case, node = a_case(ward, card, applicant, "所属長確認")

    found = people(ward).assign(case, node, entered())

    assert isinstance(found, Assigned)
    head = head_of(ward, "01010000")
    assert people(ward).assignees(found.route) == (head,)
    assert [(str(row["person"]), row["kind"]) for row in rows(found.writes, INBOX)] == [(head, "check")]
    assert {row["subject"] for row in rows(found.writes, READERS)} == {applicant, head, "unit:04020000"}


def test_an_absent_head_is_passed_over_and_looks_later(made: Ward, ward: Organisation, card: Program) -> None:
    head = head_of(ward, "01010000")
    case, node = a_case(ward, card, a_member(ward), "所属長確認")

    found = people(away(made, head)).assign(case, node, entered())

    assert isinstance(found, Skipped)
    assert [(str(row["person"]), row["reason"]) for row in rows(found.writes, LATER)] == [(head, "absent")]
    assert head in {row["subject"] for row in rows(found.writes, READERS)}


def test_whom_a_case_is_put_before_owes_a_look_and_may_read_it(ward: Organisation, card: Program) -> None:
    chief = head_of(ward, "04020000")
    case, _ = a_case(ward, card, a_member(ward), "所属長確認")
    to = (PersonRef(base="unit:04020000", relations=("post:課長",), text="人事課の課長"),)

    writes = people(ward).show(case, Show(node="show", step="供覧", to=to, due_at=NOW))

    assert [(str(row["person"]), row["reason"], row["due_at"]) for row in rows(writes, LATER)] == [
        (chief, "shown", NOW)
    ]
    assert chief in {row["subject"] for row in rows(writes, READERS)}


def test_a_deputy_decides_for_an_absent_chief_who_looks_later(made: Ward, ward: Organisation, card: Program) -> None:
    chief, deputy = head_of(ward, "04020000"), head_of(ward, "04020200")
    port = people(away(made, chief))
    case, node = a_case(ward, card, a_member(ward), "人事課長決定")
    opened = port.assign(case, node, entered())
    assert isinstance(opened, Assigned)
    case.state.tasks[TASK].route = opened.route

    settled = port.settle(case, node, TASK, deputy, "decide")

    assert isinstance(settled, Settled)
    assert settled.complete
    assert settled.actor == Actor(person=deputy, unit="04020200", post="係長", capacity="deputy", principal=chief)
    assert [str(row["person"]) for row in rows(settled.writes, LATER)] == [chief]


def test_the_personnel_chiefs_own_card_goes_to_the_director(ward: Organisation, card: Program) -> None:
    chief = head_of(ward, "04020000")

    for step in ("所属長確認", "人事課長決定"):
        case, node = a_case(ward, card, chief, step)
        found = people(ward).assign(case, node, entered())
        assert isinstance(found, Assigned)
        assert people(ward).assignees(found.route) == (head_of(ward, "04000000"),)


def test_a_stranger_is_refused_in_a_sentence(ward: Organisation, card: Program) -> None:
    case, node = a_case(ward, card, a_member(ward), "所属長確認")
    opened = people(ward).assign(case, node, entered())
    assert isinstance(opened, Assigned)
    case.state.tasks[TASK].route = opened.route

    refused = people(ward).settle(case, node, TASK, a_member(ward, "01010300"), "checked")

    assert isinstance(refused, Objection)
    assert refused.message.ja == "あなたはこの手順の担当ではありません。"


def test_who_sent_work_back_gets_it_again(ward: Organisation, card: Program) -> None:
    case, node = a_case(ward, card, a_member(ward), "人事係審査")
    examiner = ward.members("04020200", DAY)[1].person

    found = people(ward).assign(case, node, entered(examiner))

    assert isinstance(found, Assigned)
    assert people(ward).assignees(found.route) == (examiner,)


def test_only_the_applicant_withdraws(ward: Organisation, card: Program) -> None:
    applicant = a_member(ward)
    case, _node = a_case(ward, card, applicant, "所属長確認")
    assert card.withdrawal is not None

    own = people(ward).may_withdraw(case, card.withdrawal.who, applicant)
    other = people(ward).may_withdraw(case, card.withdrawal.who, head_of(ward, "01010000"))

    assert isinstance(own, Actor)
    assert isinstance(other, Objection)


def test_a_closed_task_leaves_every_inbox(ward: Organisation, card: Program) -> None:
    case, _node = a_case(ward, card, a_member(ward), "所属長確認")

    writes = people(ward).closed(case, TASK, "completed")

    assert [(write.table, write.column, str(write.value)) for write in writes if isinstance(write, Delete)] == [
        (INBOX, "task_id", TASK)
    ]


def test_steps_that_do_not_count_any_more_name_nobody(ward: Organisation, card: Program) -> None:
    case, node = a_case(ward, card, a_member(ward), "人事係審査")
    examiner = Actor(person=a_member(ward, "04020200"), unit="04020200", post="主事")
    case.state.passed.append(Passed(node="first", verdict="proper", actor=examiner, round=1, at=NOW, void=True))
    strict = structs.replace(node, not_same_as=("first",))

    found = people(ward).assign(case, strict, entered())

    assert isinstance(found, Assigned)
    assert examiner.person in people(ward).assignees(found.route)


def test_the_ward_has_subsections_in_every_department(ward: Organisation) -> None:
    departments = {
        upper.code
        for unit in ward.units.values()
        if unit.kind is UnitKind.SUBSECTION and (upper := ward.unit_at(unit.code, UnitKind.DEPARTMENT))
    }

    assert len(departments) == 18
