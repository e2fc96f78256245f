"""The operator's page: a case that nobody could be found for is settled with a reason, or not at all."""

import pytest
from django.test import Client

from approvals.routing.open_route import Unassignable
from approvals.selectors.sent_back import sent_back
from approvals.services.grants import recompute_groups
from forms.spec import Text
from tests.support.card_story import a_case
from tests.support.platform_people import operator, stranger
from tests.support.ward import MONDAY, cast, load_world
from workflow.models import Case, Incident
from workflow.selectors.programs import machine_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def stuck(client: Client, monkeypatch: pytest.MonkeyPatch) -> Incident:
    """A case whose next step has nobody; the operator is logged in."""
    load_world()
    recompute_groups(now=MONDAY)
    monkeypatch.setattr("approvals.services.people_port.open_route", nobody)
    a_case(cast())
    monkeypatch.undo()
    client.force_login(operator())
    return Incident.objects.get()


def nobody(*args: object, **kwargs: object) -> object:
    """Routing that finds nobody."""
    return Unassignable(Text("職が空いています。", "The post is vacant."))


def address(incident: Incident) -> str:
    return f"/operations/{incident.pk}/"


def test_what_is_stuck_is_listed_with_what_each_way_does(client: Client, stuck: Incident) -> None:
    overview = client.get("/operations/").content.decode()
    page = client.get(address(stuck)).content.decode()

    assert stuck.case.number in overview
    assert "もう一度行います" in page
    assert "へ進みます" in page
    assert "中止" in page


@pytest.mark.parametrize("action", ["retry", "skip", "cancel"])
def test_each_way_settles_it(client: Client, stuck: Incident, action: str) -> None:
    answer = client.post(address(stuck), {"action": action, "reason": "職が埋まったため", "key": "k1"})

    assert answer.status_code == 302
    assert Incident.objects.get(pk=stuck.pk).closed_at is not None
    assert (Case.objects.get().outcome == "中止") is (action == "cancel")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"action": "retry"},
        {"action": "retry", "reason": " "},
        {"action": "burn", "reason": "理由"},
        {"action": "retry", "reason": "\0"},
        {"action": "retry", "reason": "長" * 2_001},
    ],
)
def test_without_choice_or_reason_nothing_changes(client: Client, stuck: Incident, sent: dict[str, str]) -> None:
    answer = client.post(address(stuck), sent)

    assert answer.status_code == 422
    assert Incident.objects.get(pk=stuck.pk).closed_at is None


def test_it_is_sent_back_and_whoever_did_the_step_reads_why(client: Client, stuck: Incident) -> None:
    page = client.get(address(stuck)).content.decode()

    answer = client.post(
        address(stuck),
        {
            "action": f"send_back {machine_of(stuck.case.program_hash).program.start.id}",
            "reason": "部署を直してください",
            "key": "k1",
        },
    )

    case = Case.objects.get()
    assert "「再交付申請」へ差し戻す" in page
    assert (answer.status_code, case.steps) == (302, ["再交付申請"])
    assert [each.comment for each in sent_back([case.uuid], "ja").values()] == ["部署を直してください"]


def test_it_is_not_sent_back_to_a_step_that_was_not_done(client: Client, stuck: Incident) -> None:
    answer = client.post(address(stuck), {"action": "send_back 9", "reason": "理由", "key": "k1"})

    assert answer.status_code == 422
    assert "前の手順を選んでください" in answer.content.decode()
    assert Incident.objects.get(pk=stuck.pk).closed_at is None


def test_who_comes_second_is_told_that_it_is_settled(client: Client, stuck: Incident) -> None:
    client.post(address(stuck), {"action": "retry", "reason": "一人目"})

    answer = client.post(address(stuck), {"action": "cancel", "reason": "二人目"}, follow=True)

    assert "もうほかの人が片付けました" in answer.content.decode()
    assert Case.objects.get().status == "open"


def test_nobody_else_settles(client: Client, stuck: Incident) -> None:
    client.force_login(stranger())

    assert client.get("/operations/").status_code == 403
    assert client.post(address(stuck), {"action": "cancel", "reason": "理由"}).status_code == 403
    assert Incident.objects.get(pk=stuck.pk).closed_at is None


def test_an_incident_that_is_not_there_is_not_found(client: Client, stuck: Incident) -> None:
    assert client.get("/operations/999999/").status_code == 404
    assert client.get(f"/operations/{2**70}/").status_code == 404
