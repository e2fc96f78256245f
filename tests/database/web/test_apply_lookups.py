"""Items of an application whose values a connected system is asked for (照会), with the staff register as a process."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.selectors.journal_sentences import sentences
from approvals.services.grants import recompute_groups
from forms.selectors.drafts import draft_of
from forms.services.save_draft import save_draft
from forms.tokyo_time import store_instant
from integrations.services import ask_system
from meguro_platform.models import User
from meguro_platform.web.application import LOOKED_UP
from tests.support.ledger import claimed, open_calls
from tests.support.platform_people import operator
from tests.support.round_trips import counted
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.models import Case, JournalEntry, Question, UserTask
from workflow.ports import connect, ports
from workflow.selectors.journal import check_case
from workflow.services.channels import pause
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.settle_effect import Answered, mark_effects
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db
PAGE, KEY = "/apply/dependents/", "0123456789abcdef0123456789abcdef"
REPORT = {
    "change": "REMOVED",
    "name": "目黒 花",
    "relation": "CHILD",
    "born_on": "2006-05-01",
    "income": "0円",
    "since": "2026-05-01",
    ":key": KEY,
}
FAILED = "照会できませんでした"
ANSWERS = {key: value for key, value in REPORT.items() if key != ":key"}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    folder: Path = tmp_path_factory.mktemp("register")
    with running_system("staff-register", folder / "ledger.sqlite") as running:
        yield running


@pytest.fixture
def employee(client: Client, register: RunningSystem, settings: Settings) -> UUID:
    load_world()
    publish("dependents")
    settings.CONNECTED_SYSTEMS = {"人事台帳": {"url": register.url, "secret": SECRET, "timeout": 20, "allow": LOOPBACK}}
    person = cast().applicant
    client.force_login(User.objects.get(uuid=person))
    return person


def asked(register: RunningSystem) -> int:
    return len(register.entries)


def number_of(person: UUID) -> int:
    draft = draft_of(person, "dependents")
    assert draft is not None
    told = json.loads(str(draft.values[LOOKED_UP]))
    assert len(told) == 1
    return int(next(iter(told.values()))["outputs"]["人数"])


def test_the_page_asks_once_and_says_from_where_and_when(
    client: Client, employee: UUID, register: RunningSystem
) -> None:
    before = asked(register)
    client.post(f"{PAGE}draft/", {"name": "目黒"})
    client.post(f"{PAGE}draft/", {"name": "目黒 花"})
    page = client.get(PAGE).content.decode()

    assert asked(register) - before == 1
    assert re.search(r"\d+月\d+日 \d+:\d\d に照会（人事台帳の扶養の照会）", page) and "提出するときに照会します" in page
    assert f'value="{number_of(employee)}"' in page


def test_a_draft_that_lay_about_is_asked_for_anew(client: Client, employee: UUID, register: RunningSystem) -> None:
    client.post(f"{PAGE}draft/", {"name": "目黒"})
    draft = draft_of(employee, "dependents")
    assert draft is not None
    long_ago = store_instant(timezone.now() - timedelta(hours=2))
    kept = re.sub(r'"at":"[^"]*"', f'"at":"{long_ago}"', str(draft.values[LOOKED_UP]))
    save_draft(person=employee, procedure="dependents", values={**draft.values, LOOKED_UP: kept}, at=timezone.now())
    before = asked(register)
    client.get(PAGE)

    assert asked(register) - before == 1


def test_what_was_told_is_stored_with_its_instant_and_nothing_sent_replaces_it(client: Client, employee: UUID) -> None:
    client.post(f"{PAGE}draft/", {"name": "目黒"})
    number = number_of(employee)
    client.post(PAGE, {**REPORT, "so_far": "99", "so_far:lookup": "x", ":looked_up": "{}"})

    case = Case.objects.get()
    answers = case.state["answers"]
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert answers["so_far"] == number
    assert answers["so_far:lookup"]["from"] == "人事台帳.扶養の照会" and answers["so_far:lookup"]["note"] == ""
    assert "に照会（人事台帳の扶養の照会）" in page
    assert check_case(case) == []
    told = {change.item: change.after for row in sentences(case, "ja") for change in row.changes}
    assert "に照会（人事台帳の扶養の照会）" in told["いまの扶養の人数の照会"]
    assert not any(":" in item for item in told)


def test_a_register_that_does_not_answer_stops_nobody(client: Client, employee: UUID, settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {
        "人事台帳": {"url": "http://127.0.0.1:9", "secret": SECRET, "timeout": 20, "allow": LOOPBACK}
    }
    page = client.get(PAGE).content.decode()
    client.post(PAGE, REPORT)

    answers = Case.objects.get().state["answers"]
    assert FAILED in page
    assert answers["so_far"] is None and answers["so_far:lookup"]["note"] == "failed"


def test_a_system_that_somebody_has_paused_is_not_asked(
    client: Client, employee: UUID, register: RunningSystem
) -> None:
    pause(target="人事台帳", by=employee, reason="点検", now=timezone.now())
    before = asked(register)
    page = client.get(PAGE).content.decode()

    assert FAILED in page
    assert asked(register) == before


def test_operators_see_that_it_was_asked_and_what_came_of_it_and_never_what(
    client: Client, employee: UUID, register: RunningSystem, settings: Settings
) -> None:
    client.get(PAGE)
    settings.CONNECTED_SYSTEMS = {
        "人事台帳": {"url": "http://127.0.0.1:9", "secret": SECRET, "timeout": 20, "allow": LOOPBACK}
    }
    client.post(f"{PAGE}draft/", {"name": "目黒"})
    client.get(PAGE)
    recompute_groups(now=MONDAY)
    client.force_login(operator())
    page = client.get("/operations/systems/人事台帳/").content.decode()

    staff_number = User.objects.get(uuid=employee).staff_number
    assert "様式からの照会" in page and "人事台帳.扶養の照会" in page
    assert "答えがありました" in page and "相手のシステムにつながりません" in page
    assert staff_number not in page


def test_while_the_system_gets_as_many_calls_as_it_may_the_form_goes_on_without(
    client: Client, employee: UUID, register: RunningSystem, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_system, "QUEUEING", timedelta(seconds=0.1))
    settings.CONNECTED_SYSTEMS["人事台帳"]["at_once"] = 1
    open_calls(2, target="人事台帳", operation="人事台帳.更新")
    (call,) = claimed(limit=1)
    before = asked(register)

    assert FAILED in client.get(PAGE).content.decode()
    assert asked(register) == before
    assert Question.objects.get().sent_at is None
    mark_effects([(call, Answered())], now=timezone.now())
    assert FAILED not in client.get(PAGE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_nobody_talks_to_the_network_inside_of_a_transaction(employee: UUID) -> None:
    inside: list[bool] = []

    def told(operation: str, payload: object, now: object) -> dict[str, int]:
        inside.append(connection.in_atomic_block)
        return {"人数": 2}

    plugged = ports()
    connect(replace(plugged, look_up=told))
    try:
        start_case(
            procedure="dependents",
            applicant=employee,
            person=employee,
            answers=ANSWERS,
            now=timezone.now(),
        )
    finally:
        connect(plugged)

    assert inside == [False]
    assert Case.objects.get().state["answers"]["so_far"] == 2


def test_an_act_on_a_case_whose_form_asks_systems_is_recorded_once(employee: UUID) -> None:
    start_case(procedure="dependents", applicant=employee, person=employee, answers=ANSWERS, now=timezone.now())
    task = UserTask.objects.get(status="open").uuid

    with counted() as cost:
        outcome = complete_user_task(task=task, person=cast().head, verdict="checked", now=timezone.now())

    locks = [sql for sql in cost.statements if "FOR UPDATE" in sql]
    assert isinstance(outcome, Done)
    assert len(locks) == 2, "once to learn what has to be asked, which is done without the lock"
    assert check_case(Case.objects.get()) == []
    assert JournalEntry.objects.filter(stream=str(Case.objects.get().uuid)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_after_a_send_back_everything_is_asked_anew(employee: UUID) -> None:
    numbers, plugged = iter((2, 5)), ports()
    inside: list[bool] = []

    def told(operation: str, payload: object, now: object) -> dict[str, int]:
        inside.append(connection.in_atomic_block)
        return {"人数": next(numbers)}

    connect(replace(plugged, look_up=told))
    try:
        start_case(procedure="dependents", applicant=employee, person=employee, answers=ANSWERS, now=timezone.now())
        head = open_task()
        (superior, *_) = plugged.people.assignees(Case.objects.get().state["tasks"][str(head.uuid)]["route"])
        back = complete_user_task(
            task=head.uuid, person=UUID(superior), verdict="send_back", comment="確かめてください。", now=timezone.now()
        )
        again = complete_user_task(task=open_task().uuid, person=employee, verdict="submit", now=timezone.now())
    finally:
        connect(plugged)

    assert isinstance(back, Done) and isinstance(again, Done)
    assert (Case.objects.get().state["answers"]["so_far"], inside) == (5, [False, False])


def open_task() -> UserTask:
    return UserTask.objects.get(status="open")
