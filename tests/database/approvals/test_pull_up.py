"""引上げ: whoever stands above takes a matter up before those below have acted, and they look later."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from approvals.models import LaterView
from approvals.selectors.journal_sentences import sentences
from approvals.services.set_absence import set_absence
from tests.database.approvals.test_circulation import acts, circulating, line, one_of, with_work
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, publish
from workflow.engine.outcome import Refused
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done
from workflow.services.pull_up_task import pull_up_task
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
FINANCE = "01020000"


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


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
