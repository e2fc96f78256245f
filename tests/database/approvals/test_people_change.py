"""People change while cases are under way: whoever has the post now has the work, or there is an incident."""

from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from approvals.hr.roster import read_roster
from approvals.models import CaseReader, InboxEntry, LaterView, Posting
from approvals.office.office import office_at
from approvals.selectors.consistency import missing_readers
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.known_to_personnel import known_to_personnel
from approvals.selectors.organisation import organisation_in_force
from approvals.services import look_after_people as looking
from approvals.services.load_organisation import load_organisation
from approvals.services.look_after_people import look_after_people
from approvals.services.raise_revision import raise_revision
from approvals.services.switch_organisation import switch_organisation
from forms.selectors.issuance.handlers import handlers_of
from tests.database.approvals.test_circulation import acts, away, circulating, line, one_of, with_work
from tests.support.issuance import OFFICE, a_kind
from tests.support.personnel_files import Sent, copied, sent
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast, ward
from workflow.models import Case, Incident, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.find_people_again import find_people_again
from workflow.services.settle_incident import settle_incident

pytestmark = [pytest.mark.django_db, pytest.mark.long]
TUESDAY = MONDAY + timedelta(days=1)
FINANCE = "01020000"


@pytest.fixture
def rows() -> Sent:
    looking._looked_after.clear()
    spending_world()
    return copied(sent(ward()))


def number(person: UUID) -> str:
    return str(get_user_model().objects.get(uuid=person).staff_number)


def leaves(rows: Sent, person: UUID) -> list[dict[str, str]]:
    """The person is gone from the files; the postings that were his."""
    staff = number(person)
    gone = [row for row in rows.postings if row["職員番号"] == staff]
    rows.staff.remove(rows.where(rows.staff, 職員番号=staff))
    rows.postings[:] = [row for row in rows.postings if row["職員番号"] != staff]
    return gone


def follows(rows: Sent, person: UUID, gone: list[dict[str, str]]) -> None:
    """Somebody else gets these postings beside his own."""
    rows.postings.extend({**row, "職員番号": number(person), "区分": "兼務"} for row in gone if row["区分"] == "本務")


def tomorrow(rows: Sent) -> None:
    """The files are in force, and everybody was looked after."""
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    day = date(2026, 5, 12)
    roster, findings = read_roster(rows.files(), known_to_personnel(office, MONDAY.date()), on=day)
    assert roster is not None, findings.errors
    load_organisation(roster=roster, office=office, on=day, name="退職", now=MONDAY)
    assert switch_organisation(now=TUESDAY) is not None


def act(case: Case, person: UUID, verdict: str, to: str = "") -> Outcome:
    task = UserTask.objects.get(case=case, status="open")
    outcome = complete_user_task(
        task=task.uuid, person=person, verdict=verdict, now=TUESDAY, comment="理由", send_back_to=to
    )
    case.refresh_from_db()
    return outcome


def test_the_successor_of_a_leaver_has_the_work_and_the_account_closes(rows: Sent) -> None:
    case, people = circulating(), line()
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)
    assert get_user_model().objects.get(uuid=people.chief).is_active

    assert look_after_people(now=TUESDAY) == 1

    assert with_work(case) == {people.head}
    assert not get_user_model().objects.get(uuid=people.chief).is_active
    assert isinstance(act(case, people.head, "no_objection"), Done)
    assert any("担当を決め直しました" in each.text for each in sentences(case))
    assert check_case(case) == []


def test_a_case_goes_its_way_when_whoever_drafted_it_has_left(rows: Sent) -> None:
    case, people = circulating(), line()
    leaves(rows, people.drafter)
    tomorrow(rows)
    look_after_people(now=TUESDAY)

    for person, verdict in ((people.chief, "no_objection"), (people.head, "no_objection"), (one_of(FINANCE), "agree")):
        assert isinstance(act(case, person, verdict), Done)
    assert with_work(case) == {people.records}, "who verifies is found by where it was drafted"
    assert isinstance(act(case, people.records, "proper"), Done)
    assert isinstance(act(case, people.director, "decide"), Done)

    assert case.state["decision"]["person"] == str(people.director)
    assert not case.state.get("incidents")


def test_looking_again_on_the_same_day_changes_nothing(rows: Sent) -> None:
    circulating()
    people = line()
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)
    look_after_people(now=TUESDAY)

    assert look_after_people(now=TUESDAY) == 0
    looking._looked_after.clear()
    assert look_after_people(now=TUESDAY) == 0


def test_a_case_that_cannot_be_seen_to_keeps_no_other_waiting(
    rows: Sent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cases, people = [circulating(), circulating()], line()
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)
    broken = min(cases, key=lambda case: case.uuid)

    def failing(*, case: UUID, task: UUID, now: datetime) -> Outcome:
        if case == broken.uuid:
            raise RuntimeError
        return find_people_again(case=case, task=task, now=now)

    monkeypatch.setattr(looking, "find_people_again", failing)

    assert look_after_people(now=TUESDAY) == 1

    assert [with_work(case) for case in cases if case != broken] == [{people.head}]
    assert str(broken.uuid) in caplog.text
    assert get_user_model().objects.get(uuid=people.chief).is_active


def test_rights_follow_a_posting_that_ends_within_the_organisation_in_force(rows: Sent) -> None:
    """Nobody has to load anything on that day: whoever left the payroll office handles payslips no more."""
    kind = a_kind()
    look_after_people(now=MONDAY)
    clerk = next(posting.person for posting in organisation_in_force().members(OFFICE, MONDAY.date()))
    Posting.objects.filter(person=clerk).update(until=TUESDAY.date())
    raise_revision()
    look_after_people(now=MONDAY)
    assert UUID(clerk) in handlers_of(kind)

    look_after_people(now=TUESDAY)

    assert handlers_of(kind) and UUID(clerk) not in handlers_of(kind)


def test_an_emptied_post_becomes_an_incident_whose_proposal_is_the_next_post_up(rows: Sent) -> None:
    case, people = circulating(), line()
    leaves(rows, people.chief)
    tomorrow(rows)

    look_after_people(now=TUESDAY)

    case.refresh_from_db()
    incident = next(iter(case.state["incidents"].values()))
    assert "空席" in incident["detail"]
    assert incident["proposal"] == str(people.head)
    assert with_work(case) == set()
    assert not get_user_model().objects.get(uuid=people.chief).is_active


def test_an_administrator_names_who_acts_at_an_emptied_post_and_never_a_party(rows: Sent) -> None:
    case, people = circulating(), line()
    leaves(rows, people.chief)
    tomorrow(rows)
    look_after_people(now=TUESDAY)

    name(case, people.drafter)
    assert with_work(case) == set()
    name(case, people.head)

    assert with_work(case) == {people.head}
    assert isinstance(act(case, people.head, "no_objection"), Done)
    assert check_case(case) == []


def name(case: Case, person: UUID) -> None:
    incident = Incident.objects.get(case=case, closed_at=None)
    done = settle_incident(
        case=case.uuid,
        incident=incident.incident,
        action="name",
        administrator=cast().stranger,
        person=str(person),
        reason="後任が決まるまで",
        now=TUESDAY,
    )
    assert isinstance(done, Done), done
    case.refresh_from_db()


def test_a_send_back_to_a_place_whose_holder_left_goes_to_his_successor(rows: Sent) -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)
    look_after_people(now=TUESDAY)
    route = next(iter(case.state["tasks"].values()))["route"]
    chief = next(stage["place"] for stage in route["stages"] if stage["seats"][0]["person"] == str(people.chief))

    assert isinstance(act(case, people.director, "send_back", chief), Done)

    assert with_work(case) == {people.head}


def test_a_place_still_to_come_goes_to_whoever_holds_it_when_the_case_arrives(rows: Sent) -> None:
    case, people = circulating(), line()
    follows(rows, people.director, leaves(rows, people.head))
    tomorrow(rows)
    look_after_people(now=TUESDAY)

    assert isinstance(act(case, people.chief, "no_objection"), Done)

    assert people.head not in with_work(case)
    assert check_case(case) == []


def test_who_is_away_when_the_case_arrives_looks_later(rows: Sent) -> None:
    case, people = circulating(), line()
    away(people.head)

    acts(case, (people.chief, "no_objection"))

    assert people.head not in with_work(case)
    assert set(LaterView.objects.values_list("person", flat=True)) == {people.head}


def test_a_place_that_is_vacant_when_the_case_arrives_becomes_an_incident_and_the_act_counts(rows: Sent) -> None:
    case, people = circulating(), line()
    leaves(rows, people.head)
    tomorrow(rows)
    look_after_people(now=TUESDAY)

    assert isinstance(act(case, people.chief, "no_objection"), Done)

    assert Incident.objects.filter(case=case, closed_at=None, kind="unassignable").exists()
    kept = next(iter(case.state["circulated"].values()))
    assert [each["seat"]["person"] for each in kept["acts"]] == [str(people.chief)]
    assert check_case(case) == []


def test_the_look_a_leaver_owes_passes_to_whoever_holds_his_post(rows: Sent) -> None:
    people = line()
    away(people.chief)
    case = circulating()
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)

    look_after_people(now=TUESDAY)

    assert LaterView.objects.get(case=case).person == people.head


def test_whoever_takes_over_a_look_may_read_the_case(rows: Sent) -> None:
    people, successor = line(), cast().stranger
    away(people.chief)
    case = circulating()
    assert not CaseReader.objects.filter(case=case, subject=str(successor)).exists()
    follows(rows, successor, leaves(rows, people.chief))
    tomorrow(rows)

    look_after_people(now=TUESDAY)

    assert LaterView.objects.get(case=case).person == successor
    assert list(missing_readers()) == []


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_switch_of_the_organisation_have_one_outcome(rows: Sent) -> None:
    case, people = circulating(), line()
    follows(rows, people.head, leaves(rows, people.chief))
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    roster, findings = read_roster(rows.files(), known_to_personnel(office, MONDAY.date()), on=TUESDAY.date())
    assert roster is not None, findings.errors
    load_organisation(roster=roster, office=office, on=TUESDAY.date(), name="退職", now=MONDAY)
    task, start, outcomes = UserTask.objects.get(case=case, status="open").uuid, Barrier(2), list[Outcome]()

    def decide() -> None:
        start.wait()
        outcomes.append(complete_user_task(task=task, person=people.chief, verdict="no_objection", now=TUESDAY))
        connection.close()

    def switch() -> None:
        start.wait()
        switch_organisation(now=TUESDAY)
        look_after_people(now=TUESDAY)
        connection.close()

    both = [Thread(target=decide), Thread(target=switch)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    look_after_people(now=TUESDAY)

    case.refresh_from_db()
    decided = isinstance(outcomes[0], Done)
    acted = [done["seat"]["person"] for done in next(iter(case.state["tasks"].values()))["route"].get("acts", [])]
    assert acted == ([str(people.chief)] if decided else [])
    assert with_work(case) == {people.head}
    assert check_case(case) == []


def test_what_the_inbox_says_is_a_posting_of_the_person(rows: Sent) -> None:
    circulating()

    entry = InboxEntry.objects.get(kind="examine")

    assert Posting.objects.filter(person=entry.person, unit=entry.unit, title=entry.post).exists()
    assert organisation_in_force().postings(str(entry.person), MONDAY.date())
