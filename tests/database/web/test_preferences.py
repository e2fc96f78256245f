"""Text size, language and keys are kept per person."""

import pytest
from django.test import Client

from meguro_platform.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanako(client: Client) -> User:
    person = User.objects.create_user(staff_number="00123456", name="佐藤 彩")
    client.force_login(person)
    return person


def test_the_text_size_follows_the_person(client: Client, hanako: User) -> None:
    client.post("/preferences/text-size/", {"text_size": "large"})

    hanako.refresh_from_db()
    assert hanako.text_size == "large"
    assert 'id="ts-large" aria-label="とても大きい" checked' in client.get("/").content.decode()


def test_without_a_page_change_the_text_size_is_kept_silently(client: Client, hanako: User) -> None:
    answer = client.post("/preferences/text-size/", {"text_size": "medium"}, headers={"HX-Request": "true"})

    assert answer.status_code == 204


def test_a_text_size_that_does_not_exist_is_refused(client: Client, hanako: User) -> None:
    assert client.post("/preferences/text-size/", {"text_size": "\0"}).status_code == 400


def test_the_pages_speak_the_persons_language(client: Client, hanako: User) -> None:
    client.post("/preferences/language/", {"language": "en", "next": "/parts/"})

    page = client.get("/").content.decode()

    assert '<html lang="en">' in page
    assert "Skip to the content" in page


def test_the_language_of_the_browser_does_not_count(client: Client, hanako: User) -> None:
    page = client.get("/", headers={"Accept-Language": "en"})

    assert (page["Content-Language"], "本文へ進む" in page.content.decode()) == ("ja", True)


def test_somebody_who_has_not_logged_in_may_choose_the_language(client: Client) -> None:
    client.post("/preferences/language/", {"language": "en", "next": "/login/"})

    assert "Who do you want to be?" in client.get("/login/").content.decode()


def test_single_key_shortcuts_can_be_switched_off(client: Client, hanako: User) -> None:
    client.post("/preferences/single-keys/", {"single_keys": "off"})

    assert 'data-keys="off"' in client.get("/").content.decode()
