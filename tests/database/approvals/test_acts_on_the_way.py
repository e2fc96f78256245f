"""Acts beside the verdicts: taking back inside a 回議, asking for it, and what people are told of an end."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from approvals.selectors.journal_sentences import sentences
from integrations.models import Notice
from meguro_platform.selectors.audit_cases import Search, find_cases
from tests.database.approvals.test_circulation import act, acts, circulating, line, one_of, refusal, with_work
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast
from workflow.engine.outcome import Refused, TooLate
from workflow.models import UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.pull_back import pull_back
from workflow.services.urge_case import urge_case
from workflow.services.withdraw_case import withdraw_case

pytestmark = pytest.mark.django_db
FINANCE, CONTRACTS = "01020000", "04030000"


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


def test_an_examiner_takes_back_what_he_did_before_anybody_acted_on_it() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"))
    assert with_work(case) == {people.head}

    assert isinstance(pull_back(case=case.uuid, person=people.chief, now=MONDAY), Done)

    assert with_work(case) == {people.chief}
    assert "引き戻しました" in sentences(case)[-1].text
    assert [found.number for found in find_cases(Search(marks=("pull_back",))).cases] == [case.number]
    told = Notice.objects.get(case=case)
    assert (told.person.uuid, told.subject) == (people.head, f"{case.number} は引き戻されました")
    acts(case, (people.chief, "with_opinion"))
    assert with_work(case) == {people.head}
    assert check_case(case) == []


def test_it_is_too_late_once_the_next_one_has_acted_and_nobody_takes_back_for_others() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"))
    assert isinstance(pull_back(case=case.uuid, person=people.head, now=MONDAY), TooLate)

    acts(case, (people.head, "no_objection"))

    assert isinstance(pull_back(case=case.uuid, person=people.chief, now=MONDAY), TooLate)
    assert isinstance(pull_back(case=case.uuid, person=people.head, now=MONDAY), Done)
    assert with_work(case) == {people.head}


def test_of_those_consulted_at_once_the_last_takes_back_and_the_others_stand() -> None:
    case, people = circulating(10_000_000, category="工事"), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    finance, contracts = one_of(FINANCE), one_of(CONTRACTS)
    acts(case, (finance, "agree"), (contracts, "agree"))

    assert isinstance(pull_back(case=case.uuid, person=finance, now=MONDAY), TooLate)
    assert isinstance(pull_back(case=case.uuid, person=contracts, now=MONDAY), Done)

    assert contracts in with_work(case)
    assert finance not in with_work(case)
    acts(case, (contracts, "agree"))
    assert with_work(case) == {people.records}


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_the_next_act_have_one_outcome() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"))
    task, start = UserTask.objects.get(case=case, status="open").uuid, Barrier(2)
    outcomes: dict[str, Outcome] = {}

    def take_back() -> None:
        start.wait()
        outcomes["back"] = pull_back(case=case.uuid, person=people.chief, now=MONDAY)
        connection.close()

    def go_on() -> None:
        start.wait()
        outcomes["on"] = complete_user_task(task=task, person=people.head, verdict="no_objection", now=MONDAY)
        connection.close()

    both = [Thread(target=take_back), Thread(target=go_on)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    done = {name for name, outcome in outcomes.items() if isinstance(outcome, Done)}
    assert len(done) == 1, outcomes
    assert (people.chief in with_work(case)) == (done == {"back"})
    case.refresh_from_db()
    assert check_case(case) == []


def test_whoever_applied_asks_for_it_and_not_again_within_four_hours() -> None:
    case, people = circulating(), line()

    assert isinstance(urge_case(case=case.uuid, person=people.drafter, now=MONDAY), Done)
    assert "4時間" in refusal(urge_case(case=case.uuid, person=people.drafter, now=MONDAY + timedelta(hours=3)))
    assert isinstance(urge_case(case=case.uuid, person=people.drafter, now=MONDAY + timedelta(hours=4)), Done)

    told = list(Notice.objects.filter(case=case).values_list("person_id", flat=True))
    assert told == [people.chief, people.chief]
    assert "催促しました" in sentences(case)[-1].text
    case.refresh_from_db()
    assert check_case(case) == []


def test_nobody_else_may_ask_for_it() -> None:
    case = circulating()

    assert isinstance(urge_case(case=case.uuid, person=cast().stranger, now=MONDAY), Refused)


def test_those_who_consented_are_told_when_it_comes_to_nothing() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    finance = one_of(FINANCE)
    acts(case, (finance, "agree"), (people.records, "proper"), (people.director, "drop"))

    told = set(Notice.objects.filter(case=case, key="ended").values_list("person_id", flat=True))
    assert {people.chief, people.head, finance, people.records} <= told
    assert "廃案" in Notice.objects.filter(case=case, key="ended")[0].text


def test_those_who_consented_are_told_when_it_is_withdrawn() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"))

    outcome = withdraw_case(case=case.uuid, person=people.drafter, now=MONDAY, comment="不要になった")

    assert isinstance(outcome, Done), outcome
    told = set(Notice.objects.filter(case=case, key="ended").values_list("person_id", flat=True))
    assert people.chief in told


def test_whoever_did_nothing_is_told_nothing_and_a_decision_needs_no_such_notice() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"), (people.director, "decide"))

    assert not Notice.objects.filter(case=case, key="ended").exists()


def test_the_page_offers_each_where_it_is_possible(client: Client) -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"))

    def shown(person: UUID) -> str:
        client.force_login(get_user_model().objects.get(uuid=person))
        return client.get(f"/cases/{case.number}/").content.decode()

    assert "催促する" in shown(people.drafter)
    assert client.post(f"/cases/{case.number}/urge/").status_code == 302
    assert "引き戻す" in shown(people.chief) or "取り消す" in shown(people.chief)
    assert "催促する" not in shown(people.head)
    refused = client.post(f"/cases/{case.number}/urge/")
    assert refused.status_code == 422 and "催促できるのは" in refused.content.decode()
    client.force_login(get_user_model().objects.get(uuid=people.chief))
    assert client.post(f"/cases/{case.number}/undo/", {"act.recall": "route"}).status_code == 302
    assert with_work(case) == {people.chief}


def test_who_sent_it_back_within_the_route_takes_that_back_and_has_it_as_before() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    place = next(
        stage["place"]
        for stage in next(iter(case.state["tasks"].values()))["route"]["stages"]
        if stage["seats"][0]["person"] == str(people.head)
    )
    act(case, people.director, "send_back", place)

    assert isinstance(pull_back(case=case.uuid, person=people.head, now=MONDAY), TooLate)
    assert isinstance(pull_back(case=case.uuid, person=people.director, now=MONDAY), Done)

    assert with_work(case) == {people.director}
    assert isinstance(pull_back(case=case.uuid, person=people.director, now=MONDAY), TooLate)


def test_a_field_offers_people_by_name_and_only_cases_that_one_may_see(client: Client) -> None:
    case, people = circulating(), line()
    chief = get_user_model().objects.get(uuid=people.chief)
    client.force_login(chief)

    assert (
        f'value="{chief.staff_number} {chief.name}（'
        in client.get("/lookup/staff/", {"x": chief.name}).content.decode()
    )
    assert "04020000 総務部人事課" in client.get("/lookup/unit/", {"x": "人事課"}).content.decode()
    assert case.number in client.get("/lookup/case/", {"x": case.number}).content.decode()
    assert client.get("/lookup/staff/", {"x": "\x00"}).content.decode().strip() == ""
    assert client.get("/lookup/case/", {"x": "\x00"}).content.decode().strip() == ""
    assert client.get("/lookup/nothing/", {"x": "a"}).status_code == 404
    client.force_login(get_user_model().objects.get(uuid=cast().decider))
    assert case.number not in client.get("/lookup/case/", {"x": case.number}).content.decode()
