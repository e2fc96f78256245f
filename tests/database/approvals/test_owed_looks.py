"""後閲 that nobody looks at: the person hears of it again, then whoever is above him, once each."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import QuerySet

from approvals.models import LaterView
from approvals.selectors.organisation import organisation_in_force
from approvals.services import remind_later_views
from approvals.services.remind_later_views import remind_now
from approvals.services.view_later import view_later
from integrations.models import Notice
from tests.database.approvals.test_circulation import away, circulating, line
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY
from workflow.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def case() -> Case:
    """One that went on without its first examiner, who was away."""
    spending_world()
    away(line().chief)
    return circulating()


def told(after: int) -> list[UUID]:
    """Who hears of it on the so many-th day after Monday."""
    before = set(_notices().values_list("pk", flat=True))
    remind_now(organisation_in_force(), MONDAY + timedelta(days=after))
    return [notice.person_id for notice in _notices().exclude(pk__in=before)]


def _notices() -> "QuerySet[Notice]":
    return Notice.objects.filter(key__startswith="later view").order_by("pk")


def test_after_three_open_days_he_hears_of_it_and_after_five_whoever_is_above_him(case: Case) -> None:
    people = line()

    assert told(after=3) == []
    assert told(after=4) == [people.chief]
    assert told(after=4) == []
    assert told(after=7) == []
    assert told(after=8) == [people.head]
    assert told(after=30) == []


def test_days_on_which_the_office_is_closed_do_not_count(case: Case) -> None:
    friday = MONDAY + timedelta(days=4)
    LaterView.objects.update(created_at=friday)

    assert told(after=9) == []
    assert told(after=10) == [line().chief]


def test_who_has_looked_hears_nothing(case: Case) -> None:
    view_later(case=case.uuid, person=line().chief, now=MONDAY)

    assert told(after=30) == []


def test_what_circulates_is_nobodys_debt(case: Case) -> None:
    LaterView.objects.update(reason="shown")

    assert told(after=30) == []


def test_when_nobody_looked_for_long_both_are_told_at_once(case: Case) -> None:
    assert set(told(after=21)) == {line().chief, line().head}


def test_looks_of_which_there_is_nothing_to_say_yet_keep_no_other_waiting(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the days at the end of a year a hundred are days old, and none has waited for three open days."""
    monkeypatch.setattr(remind_later_views, "MOST", 1)
    (owed,) = LaterView.objects.all()
    told(after=4)
    friday = MONDAY + timedelta(days=4)
    copy = {field.attname: getattr(owed, field.attname) for field in LaterView._meta.fields if field.attname != "id"}
    LaterView.objects.create(**copy | {"step": "another", "created_at": friday})

    assert told(after=8) == [line().head]
