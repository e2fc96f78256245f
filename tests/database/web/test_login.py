"""Logging in and out."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from meguro_platform.models import User

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 9, 3, tzinfo=UTC)


@pytest.fixture
def hanako() -> User:
    return User.objects.create_user(staff_number="00123456", name="佐藤 彩", kana="サトウ アヤ", password="桜が咲いた")


def test_a_stranger_is_sent_to_the_log_in(client: Client) -> None:
    answer = client.get("/parts/")

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/parts/")


def test_in_the_demo_one_becomes_the_person_one_chooses(client: Client, hanako: User) -> None:
    answer = client.post("/login/", {"staff_number": hanako.staff_number, "next": "/parts/"})

    assert (answer["Location"], client.session["_auth_user_id"]) == ("/parts/", str(hanako.pk))


def test_a_person_who_left_cant_be_chosen(client: Client, hanako: User) -> None:
    User.objects.filter(pk=hanako.pk).update(is_active=False)

    answer = client.post("/login/", {"staff_number": hanako.staff_number})

    assert (answer.status_code, "_auth_user_id" in client.session) == (403, False)


def test_the_log_in_never_leads_to_another_site(client: Client, hanako: User) -> None:
    answer = client.post("/login/", {"staff_number": hanako.staff_number, "next": "https://example.com/"})

    assert answer["Location"] == "/"


def test_people_are_found_by_a_part_of_the_name(client: Client, hanako: User) -> None:
    answer = client.get("/login/", {"q": "彩"})

    assert hanako.staff_number in answer.content.decode()


@pytest.mark.parametrize("password", ["", "桜が散った", "\0"])
def test_outside_the_demo_a_wrong_password_says_so(
    client: Client, hanako: User, settings: Settings, password: str
) -> None:
    settings.DEMO = False

    answer = client.post("/login/", {"staff_number": hanako.staff_number, "password": password})

    assert answer.status_code == 422
    assert "職員番号かパスワードがちがいます。" in answer.content.decode()


def test_outside_the_demo_the_password_is_needed(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False

    client.post("/login/", {"staff_number": hanako.staff_number, "password": "桜が咲いた"})

    assert client.session["_auth_user_id"] == str(hanako.pk)


def guess(
    client: Client, person: User, times: int, address: str = "10.0.0.1", headers: dict[str, str] | None = None
) -> int:
    """The status of the last answer."""
    sent = {"staff_number": person.staff_number, "password": "桜が散った"}
    for _ in range(times):
        answer = client.post("/login/", sent, REMOTE_ADDR=address, headers=headers)
    return answer.status_code


def test_who_guesses_waits_even_with_the_right_password(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    guess(client, hanako, 10)

    answer = client.post(
        "/login/", {"staff_number": hanako.staff_number, "password": "桜が咲いた"}, REMOTE_ADDR="10.0.0.1"
    )

    assert (answer.status_code, "_auth_user_id" in client.session) == (429, False)
    assert "15分待ってください" in answer.content.decode()


def test_nine_wrong_passwords_are_forgiven(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False

    assert guess(client, hanako, 9) == 422

    client.post("/login/", {"staff_number": hanako.staff_number, "password": "桜が咲いた"}, REMOTE_ADDR="10.0.0.1")
    assert client.session["_auth_user_id"] == str(hanako.pk)


def test_who_guesses_locks_nobody_out_elsewhere(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    guess(client, hanako, 11)

    client.post("/login/", {"staff_number": hanako.staff_number, "password": "桜が咲いた"}, REMOTE_ADDR="10.0.0.2")

    assert client.session["_auth_user_id"] == str(hanako.pk)


def test_behind_a_proxy_machines_are_counted_apart(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO, settings.PROXIES = False, [ip_network("10.9.0.0/24")]
    sent = {"staff_number": hanako.staff_number, "password": "桜が咲いた"}
    guess(client, hanako, 11, "10.9.0.1", {"X-Forwarded-For": "10.0.0.1"})

    here = client.post("/login/", sent, REMOTE_ADDR="10.9.0.2", headers={"X-Forwarded-For": "10.0.0.2, 10.0.0.1"})
    there = client.post("/login/", sent, REMOTE_ADDR="10.9.0.1", headers={"X-Forwarded-For": "10.0.0.2, 10.9.0.2"})

    assert (here.status_code, there.status_code) == (429, 302)


def test_whoever_is_no_proxy_cant_choose_an_address(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    for number in range(10):
        guess(client, hanako, 1, "10.0.0.1", {"X-Forwarded-For": f"10.7.0.{number}"})

    assert guess(client, hanako, 1, "10.0.0.1", {"X-Forwarded-For": "10.7.1.0"}) == 429


def test_after_a_quarter_of_an_hour_one_may_try_again(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    with time_machine.travel(NOON, tick=False) as clock:
        guess(client, hanako, 10)
        clock.shift(timedelta(minutes=16))

        client.post("/login/", {"staff_number": hanako.staff_number, "password": "桜が咲いた"}, REMOTE_ADDR="10.0.0.1")

    assert "_auth_user_id" in client.session


def test_outside_the_demo_nobody_sees_the_page_of_parts(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    client.force_login(hanako)

    assert client.get("/parts/").status_code == 404


def test_after_logging_out_pages_are_closed_again(client: Client, hanako: User) -> None:
    client.force_login(hanako)

    client.post("/logout/")

    assert client.get("/").status_code == 302


def test_a_part_of_a_page_leads_the_whole_page_to_the_log_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://ward.example/parts/?row=3"}

    answer = client.get("/parts/", headers=headers)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login/?next=%2Fparts%2F%3Frow%3D3")


def test_an_address_that_is_none_leads_to_the_log_in_all_the_same(client: Client) -> None:
    answer = client.get("/parts/", headers={"HX-Request": "true", "HX-Current-URL": "http://[parts"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login/?next=")


def test_what_was_sent_after_the_session_leads_back_to_its_page_and_says_so(client: Client) -> None:
    page = {"Referer": "http://testserver/cases/2026-000001/?ask=withdraw"}

    answer = client.post("/cases/2026-000001/withdraw/", headers=page)

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=%2Fcases%2F2026-000001%2F%3Fask%3Dwithdraw")
    assert "送ったものは記録していません" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_a_staff_number_of_nul_is_nobodys(client: Client, hanako: User, settings: Settings, demo: bool) -> None:
    settings.DEMO = demo

    answer = client.post("/login/", {"staff_number": "\0", "password": "x"})

    assert answer.status_code == (403 if demo else 422)


@pytest.mark.parametrize("demo", [True, False])
def test_a_staff_number_that_has_no_end_is_nobodys(
    client: Client, hanako: User, settings: Settings, demo: bool
) -> None:
    settings.DEMO = demo

    answer = client.post("/login/", {"staff_number": "1" * 300, "password": "x"})

    assert answer.status_code == (403 if demo else 422)


def spray(people: int, times: int = 1) -> None:
    """Somebody at 10.0.0.1 tries a password for many staff numbers."""
    for number in range(people):
        for _ in range(times):
            Client().post("/login/", {"staff_number": f"9{number:07}", "password": "桜"}, REMOTE_ADDR="10.0.0.1")


def proves(client: Client, person: User, address: str = "10.0.0.1") -> int:
    """The status of logging in with the right password."""
    sent = {"staff_number": person.staff_number, "password": "桜が咲いた"}
    return client.post("/login/", sent, REMOTE_ADDR=address).status_code


def test_whoever_tries_many_staff_numbers_from_one_address_has_to_wait(hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    spray(30)

    answer = Client().post("/login/", {"staff_number": "00123456", "password": "桜が咲いた"}, REMOTE_ADDR="10.0.0.1")

    assert answer.status_code == 429
    assert "15分待つか、前にログインしたことのあるブラウザを使ってください" in answer.content.decode()


def test_an_office_that_mistypes_is_not_meant(hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    spray(29, times=3)

    assert proves(Client(), hanako) == 302


def test_whoever_mistyped_and_then_got_in_does_not_count(hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    guess(Client(), hanako, 1)
    proves(Client(), hanako)
    spray(29)

    assert proves(Client(), hanako) == 302


def test_a_browser_that_somebody_has_used_before_is_let_in_all_the_same(
    client: Client, hanako: User, settings: Settings
) -> None:
    settings.DEMO = False
    proves(client, hanako)
    client.post("/logout/")
    spray(30)

    assert (proves(client, hanako), proves(Client(), hanako)) == (302, 429)


def test_a_browser_is_known_for_whoever_used_it_and_for_nobody_else(
    client: Client, hanako: User, settings: Settings
) -> None:
    settings.DEMO = False
    other = User.objects.create_user(staff_number="00123457", name="鈴木 一郎", password="桜が咲いた")
    proves(client, hanako)
    spray(30)

    assert (proves(client, other), proves(client, hanako)) == (429, 302)


def test_a_browser_cant_say_by_itself_that_it_is_known(client: Client, hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    client.cookies["meguro_browser"] = "00123456"
    spray(30)

    assert proves(client, hanako) == 429


def test_elsewhere_everybody_gets_in_and_here_after_a_quarter_of_an_hour(hanako: User, settings: Settings) -> None:
    settings.DEMO = False
    with time_machine.travel(NOON, tick=False) as clock:
        spray(30)
        elsewhere = proves(Client(), hanako, "10.0.0.2")
        clock.shift(timedelta(minutes=16))

        assert (elsewhere, proves(Client(), hanako)) == (302, 302)
