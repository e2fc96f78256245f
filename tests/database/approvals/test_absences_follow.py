"""Open work follows absences: it goes on without who is away, to the deputy of a decider, and back when he is there."""

from datetime import timedelta
from uuid import UUID

import pytest

from approvals.models import Absence, InboxEntry, LaterView
from approvals.services import look_after_people as looking
from approvals.services.look_after_people import look_after_people
from approvals.services.raise_revision import raise_revision
from approvals.services.set_absence import set_absence
from tests.database.approvals.test_circulation import act, acts, away, circulating, line, one_of, refusal, with_work
from tests.support.card_story import a_case
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
TUESDAY = MONDAY + timedelta(days=1)
FINANCE = "01020000"


@pytest.fixture(autouse=True)
def _world() -> None:
    looking._looked_after.clear()
    spending_world()


def before_the_decision(exceptional: str = "いいえ") -> Case:
    case, people = circulating(exceptional=exceptional), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    if exceptional == "はい":
        acts(case, (people.director, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    return case


def is_back(person: UUID) -> None:
    Absence.objects.filter(person=person).update(until=TUESDAY.date())
    raise_revision()


def test_whoever_goes_away_is_passed_over_and_looks_later() -> None:
    case, people = circulating(), line()
    assert with_work(case) == {people.chief}

    away(people.chief)

    assert with_work(case) == {people.head}
    assert [view.person for view in LaterView.objects.filter(case=case)] == [people.chief]
    case.refresh_from_db()
    assert check_case(case) == []


def test_a_step_that_stands_alone_is_passed_over_as_well() -> None:
    people = cast()
    case = a_case(people, now=MONDAY)
    assert with_work(case) == {people.head}

    away(people.head)

    case.refresh_from_db()
    assert with_work(case) and people.head not in with_work(case)
    assert [view.person for view in LaterView.objects.filter(case=case)] == [people.head]
    assert list(UserTask.objects.filter(case=case, step="所属長確認").values_list("status", flat=True)) == ["skipped"]
    assert check_case(case) == []


def test_a_decision_goes_to_the_deputy_and_back_to_the_decider_on_the_day_he_returns() -> None:
    case, people = before_the_decision(), line()

    away(people.director)
    assert [(entry.person, entry.capacity) for entry in InboxEntry.objects.filter(case=case)] == [
        (people.head, "deputy")
    ]
    is_back(people.director)
    look_after_people(now=TUESDAY)

    assert with_work(case) == {people.director}
    case.refresh_from_db()
    assert check_case(case) == []


def test_a_deputy_does_not_decide_once_the_decider_is_back() -> None:
    case, people = before_the_decision(), line()
    away(people.director)
    Absence.objects.all().delete()
    raise_revision()

    assert "戻っている" in refusal(act(case, people.head, "decide"))


def test_an_absence_to_come_changes_nothing_before_its_first_day() -> None:
    case, people = circulating(), line()
    set_absence(person=people.chief, since=TUESDAY.date(), until=None, reason="", now=MONDAY)
    assert with_work(case) == {people.chief}

    look_after_people(now=TUESDAY)

    assert with_work(case) == {people.head}


def test_a_raised_matter_waits_and_is_not_asked_about_every_day() -> None:
    case = before_the_decision(exceptional="はい")
    (decider,) = with_work(case)

    away(decider)
    look_after_people(now=MONDAY)
    case.refresh_from_db()
    entries = case.journal_seq
    looking._looked_after.clear()
    look_after_people(now=TUESDAY)

    case.refresh_from_db()
    assert with_work(case) == {decider}
    assert case.journal_seq == entries
