"""A worker that comes back after its lease: whatever it brings, the case hears of the one that holds the call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.services import deliver
from integrations.services.attempts import begin_attempts
from tests.support.ledger import claimed
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect, Incident, JournalEntry
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.renew_leases import renew_leases
from workflow.services.settle_effect import Answered, Failed, settle_effect
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
LEASE = timedelta(seconds=15)


@pytest.fixture
def both() -> tuple[ClaimedEffect, ClaimedEffect]:
    """The call that stops a lost card, as a worker took it that was then stopped, and as its heir took it."""
    load_world()
    applicant = cast().applicant
    start_case(
        procedure="id-card-reissue", applicant=applicant, person=applicant, answers=lost_card(), now=timezone.now()
    )
    (late,) = claimed(worker="late")
    Effect.objects.update(leased_until=timezone.now())
    (heir,) = claimed(worker="heir")
    return late, heir


def said(case: Case) -> int:
    return JournalEntry.objects.filter(stream=str(case.uuid)).count()


def test_a_failure_that_comes_late_ends_no_call_that_is_on_its_way_again(
    both: tuple[ClaimedEffect, ClaimedEffect],
) -> None:
    late, heir = both
    case = Case.objects.get()
    before = said(case)

    assert not settle_effect(effect=late, outcome=Failed(detail="断られた"), now=timezone.now())
    assert (said(case), Incident.objects.count()) == (before, 0)
    assert Effect.objects.get(pk=heir.id).stands == "sending"
    assert settle_effect(effect=heir, outcome=Answered(), now=timezone.now())
    assert Effect.objects.get(pk=heir.id).status == "done"


def test_an_answer_that_comes_late_is_told_to_no_case(both: tuple[ClaimedEffect, ClaimedEffect]) -> None:
    late, heir = both
    assert settle_effect(effect=heir, outcome=Answered(), now=timezone.now())
    case = Case.objects.get()
    before = said(case)

    assert not settle_effect(effect=late, outcome=Answered({"受付番号": "x"}), now=timezone.now())
    assert (said(case), Effect.objects.get(pk=heir.id).result) == (before, {})


def test_a_call_that_was_not_begun_before_its_lease_may_have_ended_is_not_sent(
    both: tuple[ClaimedEffect, ClaimedEffect], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, heir = both
    held = deliver._Held(LEASE)
    assert held.has(heir)
    monkeypatch.setattr("integrations.services.deliver.time.monotonic", lambda: held.since + 15.1)
    assert not held.has(heir)


def test_a_call_that_another_worker_has_by_now_is_not_sent(both: tuple[ClaimedEffect, ClaimedEffect]) -> None:
    late, heir = both
    begin_attempts([heir], now=timezone.now())

    assert renew_leases(effects=[late, heir], lease=LEASE) == {heir.id}
    held = deliver._Held(LEASE)
    held.since -= 6
    held.renew([late])
    assert (held.has(late), held.has(heir)) == (False, False)
