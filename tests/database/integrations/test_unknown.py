"""A call whose answer was lost, to a system that must not get it twice, is asked about before it is sent again."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrations.errors import Trouble
from integrations.models import Attempt
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.services.deliver import deliver_due
from integrations.services.give_up import MOST_LOSSES
from integrations.systems.order import Order
from tests.database.integrations.conftest import NewCall
from tests.support.ledger import claimed
from tests.support.orders import described
from tests.support.stand_ins import LOOPBACK, SECRET
from workflow.models import Effect

FINANCE = """書式: 1
連携先: 財務会計
id: finance
つなぎ方: HTTP
操作:
  - 操作: 照会
    送る: {金額: 整数}
  - 操作: 負担行為登録
    送る: {金額: 整数}
    くり返し: 確かめる 照会
  - 操作: 取消
    送る: {金額: 整数}
    受付: 08:00〜20:00
"""
DONE, LOST, UNREACHABLE = Reply(status=204), NoReply(Trouble.TIMED_OUT), NoReply(Trouble.UNREACHABLE)


class Finance:
    """A connector that answers as it is told and writes down what it was asked to do."""

    def __init__(self, delivered: Sequence[Reply | NoReply], asked: Sequence[Reply | NoReply | NeverArrived] = ()):
        self._delivered, self._asked = list(delivered), list(asked)
        self.done: list[str] = []

    def deliver(self, order: Order) -> Reply | NoReply:
        self.done.append("sent")
        return self._delivered.pop(0)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        self.done.append("asked")
        return self._asked.pop(0)


@pytest.fixture
def commitment(a_call: NewCall, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Effect:
    """A call that must not be made twice."""
    settings.CONNECTED_SYSTEMS = {"財務会計": {"url": "http://127.0.0.1:1/", "secret": SECRET, "allow": LOOPBACK}}
    finance = described(FINANCE, "finance")
    for module in ("systems", "policies"):
        monkeypatch.setattr(f"integrations.selectors.{module}.described_systems", lambda: {"財務会計": finance})
    return a_call(target="財務会計", operation="財務会計.負担行為登録", payload={"金額": 120_000}, times=3)


def looks(connector: Finance, times: int = 1, now: datetime | None = None) -> None:
    """Let pauses pass at once."""
    for _ in range(times):
        Effect.objects.filter(status="waiting").update(next_at=timezone.now())
        deliver_due(worker="test", connector=connector, clock=lambda: now or timezone.now())


def status(effect: Effect) -> str:
    effect.refresh_from_db()
    return effect.status


def test_what_was_done_all_the_same_is_not_sent_again(commitment: Effect) -> None:
    finance = Finance([LOST], [DONE])

    looks(finance, 2)

    assert (status(commitment), finance.done) == ("done", ["sent", "asked"])


def test_what_never_arrived_is_sent_again(commitment: Effect) -> None:
    finance = Finance([LOST, DONE], [NeverArrived()])

    looks(finance, 2)

    assert (status(commitment), finance.done) == ("done", ["sent", "asked", "sent"])


def test_a_question_without_an_answer_is_asked_again(commitment: Effect) -> None:
    finance = Finance([LOST], [UNREACHABLE, DONE])

    looks(finance, 3)

    assert (status(commitment), finance.done) == ("done", ["sent", "asked", "asked"])


@pytest.mark.parametrize(
    "answers", [[NoReply(Trouble.CANNOT_ASK)], [UNREACHABLE, LOST]], ids=["cannot be asked", "does not answer"]
)
def test_what_nobody_can_say_is_for_a_person(commitment: Effect, answers: list[Reply | NoReply | NeverArrived]) -> None:
    finance = Finance([LOST], answers)

    looks(finance, 5)

    assert (status(commitment), finance.done[:1], finance.done.count("sent")) == ("unknown", ["sent"], 1)
    assert Attempt.objects.filter(effect=commitment, ended_at=None).count() == 0


def test_a_call_that_did_not_get_through_needs_no_question(commitment: Effect) -> None:
    finance = Finance([UNREACHABLE, DONE])

    looks(finance, 2)

    assert (status(commitment), finance.done) == ("done", ["sent", "sent"])


def test_a_refusal_settles_the_doubt(commitment: Effect) -> None:
    finance = Finance([LOST], [Reply(status=422)])

    looks(finance, 2)

    assert (status(commitment), commitment.in_doubt) == ("dead", False)


def test_a_call_that_a_killed_worker_had_begun_is_asked_about(commitment: Effect) -> None:
    claimed(worker="killed")
    Effect.objects.update(leased_until=timezone.now())
    finance = Finance([], [DONE])

    looks(finance)

    assert (status(commitment), finance.done) == ("done", ["asked"])


def test_a_call_that_ends_its_workers_is_given_up_and_a_person_says_whether_it_was_done(commitment: Effect) -> None:
    Effect.objects.update(losses=MOST_LOSSES - 1, leased_until=timezone.now())
    finance = Finance([])

    looks(finance)

    assert (status(commitment), finance.done, commitment.trouble) == ("unknown", [], "worker_lost")


def test_a_harmless_call_that_ends_its_workers_is_given_up_with_a_sentence(a_call: NewCall) -> None:
    effect = a_call(losses=MOST_LOSSES - 1, leased_until=timezone.now())

    looks(Finance([]))

    assert status(effect) == "dead"
    assert effect.error.startswith("この連携を送るたびに処理係が止まりました。")


def test_a_system_that_is_closed_is_called_when_it_opens(commitment: Effect) -> None:
    Effect.objects.update(operation="財務会計.取消")
    finance = Finance([DONE])
    night, morning = datetime(2026, 12, 9, 13, 0, tzinfo=UTC), datetime(2026, 12, 9, 23, 5, tzinfo=UTC)

    looks(finance, now=night)
    before = status(commitment)
    looks(finance, now=morning)

    assert (before, status(commitment), finance.done) == ("waiting", "done", ["sent"])


def test_failures_of_several_calls_keep_the_others_back(
    commitment: Effect, a_call: NewCall, settings: Settings
) -> None:
    settings.CONNECTED_SYSTEMS["財務会計"]["at_once"] = 5
    Effect.objects.all().delete()
    for number in range(30):
        a_call(key=f"k{number}", target="財務会計", operation="財務会計.照会", payload={"金額": 1})
    finance = Finance([UNREACHABLE] * 30)

    deliver_due(worker="test", connector=finance, clock=timezone.now)

    assert 10 <= len(finance.done) <= 14
    assert Effect.objects.filter(attempts=0).count() >= 16
