"""A decided document that a connected system sends (施行, 方法: 電子): made and sent by a slow worker, once."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from pytest_django import Settings

from integrations.connectors.connectors import Connectors
from integrations.models import Attempt
from integrations.services.deliver import deliver_due
from integrations.services.lanes import Lane
from tests.support.documents import needs_printing
from tests.support.ledger import claimed
from tests.support.letter_story import ELECTRONIC, a_letter, acted
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import load_world
from workflow.models import Case, Effect

pytestmark = [pytest.mark.django_db, pytest.mark.long]
Look = Callable[[Lane], int]


@pytest.fixture
def records(tmp_path: Path, settings: Settings, db: None) -> Iterator[RunningSystem]:
    needs_printing()
    load_world()
    with running_system("documents", tmp_path / "documents.sqlite") as records:
        settings.CONNECTED_SYSTEMS = {
            "文書管理": {"url": records.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}
        }
        yield records


@pytest.fixture
def look() -> Look:
    """A worker that starts, looks once and ends; pauses and leases pass at once."""

    def looks(lane: Lane) -> int:
        Effect.objects.filter(status="waiting").update(next_at=timezone.now(), leased_until=None)
        with Connectors() as connector:
            return deliver_due(worker="test", connector=connector, clock=timezone.now, lane=lane)

    return looks


def released() -> Case:
    """A case whose letter somebody has read and released."""
    return acted(a_letter(ELECTRONIC), "enforced")


def after(case: Case) -> Case:
    case.refresh_from_db()
    return case


def test_only_a_slow_worker_sends_it_and_the_case_goes_on_with_what_was_recorded(
    records: RunningSystem, look: Look, tmp_path: Path
) -> None:
    case = released()
    assert look(Lane.ORDINARY) == 0
    assert after(case).steps != ["見届け"]

    assert look(Lane.DOCUMENTS) == 1

    (sent,) = records.entries
    assert (sent["operation"], sent["payload"]["to"]) == ("電子送付", "目黒音楽会")
    content = (tmp_path / "documents.files" / f"{sent['payload']['sha256']}.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 1
    assert after(case).steps == ["見届け"]
    assert case.state["answers"]["enforced-by"] == "electronic"
    assert look(Lane.DOCUMENTS) == 0


def test_an_answer_that_was_lost_sends_nothing_twice(records: RunningSystem, look: Look) -> None:
    records.fault(kind="swallow")
    case = released()
    look(Lane.DOCUMENTS)
    assert after(case).steps != ["見届け"]

    look(Lane.DOCUMENTS)

    assert after(case).steps == ["見届け"]
    assert [entry["operation"] for entry in records.entries] == ["電子送付"]
    assert list(Attempt.objects.order_by("number").values_list("trouble", flat=True)) == ["cut_off", ""]


def test_a_slow_worker_that_was_killed_with_it_leaves_it_to_the_next(records: RunningSystem, look: Look) -> None:
    case = released()
    (call,) = claimed(worker="killed")
    assert call.operation == "文書管理.電子送付"
    Effect.objects.update(leased_until=timezone.now())
    with Connectors() as connector:
        deliver_due(worker="next", connector=connector, clock=timezone.now, lane=Lane.DOCUMENTS)

    effect = Effect.objects.get()
    assert (effect.status, effect.losses, effect.fence, after(case).steps) == ("done", 0, 2, ["見届け"])
    assert len(records.entries) == 1
