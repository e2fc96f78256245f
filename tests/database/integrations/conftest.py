"""What tests of deliveries share: a real access-control system, and calls waiting in the ledger."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from workflow.models import Effect

Deliver = Callable[[], int]
NewCall = Callable[..., Effect]


@pytest.fixture
def doors(tmp_path: Path, settings: Settings) -> Iterator[RunningSystem]:
    """The access-control system, connected."""
    with running_system("access-control", tmp_path / "doors.sqlite") as system:
        settings.CONNECTED_SYSTEMS = {"入退室": {"url": system.url, "secret": SECRET, "timeout": 10, "allow": LOOPBACK}}
        yield system


@pytest.fixture
def deliver() -> Iterator[Deliver]:
    """One look of one worker."""
    with Connectors() as connector:
        yield lambda: deliver_due(worker="test", connector=connector, clock=timezone.now)


@pytest.fixture
def a_call(db: None) -> NewCall:
    """Puts a call into the ledger: stop a card, five tries from ten seconds doubling."""

    def new(key: str = "k1", times: int = 5, **values: Any) -> Effect:
        retry = {"times": times, "first": {"amount": 10, "unit": "seconds"}, "doubling": True}
        now = timezone.now()
        defaults: dict[str, Any] = {
            "key": key,
            "call": key,
            "node": "stop",
            "target": "入退室",
            "operation": "入退室.証の停止",
            "payload": {"職員証番号": "N-1", "事由": "紛失"},
            "retry": retry,
            "timeout_seconds": 5,
            "order_group": key,
            "next_at": now,
            "created_at": now,
        }
        return Effect.objects.create(**{**defaults, **values})

    return new
