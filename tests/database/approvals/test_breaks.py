"""What is said to break on the day of a generation is what the switch then does."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from approvals.hr.roster import read_roster
from approvals.models import LaterView, SectionRole
from approvals.office.office import office_at
from approvals.routing.breaks import Then
from approvals.selectors.breaks import Break, Kind, Settler, breaks_of
from approvals.selectors.coming_organisation import coming_organisation
from approvals.selectors.known_to_personnel import known_to_personnel
from approvals.selectors.organisation import organisation_in_force
from approvals.services import look_after_people as looking
from approvals.services.load_organisation import load_organisation
from approvals.services.look_after_people import look_after_people
from approvals.services.switch_organisation import switch_organisation
from meguro_platform.models import User
from tests.database.approvals.test_circulation import circulating, line, with_work
from tests.database.approvals.test_people_change import TUESDAY, follows, leaves
from tests.support.personnel_files import Sent, copied, sent
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, ward

pytestmark = [pytest.mark.django_db, pytest.mark.long]
DAY = date(2026, 5, 12)


@pytest.fixture
def rows() -> Sent:
    looking._looked_after.clear()
    spending_world()
    return copied(sent(ward()))


def prepared(rows: Sent) -> list[Break]:
    """The files are loaded for tomorrow; what is said to break then."""
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    roster, findings = read_roster(rows.files(), known_to_personnel(office), on=DAY)
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


def test_without_a_generation_to_come_the_next_posting_that_ends_is_the_day(rows: Sent) -> None:
    coming = coming_organisation(MONDAY)

    change = organisation_in_force().next_change(MONDAY.date())
    assert (coming.day if coming else None) == change
