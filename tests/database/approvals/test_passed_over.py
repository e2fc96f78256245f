"""後閲 as the drafter says: the case goes on, the examiner is told, owes a look and may object."""

from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client

from approvals.models import Delegation, InboxEntry, LaterView
from approvals.selectors.journal_sentences import sentences
from approvals.services.delegations import give_delegation
from forms.field_type import Json
from integrations.models import Notice
from meguro_platform.services.access_tokens import issue_token
from tests.database.approvals.test_circulation import FINANCE, act, acts, circulating, line, one_of, with_work
from tests.support.spending_case import SPENDING, spending_world, with_budget
from tests.support.ward import MONDAY, cast
from workflow.engine.outcome import Refused
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done, Outcome
from workflow.services.pass_over_on_route import pass_over_on_route
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

SUBSIDY: dict[str, Json] = {
    "subject": "商店会への補助",
    "category": "補助金",
    "amount": 500_000,
    "is_it": "いいえ",
    "exceptional": "いいえ",
    "budget_item": "07-商工費",
}
"""Chief and head examine, finance is consulted, the director decides."""


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


def passed(case: Case, person: UUID, whom: UUID, reason: str = "会議で席を外している") -> Outcome:
    task = UserTask.objects.get(case=case, status="open").uuid
    outcome = pass_over_on_route(task=task, person=person, whom=whom, reason=reason, now=MONDAY)
    case.refresh_from_db()
    return outcome


def test_the_next_one_has_it_and_the_record_says_who_looks_later_and_why() -> None:
    case, people = circulating(), line()

    assert isinstance(passed(case, people.drafter, people.chief), Done)

    assert with_work(case) == {people.head}
    look = LaterView.objects.get(case=case)
    assert (look.person, look.seen_at) == (people.chief, None)
    assert "会議で席を外している" in Notice.objects.get(case=case, person__uuid=people.chief).text
    last = sentences(case)[-1]
    assert "後閲とする人を決めました" in last.text and last.comment == "会議で席を外している"
    assert check_case(case) == []


def test_it_is_decided_without_him_and_he_still_owes_the_look() -> None:
    case, people = circulating(), line()
    passed(case, people.drafter, people.chief)

    acts(case, (people.head, "no_objection"), (one_of(FINANCE), "agree"))
    acts(case, (people.records, "proper"), (people.director, "decide"))

    assert case.state["decision"]["person"] == str(people.director)
    assert LaterView.objects.filter(case=case, person=people.chief, seen_at=None).exists()


def test_his_delegate_is_not_waited_for_either() -> None:
    case, people = circulating(), line()
    day = MONDAY.date()
    given = give_delegation(
        principal=people.chief, kind="authority", to=f"person:{cast().decider}", since=day, last=day, now=MONDAY
    )
    assert isinstance(given, Delegation) and with_work(case) == {people.chief, cast().decider}

    passed(case, people.drafter, people.chief)

    assert with_work(case) == {people.head}


def test_after_a_send_back_those_named_on_the_form_and_later_are_asked_like_everybody_else() -> None:
    people = line()
    started = start_case(
        procedure=SPENDING,
        applicant=people.drafter,
        person=people.drafter,
        answers=SUBSIDY,
        later=(people.chief,),
        comment="会議",
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    case = with_budget(Case.objects.get())
    assert isinstance(passed(case, people.drafter, people.head), Done)
    draft = case.state["passed"][0]["node"]
    assert isinstance(act(case, one_of(FINANCE), "send_back", draft), Done)

    acts(case, (people.drafter, "submit"))
    with_budget(case)

    assert with_work(case) == {people.chief}


@pytest.mark.parametrize("who", ["director", "records", "nobody"])
def test_decision_verification_and_others_are_always_waited_for(who: str) -> None:
    case, people = circulating(), line()

    outcome = passed(case, people.drafter, getattr(people, who, cast().stranger))

    assert isinstance(outcome, Refused) and "後閲にできません" in outcome.objections[0].message.ja
    assert with_work(case) == {people.chief}


def test_only_the_drafter_says_so_and_only_with_a_reason() -> None:
    case, people = circulating(), line()

    by_another = passed(case, people.head, people.chief)
    without = passed(case, people.drafter, people.chief, reason=" ")

    assert isinstance(by_another, Refused) and "起案した人だけ" in by_another.objections[0].message.ja
    assert isinstance(without, Refused)
    assert not LaterView.objects.exists()


def test_the_page_keeps_what_was_typed_and_says_what_became_of_it(client: Client) -> None:
    case, people = circulating(), line()
    client.force_login(get_user_model().objects.get(uuid=people.drafter))
    task = UserTask.objects.get(case=case, status="open").uuid
    address = f"/cases/{case.number}/tasks/{task}/people/"

    page = client.get(address).content.decode()
    assert "審議の人を待たずに進める（後閲）" in page and f'value="{people.chief}"' in page
    nobody = client.post(address + "later/", {"reason": "打合せで離席"})
    assert (nobody.status_code, "打合せで離席" in nobody.content.decode()) == (422, True)
    empty = client.post(address + "later/", {"whom": str(people.chief), "reason": ""})
    assert empty.status_code == 422
    done = client.post(address + "later/", {"whom": str(people.chief), "reason": "打合せで離席"}, follow=True)
    assert "この人を待たずに進めます" in done.content.decode()

    assert set(InboxEntry.objects.filter(case=case).values_list("person", flat=True)) == {people.head}
    again = client.post(address + "later/", {"whom": str(people.chief), "reason": "もう一度"})
    assert again.status_code == 422 and "後閲にできません" in again.content.decode()


def test_said_on_the_form_it_holds_for_those_offered_as_soon_as_the_case_comes_round(client: Client) -> None:
    people = line()
    client.force_login(get_user_model().objects.get(uuid=people.drafter))
    forged = [*map(str, (people.director, people.records, people.drafter, cast().stranger)), "x"]
    sent_with: dict[str, Any] = {":later": [str(people.chief), *forged], ":key": "0123456789abcdef0123456789abcdef"}
    form = SUBSIDY | sent_with
    address = f"/apply/{SPENDING}/"

    silent = client.post(address, form)
    page = client.get(address).content.decode()
    sent = client.post(address, form | {":why_later": "議会対応で席を外している"}, follow=True)

    assert silent.status_code == 422 and "待たずに進める人（後閲）について、理由を" in silent.content.decode()
    assert f'value="{people.chief}" checked' in page and f'value="{people.head}"' in page
    assert f'value="{people.director}"' not in page and "待たずに進め、あとで見てもらいます。" in page
    case = with_budget(Case.objects.get())
    assert with_work(case) == {people.head}
    assert LaterView.objects.get(case=case).person == people.chief
    assert not Notice.objects.filter(person__uuid__in=(people.director, people.records, cast().stranger)).exists()
    assert "議会対応で席を外している" in Notice.objects.get(case=case, person__uuid=people.chief).text
    name = get_user_model().objects.get(uuid=people.chief).name
    assert f"（後閲: {name}）" in sentences(case)[0].text and sentences(case)[0].text in sent.content.decode()
    assert check_case(case) == []


def test_programs_say_so_when_they_hand_it_in_and_while_it_is_under_way(client: Client) -> None:
    people = line()
    token = issue_token(person=people.drafter, now=MONDAY)

    def ask(way: str, **body: object) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        with time_machine.travel(MONDAY, tick=False):
            answer = client.post(f"/api/v1/{way}", body, content_type="application/json", headers=headers)
        return answer.status_code

    def number(person: UUID) -> str:
        return get_user_model().objects.get(uuid=person).staff_number

    start = {"procedure": SPENDING, "answers": SUBSIDY}
    assert ask("cases/", **start, later=[number(people.chief)]) == 422
    assert ask("cases/", **start, later=[number(people.chief), number(people.director)], comment="会議") == 422
    assert ask("cases/", **start, later=["000000"], comment="会議") == 422
    assert not Case.objects.exists() and not Notice.objects.exists()
    assert ask("cases/", **start, later=[number(people.chief)], comment="会議") == 201
    case = with_budget(Case.objects.get())
    assert with_work(case) == {people.head}
    task = UserTask.objects.get(case=case, status="open").uuid
    assert ask(f"tasks/{task}/people/later/", to=number(people.head), comment="") == 422
    assert ask(f"tasks/{task}/people/later/", to=number(people.director), comment="会議") == 422
    assert ask(f"tasks/{task}/people/later/", to=number(people.head), comment="会議") == 200
    assert set(LaterView.objects.values_list("person", flat=True)) == {people.chief, people.head}
    assert check_case(Case.objects.get()) == []
