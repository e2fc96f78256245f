"""Acts beside the verdicts: taking back inside a 回議, asking for it, and what people are told of an end."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from approvals.models import LaterView
from approvals.selectors.journal_sentences import sentences
from approvals.services.set_absence import set_absence
from integrations.models import Notice
from meguro_platform.selectors.audit_cases import Search, find_cases
from meguro_platform.services.access_tokens import issue_token
from tests.database.approvals.test_circulation import act, acts, circulating, line, one_of, refusal, with_work
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, cast, publish
from workflow.engine.outcome import Refused, TooLate
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.add_to_route import add_to_route
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.pull_back import pull_back
from workflow.services.pull_up_task import pull_up_task
from workflow.services.start_case import start_case
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


def test_an_act_that_was_taken_back_leaves_the_send_back_of_others_alone() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    place = next(
        stage["place"]
        for stage in next(iter(case.state["tasks"].values()))["route"]["stages"]
        if stage["seats"][0]["person"] == str(people.head)
    )
    act(case, people.director, "send_back", place)

    assert isinstance(pull_back(case=case.uuid, person=people.director, now=MONDAY), TooLate)
    assert with_work(case) == {people.head}


def with_pull_up() -> None:
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
    text = path.read_text(encoding="utf-8").replace("審議: {", "審議: {引上げ: 可, ", 1)
    assert "引上げ" in text
    publish(SPENDING, text)


def test_the_director_takes_it_up_and_those_below_look_later() -> None:
    with_pull_up()
    case, people = circulating(), line()
    task = UserTask.objects.get(case=case, status="open").uuid

    done = pull_up_task(task=task, person=people.director, reason="急ぐため", now=MONDAY)

    assert isinstance(done, Done), done
    assert {people.chief, people.head} == set(LaterView.objects.filter(case=case).values_list("person", flat=True))
    assert people.chief not in with_work(case)
    assert "引き上げました" in sentences(case)[-1].text
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"), (people.director, "decide"))
    assert case.state["decision"]["person"] == str(people.director)
    assert check_case(case) == []


def test_nobody_takes_up_what_the_definition_does_not_allow_nor_the_drafter_his_own() -> None:
    case, people = circulating(), line()
    task = UserTask.objects.get(case=case, status="open").uuid
    assert isinstance(pull_up_task(task=task, person=people.head, reason="急ぐため", now=MONDAY), Refused)

    with_pull_up()
    case = circulating()
    task = UserTask.objects.get(case=case, status="open").uuid
    assert isinstance(pull_up_task(task=task, person=people.drafter, reason="急ぐため", now=MONDAY), Refused)
    assert isinstance(pull_up_task(task=task, person=people.head, reason=" ", now=MONDAY), Refused)


def test_the_page_says_who_would_be_passed_over(client: Client) -> None:
    with_pull_up()
    case, people = circulating(), line()
    client.force_login(get_user_model().objects.get(uuid=people.head))
    task = UserTask.objects.get(case=case, status="open").uuid

    shown = client.get(f"/cases/{case.number}/").content.decode()
    assert "引き上げることができます" in shown
    assert get_user_model().objects.get(uuid=people.chief).name in shown
    client.post(f"/cases/{case.number}/tasks/{task}/pull-up/", {"reason": "急ぐため"})

    assert with_work(case) == {people.head}


@pytest.mark.parametrize(
    ("reason", "told"), [("急" * 1001, "1,000文字までに"), ("急\u0007ぐ", "制御文字"), (" ", "理由を1,000字までで")]
)
def test_a_reason_that_cannot_be_kept_is_told_and_still_there(client: Client, reason: str, told: str) -> None:
    with_pull_up()
    case, people = circulating(), line()
    client.force_login(get_user_model().objects.get(uuid=people.head))
    task = UserTask.objects.get(case=case, status="open").uuid
    before = with_work(case)

    answer = client.post(f"/cases/{case.number}/tasks/{task}/pull-up/", {"reason": reason})

    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and f'value="{reason.strip()}"' in page
    assert with_work(case) == before


def training(**answers: str) -> Case:
    """A journey to a training, submitted: the chief of the subsection has it."""
    publish("training-dispatch")
    said = {"purpose": "電算研修", "place": "千葉市", "leaves_at": "2026-05-20T08:30", "returns_at": "2026-05-20T18:00"}
    drafter = line().drafter
    started = start_case(
        procedure="training-dispatch",
        applicant=drafter,
        person=drafter,
        answers={**said, "overnight": "いいえ", "estimate": "3千円", **answers},
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    return Case.objects.get(uuid=started.result["case"])


def test_a_superior_finds_and_takes_a_step_that_stands_alone_and_the_passed_over_looks_later(client: Client) -> None:
    case, people = training(), line()
    client.force_login(get_user_model().objects.get(uuid=people.director))
    task = UserTask.objects.get(case=case, status="open").uuid
    address = f"/cases/{case.number}/"

    assert get_user_model().objects.get(uuid=people.chief).name in client.get(address).content.decode()
    answer = client.post(f"{address}tasks/{task}/pull-up/", {"reason": "急ぐため"})

    assert answer.status_code == 302
    assert with_work(case) == {people.director}
    later = LaterView.objects.get(case=case)
    assert (later.person, later.reason) == (people.chief, "pulled_up")
    acts(case, (people.director, "no_objection"))
    assert case.state["passed"][-1]["actor"]["capacity"] == "pull_up"
    assert check_case(case) == []


def test_a_routine_decision_of_a_deputy_leaves_no_look_owed_and_the_record_says_so(client: Client) -> None:
    case, people = training(), line()
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    acts(case, (people.chief, "no_objection"))
    (deputy,) = with_work(case)
    client.force_login(get_user_model().objects.get(uuid=deputy))

    assert "後閲は要りません" in client.get(f"/cases/{case.number}/").content.decode()
    acts(case, (deputy, "decide"))

    assert not LaterView.objects.filter(case=case).exists()
    assert any("後閲免除" in each.text for each in sentences(case))
    assert check_case(case) == []


def with_additions() -> None:
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
    text = path.read_text(encoding="utf-8").replace("    審議: {", "    追加: {協議: 1人まで}\n    審議: {", 1)
    assert "追加" in text
    publish(SPENDING, text)


def test_the_drafter_puts_somebody_on_the_route_whom_the_decision_waits_for(client: Client) -> None:
    with_additions()
    case, people = circulating(), line()
    adviser = get_user_model().objects.get(uuid=cast().decider)
    client.force_login(get_user_model().objects.get(uuid=people.drafter))
    task = UserTask.objects.get(case=case, status="open").uuid
    address = f"/cases/{case.number}/tasks/{task}/people/"

    assert address in client.get(f"/cases/{case.number}/").content.decode()
    assert "あと1人まで" in client.get(address).content.decode()
    unknown = client.post(address, {"stage": "consult", "to": "だれか", "reason": "関わりが深いため"})
    assert unknown.status_code == 422 and "関わりが深いため" in unknown.content.decode()
    assert client.post(address, {"stage": "consult", "to": adviser.staff_number, "reason": ""}).status_code == 422
    himself = get_user_model().objects.get(uuid=people.drafter).staff_number
    own = client.post(address, {"stage": "consult", "to": himself, "reason": "関わりが深いため"})
    assert own.status_code == 422 and "自分の案件の経路に入れません" in own.content.decode()
    sent = {
        "stage": "consult",
        "to": f"{adviser.staff_number} {adviser.name}（だれでも）",
        "reason": "関わりが深いため",
    }
    assert client.post(address, sent).status_code == 302

    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    assert adviser.uuid in with_work(case)
    assert any("経路に人を加えました" in each.text for each in sentences(case))
    acts(case, (one_of(FINANCE), "agree"))
    assert address not in client.get(f"/cases/{case.number}/").content.decode()
    client.force_login(get_user_model().objects.get(uuid=people.head))
    assert client.post(address, sent).status_code == 422
    assert check_case(case) == []


def test_whom_the_drafter_added_he_takes_off_again_and_that_person_is_told_why(client: Client) -> None:
    with_additions()
    case, people = circulating(), line()
    adviser = get_user_model().objects.get(uuid=cast().decider)
    task = UserTask.objects.get(case=case, status="open").uuid
    added = add_to_route(
        task=task, person=people.drafter, to=adviser.uuid, stage="consult", reason="関わりが深いため", now=MONDAY
    )
    assert isinstance(added, Done), added
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    assert adviser.uuid in with_work(case)
    client.force_login(get_user_model().objects.get(uuid=people.drafter))
    page = f"/cases/{case.number}/tasks/{task}/people/"

    assert "足した人を外す" in client.get(page).content.decode()
    for sent in ({"whom": "x", "reason": "不要"}, {"whom": str(adviser.uuid), "reason": " "}):
        answer = client.post(f"{page}off/", sent)
        assert answer.status_code == 422 and sent["reason"].strip() in answer.content.decode()
    gone = client.post(f"{page}off/", {"whom": str(adviser.uuid), "reason": "別の課に確かめたため"})

    assert gone.status_code == 302
    assert adviser.uuid not in with_work(case) and with_work(case)
    last = sentences(case)[-1]
    assert "経路から外しました" in last.text and last.comment == "別の課に確かめたため"
    told = Notice.objects.get(case=case, person=adviser)
    assert "外れました" in told.subject and "別の課に確かめたため" in told.text
    case.refresh_from_db()
    assert check_case(case) == []


def test_programs_put_people_on_the_route_and_take_them_off_as_the_page_does(client: Client) -> None:
    with_additions()
    case, people = circulating(), line()
    adviser = get_user_model().objects.get(uuid=cast().decider)
    task = UserTask.objects.get(case=case, status="open").uuid

    def ask(person: UUID, way: str, key: str = "", **body: str) -> int:
        headers = {"Authorization": f"Bearer {issue_token(person=person, now=MONDAY)}", "Idempotency-Key": key}
        with time_machine.travel(MONDAY, tick=False):
            answer = client.post(
                f"/api/v1/tasks/{task}/people/{way}", body, content_type="application/json", headers=headers
            )
        return answer.status_code

    said = {"to": adviser.staff_number, "comment": "関わりが深いため"}
    assert ask(people.drafter, "", "a1", stage="consult", **said) == 200
    assert ask(people.drafter, "", "a1", stage="consult", **said) == 200
    assert ask(people.drafter, "", "a1", stage="examine", **said) == 422
    assert ask(people.drafter, "", stage="consult", to="000000", comment="x") == 422
    assert ask(people.chief, "off/", **said) == 403
    assert ask(adviser.uuid, "off/", **said) == 403
    assert ask(people.drafter, "off/", to=adviser.staff_number, comment="") == 422
    assert ask(people.drafter, "off/", **said) == 200
    assert ask(people.drafter, "off/", **said) == 422

    case.refresh_from_db()
    assert str(adviser.uuid) not in str(next(iter(case.state["tasks"].values()))["route"]["stages"])
    assert check_case(case) == []


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
