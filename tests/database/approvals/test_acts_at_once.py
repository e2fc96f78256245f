"""Acts of a ward at the same moment, on real connections: one clear outcome, and both learn of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from approvals.models import Delegation, InboxEntry, LaterView
from approvals.selectors.journal_sentences import sentences
from approvals.services.delegations import end_delegation, give_delegation
from meguro_platform.selectors.invariants import INVARIANTS
from tests.database.approvals.test_circulation import circulating, line, with_work
from tests.support.card_story import a_case
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast
from workflow.engine.outcome import Refused, TooLate
from workflow.models import Case, JournalEntry, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.pass_over_on_route import pass_over_on_route
from workflow.services.transfer_user_task import transfer_user_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Let everybody act at the same moment, each on a connection of his own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def task_of(case: Case) -> UUID:
    return UserTask.objects.get(case=case, status="open").uuid


def no_objection(case: Case, person: UUID) -> Callable[[], Outcome]:
    task = task_of(case)
    return lambda: complete_user_task(task=task, person=person, verdict="no_objection", now=MONDAY)


def done_by(case: Case) -> list[str]:
    case.refresh_from_db()
    route = next(iter(case.state["tasks"].values()))["route"]
    return [act["seat"]["person"] for act in route.get("acts", [])]


def holds(case: Case) -> None:
    assert check_case(case) == []
    assert not any(list(invariant.broken()) for invariant in INVARIANTS)


def test_a_delegate_acts_while_his_principal_takes_the_delegation_back() -> None:
    case, people, helper = circulating(), line(), cast().decider
    day = MONDAY.date()
    given = give_delegation(
        principal=people.chief, kind="authority", to=f"person:{helper}", since=day, last=day, now=MONDAY
    )
    assert isinstance(given, Delegation)

    acted, _ = at_once(
        no_objection(case, helper), lambda: end_delegation(delegation=given.pk, principal=people.chief, now=MONDAY)
    )

    if isinstance(acted, Done):
        assert done_by(case) == [str(helper)] and with_work(case) == {people.head}
    else:
        assert isinstance(acted, Refused | TooLate)
        assert done_by(case) == [] and with_work(case) == {people.chief}
    holds(case)


def test_a_delegate_and_his_principal_act_at_once() -> None:
    case, people, helper = circulating(), line(), cast().decider
    day = MONDAY.date()
    give_delegation(principal=people.chief, kind="authority", to=f"person:{helper}", since=day, last=day, now=MONDAY)

    outcomes = at_once(no_objection(case, helper), no_objection(case, people.chief))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Refused"]
    assert len(done_by(case)) == 1 and with_work(case) == {people.head}
    holds(case)


def test_somebody_acts_while_he_is_passed_over() -> None:
    case, people = circulating(), line()
    task = task_of(case)

    acted, passed = at_once(
        no_objection(case, people.chief),
        lambda: pass_over_on_route(task=task, person=people.drafter, whom=people.chief, reason="離席", now=MONDAY),
    )

    assert sorted(type(outcome).__name__ for outcome in (acted, passed)) == ["Done", "Refused"]
    assert done_by(case) == ([str(people.chief)] if isinstance(acted, Done) else [])
    assert LaterView.objects.filter(case=case, person=people.chief).exists() is isinstance(passed, Done)
    assert with_work(case) == {people.head}
    holds(case)


def test_somebody_acts_while_he_hands_it_on_in_another_window() -> None:
    case, people = circulating(), line()
    task, other = task_of(case), cast().decider

    acted, handed = at_once(
        no_objection(case, people.chief),
        lambda: transfer_user_task(task=task, person=people.chief, to=other, reason="出張", now=MONDAY),
    )

    assert sorted(type(outcome).__name__ for outcome in (acted, handed)) == ["Done", "Refused"]
    assert with_work(case) == ({people.head} if isinstance(acted, Done) else {other})
    holds(case)


def test_a_bulk_act_in_which_one_is_pulled_away_tells_both() -> None:
    people = cast()
    cases = [a_case(people) for _ in range(3)]
    contested, task = cases[1], task_of(cases[1])
    bulk = logged_in(people.head)
    shown = [f"{task_of(each)}:{each.revision}:{each.journal_seq}" for each in cases]

    answers = at_once(
        lambda: bulk.post("/inbox/several/act/", {"shown": shown}, headers={"HX-Request": "true"}),
        lambda: complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY),
    )

    page, other = answers
    assert isinstance(page, HttpResponse)
    said = page.content.decode()
    if isinstance(other, Done):
        assert "2件を処理しました。<br>" in said, "what became of the third stands behind it"
    else:
        assert isinstance(other, TooLate) and "3件を処理しました" in said
    entries = JournalEntry.objects.filter(kind="case", stream=str(contested.uuid), event="complete_user_task")
    assert entries.count() == 1
    for case in cases:
        assert not InboxEntry.objects.filter(case=case, person=people.head).exists()
        holds(case)
    reader = logged_in(people.head).get(f"/cases/{contested.number}/").content.decode()
    assert sentences(contested)[-1].text in reader


def logged_in(person: UUID) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(uuid=person))
    return client
