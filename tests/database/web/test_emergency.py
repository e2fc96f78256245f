"""The emergency button: one press, whatever the definition says must not wait."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from meguro_platform.models import User
from tests.support.ward import Cast, cast, load_world, publish
from workflow.models import Case, DefinitionVersion, Effect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
URGENT = "/apply/id-card-reissue/urgent/"
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def hanako(client: Client, people: Cast) -> UUID:
    client.force_login(User.objects.get(uuid=people.applicant))
    return people.applicant


def a_moment_ago() -> str:
    return (timezone.localtime() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")


def test_the_portal_and_the_catalogue_begin_with_it(client: Client, hanako: UUID) -> None:
    for address in ("/", "/apply/", "/apply/id-card-reissue/"):
        page = client.get(address).content.decode()
        assert "職員証を失くした・盗まれた" in page
        assert URGENT in page
        assert "取り消せません" in page


def test_it_asks_for_nothing_but_what_the_definition_still_requires(client: Client, hanako: UUID) -> None:
    page = client.get(URGENT).content.decode()

    assert 'name="noticed_at"' in page
    assert page.count('class="field"') == 1
    assert page.count('name=":cause"') == 2
    assert "止めた証は、見つかっても使えるようには戻らない" in page


@pytest.mark.parametrize("cause", ["LOST", "STOLEN"])
def test_one_press_asks_for_the_stop_and_opens_the_case(client: Client, hanako: UUID, cause: str) -> None:
    answer = client.post(URGENT, {":cause": cause, "noticed_at": a_moment_ago(), ":key": KEY})

    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    assert case.state["answers"]["reason"] == cause
    assert case.state["answers"]["stop_first"] is True
    assert Effect.objects.get().operation == "入退室.証の停止"
    assert "次は「残りの記入」です" in client.get(answer["Location"]).content.decode()


def test_pressing_twice_stops_once(client: Client, hanako: UUID) -> None:
    sent = {":cause": "LOST", "noticed_at": a_moment_ago(), ":key": KEY}

    first, second = client.post(URGENT, sent), client.post(URGENT, sent)

    assert first["Location"] == second["Location"]
    assert Effect.objects.count() == 1


def test_what_can_not_be_is_said_beside_the_field(client: Client, hanako: UUID) -> None:
    later = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")

    answer = client.post(URGENT, {":cause": "LOST", "noticed_at": later, ":key": KEY})

    assert answer.status_code == 422
    assert "先の日時は書けません" in answer.content.decode()
    assert later in answer.content.decode()


@pytest.mark.parametrize("noticed_at", ["", "\0", "きのう", "x" * 10_000])
def test_a_time_that_can_not_be_read_comes_back(client: Client, hanako: UUID, noticed_at: str) -> None:
    answer = client.post(URGENT, {":cause": "LOST", "noticed_at": noticed_at, ":key": KEY})

    assert answer.status_code == 422
    assert 'id="f-noticed_at-error"' in answer.content.decode()


@pytest.mark.parametrize("cause", ["EXPIRED", "DAMAGED", "\0"])
def test_another_cause_starts_nothing(client: Client, hanako: UUID, cause: str) -> None:
    answer = client.post(URGENT, {":cause": cause, "noticed_at": a_moment_ago(), ":key": KEY})

    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_procedure_without_an_urgent_call_has_no_emergency(client: Client, hanako: UUID) -> None:
    assert client.get("/apply/leave-of-absence/urgent/").status_code == 404


def test_it_goes_when_the_definition_no_longer_says_urgent(client: Client, hanako: UUID) -> None:
    text = DefinitionVersion.objects.get(procedure__key="id-card-reissue").source
    publish("id-card-reissue", text.replace(", 外へ: はい, 緊急: はい", ""))

    assert URGENT not in client.get("/").content.decode()
    assert client.get(URGENT).status_code == 404


def test_whoever_takes_the_call_presses_for_the_owner(client: Client, people: Cast) -> None:
    client.force_login(User.objects.get(uuid=people.examiner))
    for_other = {":cause": "STOLEN", ":applicant": str(people.applicant), "noticed_at": a_moment_ago(), ":key": KEY}

    client.post(URGENT, for_other)

    case = Case.objects.get()
    assert (case.applicant, case.typist) == (people.applicant, people.examiner)


def test_nobody_else_presses_for_another(client: Client, hanako: UUID, people: Cast) -> None:
    answer = client.post(URGENT, {":cause": "LOST", ":applicant": str(people.head), "noticed_at": a_moment_ago()})

    assert answer.status_code == 403
    assert not Case.objects.exists()
