"""What is said to break on the day of a generation is what the switch then does."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from approvals.hr.roster import read_roster
from approvals.models import Delegation, LaterView, SectionRole
from approvals.office.office import office_at
from approvals.routing.breaks import Then
from approvals.routing.delegation_ends import DelegationEnd
from approvals.selectors.breaks import Break, Kind, Settler, breaks_of
from approvals.selectors.coming_organisation import coming_organisation
from approvals.selectors.known_to_personnel import known_to_personnel
from approvals.selectors.organisation import organisation_in_force
from approvals.services import look_after_people as looking
from approvals.services.delegations import give_delegation
from approvals.services.load_organisation import load_organisation
from approvals.services.look_after_people import look_after_people
from approvals.services.switch_organisation import switch_organisation
from forms.services.save_draft import save_draft
from meguro_platform.models import User
from tests.database.approvals.test_circulation import circulating, line, with_work
from tests.database.approvals.test_people_change import TUESDAY, follows, leaves
from tests.support.personnel_files import Sent, copied, sent
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, ward

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("ward_of_the_file")]
DAY = date(2026, 5, 12)


@pytest.fixture
def rows() -> Sent:
    looking._looked_after.clear()
    spending_world()
    return copied(sent(ward()))


def prepared(rows: Sent) -> list[Break]:
    """The files are loaded for tomorrow; what is said to break then."""
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    roster, findings = read_roster(rows.files(), known_to_personnel(office, MONDAY.date()), on=DAY)
    assert roster is not None, findings.errors
    load_organisation(roster=roster, office=office, on=DAY, name="異動", now=MONDAY)
    coming = coming_organisation(MONDAY)
    assert coming is not None
    assert (coming.day, coming.name) == (DAY, "異動")
    return breaks_of(coming, MONDAY.date(), "ja")


def test_nothing_breaks_where_everybody_stays(rows: Sent) -> None:
    circulating()

    assert prepared(rows) == []


def test_work_of_a_leaver_goes_to_whom_it_was_said_to_go(rows: Sent) -> None:
    case, people = circulating(), line()
    follows(rows, people.head, leaves(rows, people.chief))

    found = prepared(rows)

    assert [(each.kind, each.then, each.settler, each.number) for each in found] == [
        (Kind.WORK, Then.SUCCESSOR, Settler.ITSELF, case.number)
    ]
    assert found[0].person == User.objects.get(uuid=people.chief).name
    assert found[0].heir.endswith(User.objects.get(uuid=people.head).name)
    switch_organisation(now=TUESDAY)
    look_after_people(now=TUESDAY)
    assert with_work(case) == {people.head}


def test_an_emptied_post_is_told_with_the_proposal_that_the_incident_then_has(rows: Sent) -> None:
    case, people = circulating(), line()
    leaves(rows, people.chief)

    found = {each.kind: each for each in prepared(rows)}

    work = found[Kind.WORK]
    assert (work.then, work.settler) == (Then.VACANT, Settler.ADMINISTRATOR)
    assert work.heir.endswith(User.objects.get(uuid=people.head).name)
    assert found[Kind.POST].settler is Settler.PERSONNEL
    switch_organisation(now=TUESDAY)
    look_after_people(now=TUESDAY)
    case.refresh_from_db()
    assert next(iter(case.state["incidents"].values()))["proposal"] == str(people.head)


def test_later_views_and_duties_of_a_leaver_are_told(rows: Sent) -> None:
    case, people = circulating(), line()
    posting = organisation_in_force().main_posting(str(people.chief), MONDAY.date())
    assert posting is not None
    LaterView.objects.create(
        case=case,
        person=people.chief,
        step="決定",
        unit=posting.unit,
        post=posting.title,
        reason="absent",
        created_at=MONDAY,
    )
    SectionRole.objects.create(
        generation_id=organisation_in_force().generation,
        person=people.chief,
        unit=posting.unit,
        role="records_officer",
        since=date(2026, 4, 1),
    )
    leaves(rows, people.chief)

    kinds = [each.kind for each in prepared(rows)]

    assert Kind.LATER_VIEW in kinds
    assert Kind.DUTY in kinds


def test_delegations_that_end_are_told_and_the_switch_ends_them(rows: Sent) -> None:
    people = line()
    given = [delegated(people.chief, f"person:{people.head}"), delegated(people.director, f"person:{people.chief}")]
    follows(rows, people.head, leaves(rows, people.chief))

    found = [each for each in prepared(rows) if each.kind is Kind.DELEGATION]

    assert [(each.then, each.settler) for each in found] == [
        (DelegationEnd.NOBODY, Settler.GIVER),
        (DelegationEnd.LEFT, Settler.ITSELF),
    ]
    switch_organisation(now=TUESDAY)
    assert set(Delegation.objects.exclude(ended_at=None).values_list("pk", flat=True)) == set(given)


def test_of_drafts_of_a_leaver_only_their_number_is_told(rows: Sent) -> None:
    people = line()
    for procedure in ("spending-decision", "id-card-reissue"):
        save_draft(person=people.chief, procedure=procedure, values={"subject": "秘密の件"}, at=MONDAY)
    save_draft(person=people.head, procedure="id-card-reissue", values={}, at=MONDAY)
    follows(rows, people.head, leaves(rows, people.chief))

    (found,) = [each for each in prepared(rows) if each.kind is Kind.DRAFT]

    assert (found.what.ja, found.settler) == ("出していない下書き 2件", Settler.DRAFTER)
    assert found.person == User.objects.get(uuid=people.chief).name
    assert not found.procedure.ja, "what somebody writes is nobody's but his"


def delegated(principal: UUID, to: str) -> int:
    since, last = MONDAY.date(), date(2026, 12, 31)
    given = give_delegation(principal=principal, kind="authority", to=to, since=since, last=last, now=MONDAY)
    assert isinstance(given, Delegation)
    return given.pk


def test_procedures_that_name_a_unit_which_goes_are_told_with_the_office_that_changes_them(rows: Sent) -> None:
    ends = [row for row in rows.units if row["所属コード"].startswith("0403")]
    for row in ends:
        row["適用終了日"] = "2026-05-11"
    for row in rows.postings:
        if row["所属コード"].startswith("0403"):
            row["終了日"] = "2026-05-11"
    moved = {row["職員番号"] for row in rows.postings if row["所属コード"].startswith("0403") and row["区分"] == "本務"}
    for number in moved:
        row = rows.where(rows.postings, 職員番号=number, 区分="本務")
        rows.postings.append({**row, "所属コード": "04010100", "職名": "主事", "開始日": "2026-05-12", "終了日": ""})

    found = [each for each in prepared(rows) if each.kind is Kind.DEFINITION]

    assert [(each.what.ja, each.settler) for each in found] == [("支出負担行為の起案", Settler.OFFICE)]


def test_without_a_generation_to_come_the_next_posting_that_ends_is_the_day(rows: Sent) -> None:
    coming = coming_organisation(MONDAY)

    change = organisation_in_force().next_change(MONDAY.date())
    assert (coming.day if coming else None) == change
