"""A decision on spending asks the finance system before it goes on, and commits the money there once it is decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.database.integrations.conftest import Deliver
from tests.support.spending_case import REASONS, acted, drafted, spending_world
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from workflow.models import Case, Effect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def finance(tmp_path: Path, settings: Settings, db: None) -> Iterator[RunningSystem]:
    """The finance system, connected, and the procedure in force."""
    spending_world()
    with running_system("finance", tmp_path / "finance.sqlite") as system:
        settings.CONNECTED_SYSTEMS = {
            "財務会計": {"url": system.url, "secret": SECRET, "timeout": 1, "allow": LOOPBACK}
        }
        yield system


def commitments(finance: RunningSystem) -> list[str]:
    return [
        entry["answer"]["commitment"]["number"] for entry in finance.entries if entry["operation"] == "負担行為登録"
    ]


def looks(deliver: Deliver, case: Case, times: int = 1) -> Case:
    """The worker looks; pauses pass at once."""
    for _ in range(times):
        Effect.objects.filter(status="waiting").update(next_at=timezone.now())
        deliver()
    case.refresh_from_db()
    return case


def decided(deliver: Deliver) -> Case:
    return acted(looks(deliver, drafted()), "proper", "decide")


def test_a_draft_goes_on_with_what_is_left_in_the_budget(finance: RunningSystem, deliver: Deliver) -> None:
    case = looks(deliver, drafted())

    assert case.steps == ["決裁"]
    assert case.state["answers"]["balance"] == 50_000_000


def test_a_draft_beyond_the_budget_goes_back(finance: RunningSystem, deliver: Deliver) -> None:
    case = looks(deliver, drafted(60_000_000, reasons=[REASONS.uuid]))

    assert case.steps == ["起案"]


def test_the_decision_commits_the_money_once(finance: RunningSystem, deliver: Deliver) -> None:
    case = looks(deliver, decided(deliver))

    assert case.steps == ["文書番号の採番"]
    assert case.state["answers"]["commitment_no"] == commitments(finance)[0]


def test_an_answer_that_got_lost_commits_nothing_twice(finance: RunningSystem, deliver: Deliver) -> None:
    case = decided(deliver)
    finance.fault(kind="swallow", operation="負担行為登録", seconds=0)

    case = looks(deliver, case, 2)

    assert case.steps == ["文書番号の採番"]
    assert commitments(finance) == [case.state["answers"]["commitment_no"]]


def test_a_refused_commitment_is_left_to_the_finance_section(finance: RunningSystem, deliver: Deliver) -> None:
    case = decided(deliver)
    finance.fault(kind="reject", operation="負担行為登録")

    case = looks(deliver, case)

    assert (case.steps, commitments(finance)) == (["手入力での登録"], [])
    assert acted(case, "done", commitment_no="F-9").steps == ["文書番号の採番"]


def test_a_commitment_of_which_nobody_knows_waits_for_an_operator(finance: RunningSystem, deliver: Deliver) -> None:
    case = decided(deliver)
    finance.fault(kind="error", operation="負担行為登録")
    finance.fault(kind="error", operation="負担行為照会", times=50)

    case = looks(deliver, case, 5)

    assert case.steps == ["負担行為の登録"]
    assert Effect.objects.get(operation="財務会計.負担行為登録").status == "unknown"


def test_a_slow_finance_system_is_asked_again(finance: RunningSystem, deliver: Deliver) -> None:
    finance.fault(kind="slow", operation="予算確認", seconds=2)

    case = looks(deliver, drafted(), 2)

    assert case.steps == ["決裁"]
