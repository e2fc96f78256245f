"""The sweep finds what nobody was told of."""

from datetime import timedelta

from django.utils import timezone

from tests.database.integrations.conftest import NewCall
from workflow.models import Effect
from workflow.selectors.due_effects import due_targets


def test_nothing_is_due_in_an_empty_ledger(db: None) -> None:
    assert not due_targets()


def test_a_waiting_call_is_due(a_call: NewCall) -> None:
    a_call()

    assert due_targets() == ["入退室"]


def test_a_call_that_pauses_is_not_due(a_call: NewCall) -> None:
    a_call(next_at=timezone.now() + timedelta(seconds=10))

    assert not due_targets()


def test_a_call_somebody_makes_is_due_again_when_the_lease_ends(a_call: NewCall) -> None:
    effect = a_call(leased_until=timezone.now() + timedelta(seconds=10))
    before = due_targets()
    Effect.objects.filter(pk=effect.pk).update(leased_until=timezone.now() - timedelta(seconds=1))

    assert [before, due_targets()] == [[], ["入退室"]]


def test_a_call_that_is_settled_is_not_due(a_call: NewCall) -> None:
    a_call(key="k1", status="done")
    a_call(key="k2", status="dead")

    assert not due_targets()
