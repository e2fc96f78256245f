"""施行日: a version that is published for a later day waits for it, and the sweep puts it in force."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from approvals.services.grants import recompute_groups
from meguro_platform.management.commands.sweep import put_versions_in_force
from tests.database.web.test_clerk import ADDRESS, SOURCE, in_force, propose, proposed, version_address
from tests.support.card_story import a_case
from tests.support.platform_people import clerk
from tests.support.ward import MONDAY, cast, compiled, load_world
from workflow.models import DefinitionVersion, JournalEntry, Procedure
from workflow.services.publish_definition import (
    plan_migration,
    propose_definition,
    publish_definition,
    put_in_force,
    versions_due,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

DAY = date(2026, 6, 1)
NEXT = SOURCE.replace("施行日: 2026-04-01", f"施行日: {DAY}")
BEGINS = datetime(2026, 5, 31, 15, 0, tzinfo=UTC)
"""The first of June in Japan."""


@pytest.fixture(autouse=True)
def world() -> None:
    load_world()
    recompute_groups(now=MONDAY)


def scheduled(text: str = NEXT, now: datetime = MONDAY) -> DefinitionVersion:
    program = compiled("id-card-reissue.yaml", text)
    waiting = propose_definition(program=program, source=text, by=cast().stranger, note="六月から", now=now)
    return publish_definition(version=waiting.pk, by=cast().examiner, now=now)


def test_it_waits_for_its_day_and_new_cases_keep_to_the_version_in_force() -> None:
    before = in_force()

    waiting = scheduled()

    assert (waiting.status, waiting.in_force_on, waiting.published_at) == ("scheduled", DAY, None)
    assert in_force() == before
    assert a_case(cast(), now=MONDAY).program_hash != waiting.program_hash


def test_it_comes_into_force_when_its_day_begins_in_japan() -> None:
    before, waiting = in_force(), scheduled()

    early, due = versions_due(BEGINS - timedelta(seconds=1)), versions_due(BEGINS)
    put_versions_in_force(BEGINS)

    assert (early, due) == ([], [waiting.pk])
    assert in_force() == str(waiting.pk)
    assert DefinitionVersion.objects.get(pk=before).status == "replaced"
    waiting = DefinitionVersion.objects.get(pk=waiting.pk)
    assert (waiting.status, waiting.published_at, waiting.published_by_id) == ("in_force", BEGINS, cast().examiner)
    assert a_case(cast(), now=BEGINS).program_hash == waiting.program_hash
    events = JournalEntry.objects.filter(kind="procedure", stream="id-card-reissue").order_by("seq")
    assert [entry.event for entry in events][-2:] == ["definition_published", "definition_in_force"]


def test_two_sweeps_put_it_in_force_once() -> None:
    waiting = scheduled()

    done = [put_in_force(version=waiting.pk, now=BEGINS) for _ in range(2)]

    assert done == [True, False]
    assert JournalEntry.objects.filter(event="definition_in_force").count() == 1


def test_nothing_comes_into_force_before_its_day() -> None:
    waiting = scheduled()

    assert not put_in_force(version=waiting.pk, now=BEGINS - timedelta(seconds=1))
    assert DefinitionVersion.objects.get(pk=waiting.pk).status == "scheduled"


def test_of_two_that_wait_the_later_day_holds_in_the_end() -> None:
    later = scheduled(NEXT.replace(str(DAY), "2026-07-01"))
    sooner = scheduled()

    put_versions_in_force(BEGINS + timedelta(days=60))

    assert in_force() == str(later.pk)
    assert DefinitionVersion.objects.get(pk=sooner.pk).status == "replaced"


def test_a_version_whose_day_has_come_is_in_force_at_once() -> None:
    waiting = scheduled(now=BEGINS)

    assert (waiting.status, waiting.in_force_on) == ("in_force", None)


def test_setting_up_begins_with_the_texts_that_there_are() -> None:
    Procedure.objects.filter(key="id-card-reissue").update(in_force=None)
    program = compiled("id-card-reissue.yaml", NEXT)
    first = propose_definition(program=program, source=NEXT, by=None, note="", now=MONDAY)

    DefinitionVersion.objects.filter(status="in_force", procedure__key="id-card-reissue").update(status="replaced")
    publish_definition(version=first.pk, by=None, now=MONDAY)

    assert in_force() == str(first.pk)


def test_its_plan_for_running_cases_is_kept_as_it_was_approved() -> None:
    program = compiled("id-card-reissue.yaml", NEXT)
    waiting = propose_definition(program=program, source=NEXT, by=cast().stranger, note="", now=MONDAY)
    plan_migration(version=waiting.pk, by=cast().stranger, reach="all", moves={}, now=MONDAY)
    publish_definition(version=waiting.pk, by=cast().examiner, now=MONDAY)

    with pytest.raises(ProgrammingError, match="Cannot update"):
        DefinitionVersion.objects.filter(pk=waiting.pk).update(reach="new_only")


def test_the_clerk_reads_from_when_on_before_and_after_the_decision(client: Client) -> None:
    coming = (timezone.localdate() + timedelta(days=40)).isoformat()
    client.force_login(clerk())
    propose(client, SOURCE.replace("施行日: 2026-04-01", f"施行日: {coming}"))
    version = proposed()
    client.force_login(clerk(1))

    page = client.get(version_address(version)).content.decode()
    answer = client.post(version_address(version, "publish/"), {"in_force": in_force()}, follow=True)

    assert "からこの版を使います" in page and "すぐこの版を使います" not in page
    shown = answer.content.decode()
    assert "に施行されます" in shown and "施行待ち" in shown
    assert in_force() != str(version.pk)
    assert "から施行" in client.get("/clerk/").content.decode()


def test_what_waits_is_told_to_whoever_changes_the_text_meanwhile(client: Client) -> None:
    coming = (timezone.localdate() + timedelta(days=40)).isoformat()
    scheduled(SOURCE.replace("施行日: 2026-04-01", f"施行日: {coming}"), now=timezone.now())
    client.force_login(clerk())
    propose(client)

    assert "別の版が" in client.get(version_address(proposed())).content.decode()


def test_it_is_taken_back_before_its_day_with_a_reason(client: Client) -> None:
    waiting = scheduled(SOURCE.replace("施行日: 2026-04-01", "施行日: 2090-04-01"), now=timezone.now())
    client.force_login(clerk(1))

    without = client.post(f"{ADDRESS}versions/{waiting.pk}/reject/", {"reason": ""})
    with_one = client.post(f"{ADDRESS}versions/{waiting.pk}/reject/", {"reason": "条例の施行が延びた"})

    assert (without.status_code, with_one.status_code) == (422, 302)
    assert DefinitionVersion.objects.get(pk=waiting.pk).status == "rejected"
    assert versions_due(datetime(2091, 1, 1, tzinfo=UTC)) == []
