"""Two people at once, on real connections: one clear outcome, and nobody gets two."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from meguro_platform.selectors.invariants import INVARIANTS
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world
from workflow.engine.outcome import TooLate
from workflow.models import Case, JournalEntry, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.request import CommandKey
from workflow.services.start_case import start_case
from workflow.services.withdraw_case import withdraw_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def at_once(*acts: Callable[[], Outcome]) -> list[Outcome]:
    """Let everybody act at the same moment, each on a connection of his own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Outcome]) -> Outcome:
        try:
            barrier.wait(timeout=60)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def started(people: Cast, **more: Any) -> UUID:
    outcome = start_case(
        procedure="id-card-reissue",
        applicant=people.applicant,
        person=people.applicant,
        answers=damaged_card(),
        now=MONDAY,
        **more,
    )
    assert isinstance(outcome, Done), outcome
    return UUID(outcome.result["case"])


def task_of(case: UUID) -> UUID:
    return UserTask.objects.get(case=case, status="open").uuid


def everything_holds() -> bool:
    return not any(list(invariant.broken()) for invariant in INVARIANTS)


def test_of_two_verdicts_at_once_one_counts(people: Cast) -> None:
    task = task_of(started(people))

    def check() -> Outcome:
        return complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY)

    def send_back() -> Outcome:
        return complete_user_task(task=task, person=people.head, verdict="send_back", now=MONDAY, comment="写真")

    outcomes = at_once(check, send_back)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "TooLate"]
    assert everything_holds()


def test_a_verdict_against_a_withdrawal_leaves_one_of_them(people: Cast) -> None:
    case = started(people)
    task = task_of(case)

    def check() -> Outcome:
        return complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY)

    def withdraw() -> Outcome:
        return withdraw_case(case=case, person=people.applicant, now=MONDAY)

    first, second = at_once(check, withdraw)

    assert isinstance(second, Done)  # a withdrawal is possible before and after the check
    assert isinstance(first, Done | TooLate)
    assert Case.objects.get(uuid=case).outcome == "取下げ"
    assert everything_holds()


def test_the_same_command_sent_five_times_at_once_is_carried_out_once(people: Cast) -> None:
    case = started(people)
    task, key = task_of(case), CommandKey.of("same", str(people.head), "checked")

    def check() -> Outcome:
        return complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY, key=key)

    outcomes = at_once(*[check] * 5)

    answers = [outcome.result for outcome in outcomes if isinstance(outcome, Done)]
    assert answers == [answers[0]] * 5
    assert [outcome.again for outcome in outcomes if isinstance(outcome, Done)].count(False) == 1
    assert JournalEntry.objects.filter(stream=str(case)).count() == 2


def test_the_same_application_sent_five_times_at_once_is_one_case(people: Cast) -> None:
    key = CommandKey.of("start", str(people.applicant))

    def start() -> Outcome:
        return start_case(
            procedure="id-card-reissue",
            applicant=people.applicant,
            person=people.applicant,
            answers=damaged_card(),
            now=MONDAY,
            key=key,
        )

    outcomes = at_once(*[start] * 5)

    assert len({outcome.result["case"] for outcome in outcomes if isinstance(outcome, Done)}) == 1
    assert len(outcomes) == 5
    assert Case.objects.count() == 1
    assert everything_holds()
