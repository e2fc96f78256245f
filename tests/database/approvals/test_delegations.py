"""代理: who may act for whom, for how long and for what, and never in a case of his own."""

import json
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from approvals.models import Delegation, InboxEntry
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.organisation import organisation_in_force
from approvals.services import look_after_people as looking
from approvals.services.delegations import end_delegation, give_delegation
from approvals.services.look_after_people import look_after_people
from approvals.services.raise_revision import raise_revision
from forms.spec import Text
from tests.database.approvals.test_circulation import act, acts, away, circulating, line, one_of, refusal, with_work
from tests.database.approvals.test_pull_up import with_pull_up
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, cast
from workflow.engine.outcome import TooLate
from workflow.models import Case, JournalEntry, UserTask
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done, Outcome
from workflow.services.hold_user_task import hold_user_task
from workflow.services.pull_back import pull_back
from workflow.services.pull_up_task import pull_up_task
from workflow.services.transfer_user_task import transfer_user_task

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()
FINANCE = "01020000"


@pytest.fixture(autouse=True)
def _world() -> None:
    looking._looked_after.clear()
    spending_world()


def given(
    principal: UUID,
    to: UUID,
    kind: str = "authority",
    *,
    since: date = DAY,
    last: date = DAY,
    procedures: tuple[str, ...] = (),
    unit: str = "",
) -> Delegation:
    found = give_delegation(
        principal=principal,
        kind=kind,
        to=f"person:{to}",
        since=since,
        last=last,
        procedures=procedures,
        unit=unit,
        now=MONDAY,
    )
    assert isinstance(found, Delegation), found
    return found


def refused(
    principal: UUID,
    to: UUID,
    kind: str = "authority",
    *,
    since: date = DAY,
    last: date = DAY,
    procedures: tuple[str, ...] = (),
    unit: str = "",
) -> str:
    found = give_delegation(
        principal=principal,
        kind=kind,
        to=f"person:{to}",
        since=since,
        last=last,
        procedures=procedures,
        unit=unit,
        now=MONDAY,
    )
    assert isinstance(found, Text)
    return found.ja


def helper() -> UUID:
    """Somebody who has nothing to do with the case."""
    return cast().decider


def test_a_delegate_has_the_work_at_once_and_the_record_names_both() -> None:
    case, people = circulating(), line()

    given(people.chief, helper())

    entry = InboxEntry.objects.get(case=case, person=helper())
    assert (entry.capacity, entry.principal) == ("proxy", people.chief)
    assert with_work(case) == {people.chief, helper()}
    acts(case, (helper(), "no_objection"))
    said = sentences(case)[-1]
    assert (said.capacity, said.principal) == ("代理", get_user_model().objects.get(uuid=people.chief).name)
    assert with_work(case) == {people.head}
    assert check_case(case) == []


def test_work_that_comes_later_reaches_the_delegate_too() -> None:
    people = line()
    given(people.head, helper())
    case = circulating()

    acts(case, (people.chief, "no_objection"))

    assert with_work(case) == {people.head, helper()}


def test_taking_it_back_takes_the_work_back() -> None:
    case, people = circulating(), line()
    delegation = given(people.chief, helper())

    assert end_delegation(delegation=delegation.pk, principal=people.chief, now=MONDAY) is None

    assert with_work(case) == {people.chief}
    assert "担当ではありません" in refusal(act(case, helper(), "no_objection"))


def test_a_delegation_that_ended_in_between_decides_nothing() -> None:
    case, people = circulating(), line()
    given(people.chief, helper())
    Delegation.objects.update(until=DAY, since=DAY - timedelta(days=1))
    raise_revision()

    assert "代理の期間が終わった" in refusal(act(case, helper(), "no_objection"))


def test_who_acts_for_a_superior_takes_nothing_up_once_none_of_his_delegations_covers_it() -> None:
    with_pull_up()
    people = line()
    ended = given(people.head, helper())
    given(people.head, helper(), "procedures", procedures=("leave-of-absence",))
    case = circulating()
    task = UserTask.objects.get(case=case, status="open").uuid

    def takes(since: date, until: date) -> Outcome:
        Delegation.objects.filter(pk=ended.pk).update(since=since, until=until)
        raise_revision()
        return pull_up_task(task=task, person=helper(), reason="急ぐため", now=MONDAY)

    assert "代理の期間が終わった" in refusal(takes(DAY - timedelta(days=1), DAY))
    assert with_work(case) == {people.chief}
    assert isinstance(takes(DAY, DAY + timedelta(days=1)), Done)
    assert with_work(case) == {people.head, helper()}
    acts(case, (helper(), "no_objection"))
    Delegation.objects.filter(pk=ended.pk).update(since=DAY - timedelta(days=1), until=DAY)
    raise_revision()
    assert isinstance(pull_back(case=case.uuid, person=helper(), now=MONDAY), TooLate)


def test_another_delegation_between_the_same_two_does_not_stand_for_the_one_that_ended() -> None:
    case, people = circulating(), line()
    ended = given(people.chief, helper())
    given(people.chief, helper(), "procedures", procedures=("leave-of-absence",))
    Delegation.objects.filter(pk=ended.pk).update(until=DAY, since=DAY - timedelta(days=1))
    raise_revision()

    assert "代理の期間が終わった" in refusal(act(case, helper(), "no_objection"))
    task = UserTask.objects.get(case=case, status="open").uuid
    handed = transfer_user_task(task=task, person=helper(), to=cast().decider, reason="任せる", now=MONDAY)
    assert "代理の期間が終わった" in refusal(handed)
    assert "代理の期間が終わった" in refusal(hold_user_task(task=task, person=helper(), keep=True, now=MONDAY))


def test_the_first_round_of_the_day_after_takes_the_work_back_and_of_the_first_day_gives_it() -> None:
    case, people = circulating(), line()
    given(people.chief, helper(), since=DAY + timedelta(days=1), last=DAY + timedelta(days=1))
    assert with_work(case) == {people.chief}

    look_after_people(now=MONDAY + timedelta(days=1))
    assert with_work(case) == {people.chief, helper()}
    look_after_people(now=MONDAY + timedelta(days=2))
    assert with_work(case) == {people.chief}


def test_a_delegation_for_absences_holds_only_while_the_absence_is_registered() -> None:
    case, people = circulating(), line()
    given(people.chief, helper(), "absence", last=DAY + timedelta(days=60))
    assert with_work(case) == {people.chief}

    away(people.chief)

    assert with_work(case) == {people.chief, helper()}


def test_a_delegation_for_certain_procedures_covers_no_other_and_no_decision() -> None:
    people = line()
    given(people.chief, helper(), "procedures", procedures=("leave-of-absence",))
    given(people.director, helper(), "procedures", procedures=(SPENDING,))

    case = circulating()
    assert with_work(case) == {people.chief}
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))

    assert with_work(case) == {people.director}


def test_one_of_authority_decides_but_not_a_raised_matter() -> None:
    people = line()
    given(people.director, helper())
    case = circulating()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))

    acts(case, (helper(), "decide"))

    decision = case.state["decision"]
    assert (decision["person"], decision["capacity"]) == (str(helper()), "proxy")


def test_a_delegation_limited_to_one_unit_covers_no_other() -> None:
    people = line()
    wanted = refused(people.chief, helper(), unit="01020000")
    assert "いません" in wanted


def test_a_delegate_of_a_delegate_has_nothing() -> None:
    people, other = line(), cast().examiner
    given(people.chief, helper())
    given(helper(), other)

    case = circulating()

    assert with_work(case) == {people.chief, helper()}


def test_rings_oneself_and_nobody_are_refused() -> None:
    people, other = line(), cast().examiner
    given(people.chief, helper())
    given(helper(), other)

    assert "輪" in refused(helper(), people.chief)
    assert "輪" in refused(other, people.chief)
    assert "自分自身" in refused(people.chief, people.chief)
    assert "いません" in refused(people.chief, UUID(int=7))
    assert "日" in refused(people.chief, other, last=DAY - timedelta(days=1))
    assert "手続" in refused(people.chief, other, "procedures")


@pytest.mark.django_db(transaction=True)
def test_of_two_delegations_that_make_a_ring_one_is_refused() -> None:
    people, start = line(), Barrier(2)
    found: list[object] = []

    def give(principal: UUID, to: UUID) -> None:
        start.wait()
        found.append(
            give_delegation(principal=principal, kind="authority", to=f"person:{to}", since=DAY, last=DAY, now=MONDAY)
        )
        connection.close()

    both = [
        Thread(target=give, args=(people.chief, helper())),
        Thread(target=give, args=(helper(), people.chief)),
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(type(each).__name__ for each in found) == ["Delegation", "Text"]


def test_nobody_acts_by_delegation_in_a_case_of_his_own() -> None:
    people = line()
    given(people.chief, people.drafter)
    given(people.head, people.drafter)
    given(people.director, people.drafter)

    case = circulating()
    assert people.drafter not in with_work(case)
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))

    assert with_work(case) == {people.director}
    assert "担当" in refusal(act(case, people.drafter, "decide"))


def test_the_journal_of_the_organisation_names_every_delegation() -> None:
    people = line()
    delegation = given(people.chief, helper())
    end_delegation(delegation=delegation.pk, principal=people.chief, now=MONDAY)

    entries = JournalEntry.objects.filter(kind="organisation", event__startswith="delegation").order_by("seq")
    assert [entry.event for entry in entries] == ["delegation_given", "delegation_ended"]
    assert json.loads(bytes(entries[0].payload.body))["to"] == f"person:{helper()}"


def next_days() -> tuple[str, str]:
    """As somebody types them; midnight may come before they are sent."""
    today = timezone.localdate()
    return today.isoformat(), (today + timedelta(days=1)).isoformat()


def test_a_person_gives_and_ends_it_on_a_page_and_bad_input_loses_nothing(client: Client) -> None:
    people = line()
    client.force_login(get_user_model().objects.get(uuid=people.chief))
    number = get_user_model().objects.get(uuid=helper()).staff_number
    today, tomorrow = next_days()
    sent = {"kind": "authority", "target": "person", "name": "見つからない", "since": today, "last": tomorrow}

    wrong = client.post("/delegations/", sent)
    assert (wrong.status_code, "見つからない" in wrong.content.decode()) == (422, True)
    assert client.post("/delegations/", {**sent, "last": "きのう\0"}).status_code == 422
    assert client.post("/delegations/", {**sent, "name": number}).status_code == 302

    row = Delegation.objects.get()
    assert "不在と代理" in client.get("/delegations/").content.decode()
    client.force_login(get_user_model().objects.get(uuid=helper()))
    assert "権限代理" in client.get("/delegations/").content.decode()
    client.post(f"/delegations/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ended_at is None


def test_a_part_of_a_name_is_asked_back_and_what_is_chosen_counts(client: Client) -> None:
    people, name = line(), get_user_model().objects.get(uuid=helper()).name
    client.force_login(get_user_model().objects.get(uuid=people.chief))
    today, tomorrow = next_days()
    unit = organisation_in_force().main_posting(str(helper()), DAY)
    assert unit is not None
    typed = f"{name[:2]} {organisation_in_force().units[unit.unit].name[:2]}"
    sent = {"kind": "authority", "target": "person", "name": typed, "since": today, "last": tomorrow}

    asked = client.post("/delegations/", sent).content.decode()
    assert f'value="person:{helper()}"' in asked and "どれを指しますか" in asked
    assert not Delegation.objects.exists()
    other = client.post("/delegations/", {**sent, "to": f"person:{people.head}", "name": name[:2] + "ならない"})
    assert other.status_code == 422
    assert client.post("/delegations/", {**sent, "to": f"person:{helper()}"}).status_code == 302

    assert Delegation.objects.get().to == f"person:{helper()}"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"last": "2020-01-01"}, "始まりの日より前"),
        ({"since": "2020-01-01", "last": "2020-01-02"}, "もう過ぎています"),
        ({"kind": ""}, "種類を選んで"),
        ({"reason": "急\u0007ぐ"}, "制御文字"),
        ({"reason": "急" * 101}, "100文字まで"),
        ({"unit": "99"}, "就いていません"),
        ({"name": " "}, "名前を書いて"),
    ],
)
def test_the_page_says_what_exactly_is_wrong(client: Client, wrong: dict[str, str], told: str) -> None:
    client.force_login(get_user_model().objects.get(uuid=line().chief))
    (today, tomorrow), number = next_days(), get_user_model().objects.get(uuid=helper()).staff_number
    sent = {"kind": "authority", "target": "person", "name": number, "since": today, "last": tomorrow}

    answer = client.post("/delegations/", {**sent, **wrong})

    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_the_inbox_says_for_whom(client: Client) -> None:
    case, people = circulating(), line()
    given(people.chief, helper())
    client.force_login(get_user_model().objects.get(uuid=helper()))

    shown = client.get("/inbox/").content.decode()

    assert case.number in shown
    assert get_user_model().objects.get(uuid=people.chief).name in shown


def test_an_act_by_a_delegate_keeps_to_the_case_it_was_given_for() -> None:
    first, people = circulating(), line()
    given(people.chief, helper())
    second = circulating()

    assert isinstance(act(first, helper(), "no_objection"), Done)

    assert Case.objects.get(uuid=second.uuid).state["tasks"]
    assert with_work(second) == {people.chief, helper()}
