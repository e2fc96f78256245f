"""追加: the drafter puts people on the route, and takes them off again until others rely on them."""

from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from approvals.selectors.journal_sentences import sentences
from integrations.models import Notice
from meguro_platform.services.access_tokens import issue_token
from tests.database.approvals.test_circulation import acts, circulating, line, one_of, with_work
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, cast, publish
from workflow.models import UserTask
from workflow.selectors.journal import check_case
from workflow.services.add_to_route import add_to_route
from workflow.services.dispatch import Done

pytestmark = pytest.mark.django_db
FINANCE = "01020000"


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


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
