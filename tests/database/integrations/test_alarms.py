"""What operators are told unasked: files that are late or cannot be taken over, batches not ready, a long backlog."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from integrations.errors import Trouble
from integrations.models import FailingPickup
from integrations.reply import NoReply
from integrations.selectors.alarms import alarms
from integrations.selectors.health import systems_health
from integrations.selectors.ledger import Systems
from integrations.selectors.metrics import ledger_metrics
from integrations.services.pickup_trouble import note_trouble, trouble_is_over
from tests.database.integrations.test_expected_files import DUE, came
from tests.support.issuance import NOW, PAYDAY, a_kind, a_person, an_ask, kept, pay, start
from tests.support.ledger import open_calls
from tests.support.ward import MONDAY, cast, load_world, lost_card
from workflow.models import Effect, Incident
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db
FILE = "人事給与.給与明細"


def words(name: str, *, at: datetime = MONDAY, systems: Systems = None) -> list[str]:
    return [alarm.words.ja for alarm in alarms(at, systems=systems) if alarm.name == name]


def test_a_file_that_did_not_come_is_an_alarm_until_it_comes() -> None:
    came(DUE - timedelta(days=31))
    late = DUE + timedelta(minutes=20)

    assert [each for each in words("expected", at=late) if FILE in each] == [
        f"{FILE} のファイルが届いていません。令和8年12月10日（木）19:00までに届くはずでした。"
    ]
    assert ledger_metrics(late).get_sample_value("meguro_file_late_seconds", {"file": FILE}) == 1200
    came(late)
    assert not any(FILE in each for each in words("expected", at=late + timedelta(minutes=1)))


def test_an_operator_of_another_system_is_not_told_of_it() -> None:
    came(DUE - timedelta(days=31))

    assert words("expected", at=DUE + timedelta(hours=1), systems=["入退室"]) == []


def test_trouble_with_taking_files_over_is_an_alarm_until_it_is_over() -> None:
    for minutes in (0, 5):
        trouble = NoReply(Trouble.NOT_KEPT, "No space left on device")
        note_trouble(FILE, trouble, now=MONDAY + timedelta(minutes=minutes))

    assert FailingPickup.objects.get().since == MONDAY
    (told,) = words("pickup")
    assert "保管場所の空き" in told
    assert "No space left on device" in told
    trouble_is_over(FILE)
    assert words("pickup") == []


def test_a_batch_that_nobody_released_is_an_alarm_two_days_before_its_publication() -> None:
    a_kind()
    a_person(1)
    batch = start(an_ask(kept([pay(1)]), publish_at=PAYDAY), NOW)

    assert words("publication", at=PAYDAY - timedelta(hours=49)) == []
    (told,) = words("publication", at=PAYDAY - timedelta(hours=47))
    assert "公開の準備ができていません" in told
    found = ledger_metrics(PAYDAY - timedelta(hours=47))
    assert found.get_sample_value("meguro_publication_not_ready_seconds", {"batch": str(batch.pk)}) == 47 * 3600


def test_a_backlog_longer_than_what_the_page_counts_is_an_alarm(settings: Settings) -> None:
    settings.LEDGER_ALARMS = {"waiting": 1_200, "minutes_late": 30, "stopped": 0, "unclaimed": 5}
    open_calls(1_200)
    assert words("waiting") == []

    open_calls(1)

    assert words("waiting") == ["送信待ちが 1,200件を超えました。"]


def test_stopped_calls_that_no_case_waits_for_are_on_no_tile() -> None:
    """A case that went on another way leaves a call behind that was given up; nobody has to see to it."""
    load_world()
    applicant = cast().applicant
    start_case(procedure="id-card-reissue", applicant=applicant, person=applicant, answers=lost_card(), now=MONDAY)
    Effect.objects.update(status="dead", settled_at=MONDAY)
    dead = Effect.objects.get()
    assert dead.case is not None

    assert stopped() == (0, None)

    Incident.objects.create(case=dead.case, incident="i1", node=dead.node, kind="call", opened_at=MONDAY)

    assert stopped() == (1, 1)


def stopped() -> tuple[int, float | None]:
    """On the tile of the system, and in the metrics."""
    counted = ledger_metrics(MONDAY).get_sample_value("meguro_calls", {"system": "入退室", "status": "dead"})
    return next(each.stopped for each in systems_health(MONDAY, systems=None) if each.name == "入退室"), counted


def test_a_system_that_only_brings_files_is_well_while_they_come() -> None:
    def state() -> tuple[str, str]:
        found = next(each for each in systems_health(MONDAY, systems=None) if each.name == "人事給与")
        return found.tone, found.words.ja

    assert state() == ("", "まだ送っていません")
    came(MONDAY)

    assert state() == ("ok", "ファイルが届いています")
