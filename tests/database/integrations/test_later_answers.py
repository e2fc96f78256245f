"""A call that its system answers later (応答: 後で): whatever is restarted in between, the case takes what comes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.models import InboxEntry
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.signing import signed_headers
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import cast, load_world, publish
from workflow.models import Case, Effect, InboundMessage, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.receive_message import hand_over_kept_messages
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db
CAR = "グループウェア.配車"


@pytest.fixture
def groupware(tmp_path: Path, settings: Settings) -> Iterator[RunningSystem]:
    load_world()
    publish("official-car")
    with running_system("groupware", tmp_path / "groupware.sqlite") as running:
        settings.CONNECTED_SYSTEMS = {
            "グループウェア": {"url": running.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}
        }
        yield running


def approved() -> Case:
    """A case whose car is to be booked."""
    person, day = cast().applicant, timezone.localdate().isoformat()
    answers = {"day": day, "purpose": "現地の調査", "place": "碑文谷公園"}
    started = start_case(procedure="official-car", applicant=person, person=person, answers=answers, now=timezone.now())
    assert isinstance(started, Done), started
    task = UserTask.objects.get(status="open")
    head = InboxEntry.objects.filter(task=task).values_list("person", flat=True)[0]
    done = complete_user_task(task=task.uuid, person=head, verdict="approve", now=timezone.now())
    assert isinstance(done, Done), done
    return Case.objects.get()


def worker_looks() -> None:
    """One that was just started, and ends."""
    Effect.objects.filter(status="waiting").update(next_at=timezone.now(), leased_until=None)
    with Connectors() as connector:
        deliver_due(worker="test", connector=connector, clock=timezone.now)


def tell(booking: str, number: int = 1) -> str:
    """The groupware says which car it is."""
    body = json.dumps({"name": CAR, "key": booking, "data": {"予約番号": booking, "車両": "2号車"}}).encode()
    headers = signed_headers(body, secret=SECRET, message_id=f"msg_{number}", at=timezone.now())
    answer = Client().post("/api/v1/messages/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["result"])


def test_the_message_finds_the_case_after_the_worker_is_gone(groupware: RunningSystem) -> None:
    case = approved()
    worker_looks()
    case.refresh_from_db()
    booking = groupware.entries[0]["answer"]["booking"]["id"]
    assert (case.status, case.state["answers"].get("car")) == ("open", None)

    assert tell(booking) == "received"

    case.refresh_from_db()
    assert (case.outcome, case.state["answers"]["car"], case.state["answers"]["booking"]) == ("使用", "2号車", booking)
    assert tell(booking) == "duplicate"


def test_a_message_that_overtakes_a_lost_answer_is_kept_until_the_case_knows_its_booking(
    groupware: RunningSystem,
) -> None:
    groupware.fault(kind="swallow")
    case = approved()
    worker_looks()
    booking = groupware.entries[0]["answer"]["booking"]["id"]
    assert tell(booking) == "kept"

    worker_looks()
    hand_over_kept_messages(now=timezone.now())

    case.refresh_from_db()
    assert (case.outcome, case.state["answers"]["car"]) == ("使用", "2号車")
    assert len(groupware.entries) == 1, "no second car was taken"
    assert InboundMessage.objects.get().status == "taken"
