"""The sweep finds what nobody was told of."""

from datetime import timedelta

from django.utils import timezone

from integrations.selectors.effects import is_effect_due
from tests.database.integrations.conftest import NewCall
from workflow.models import Effect


def test_nothing_is_due_in_an_empty_ledger(db: None) -> None:
    assert not is_effect_due()


def test_a_waiting_call_is_due(a_call: NewCall) -> None:
    a_call()

    assert is_effect_due()


def test_a_call_that_pauses_is_not_due(a_call: NewCall) -> None:
    a_call(next_at=timezone.now() + timedelta(seconds=10))

    assert not is_effect_due()


def test_a_call_somebody_makes_is_due_again_when_the_lease_ends(a_call: NewCall) -> None:
    effect = a_call(status="leased", leased_until=timezone.now() + timedelta(seconds=10))
    before = is_effect_due()
    Effect.objects.filter(pk=effect.pk).update(leased_until=timezone.now() - timedelta(seconds=1))

    assert [before, is_effect_due()] == [False, True]


def test_a_call_that_is_settled_is_not_due(a_call: NewCall) -> None:
    a_call(key="k1", status="done")
    a_call(key="k2", status="dead")

    assert not is_effect_due()
