"""Changing one's own password."""

import json
from typing import cast

import pytest
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client

from meguro_platform.models import User
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db
OLD, NEW = "桜が咲いた日のこと", "梅が散った朝のことでした"


@pytest.fixture
def hanako(client: Client) -> User:
    person = User.objects.create_user(staff_number="00123456", name="佐藤 彩", kana="サトウ アヤ", password=OLD)
    client.force_login(person)
    return person


def change(client: Client, old: str = OLD, new: str = NEW, again: str | None = None) -> HttpResponse:
    sent = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return cast(HttpResponse, client.post("/preferences/password/", sent, follow=True))


def test_the_new_password_opens_and_the_old_one_does_not(client: Client, hanako: User) -> None:
    page = change(client).content.decode()

    hanako.refresh_from_db()
    assert (hanako.check_password(NEW), hanako.check_password(OLD)) == (True, False)
    assert "パスワードを変えました" in page


def test_whoever_changes_it_stays_and_every_other_session_ends(client: Client, hanako: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(hanako)

    change(client)

    assert (client.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


def test_it_stands_in_the_persons_own_record_without_the_password(client: Client, hanako: User) -> None:
    change(client)

    entry = JournalEntry.objects.get(kind="person", stream=str(hanako.uuid), event="changed_password")
    assert json.loads(bytes(entry.header))["actor"]["person"] == str(hanako.uuid)
    assert bytes(entry.payload.body) == b"{}"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "ちがう"}, "元のパスワードが間違っています"),
        ({"new": "みじかい"}, "短すぎます"),
        ({"new": "738264910283"}, "数字しか使われていません"),
        ({"new": "password1234"}, "このパスワードは一般的すぎます"),
        ({"new": "職員00123456です"}, "似すぎています"),
        ({"again": "桜"}, "確認用パスワードが一致しません"),
        ({"new": ""}, "この項目は必須です"),
        ({"new": "梅が散った朝の\0ことでした"}, "パスワードは変わっていません"),
    ],
)
def test_what_does_not_do_is_said_and_nothing_changes(
    client: Client, hanako: User, sent: dict[str, str], said: str
) -> None:
    answer = change(client, **sent)

    hanako.refresh_from_db()
    assert (answer.status_code, hanako.check_password(OLD)) == (422, True)
    assert said in answer.content.decode()
    assert "パスワードは変わっていません" in answer.content.decode()


def test_the_rules_stand_at_the_field(client: Client, hanako: User) -> None:
    page = client.get("/preferences/password/").content.decode()

    assert "最低 12 文字以上必要です" in page


def test_whoever_has_no_password_has_none_to_change(client: Client) -> None:
    client.force_login(User.objects.create_user(staff_number="00123457", name="鈴木 一郎"))

    assert client.get("/preferences/password/").status_code == 403
    assert "/preferences/password/" not in client.get("/").content.decode()


def test_the_way_there_is_in_the_menu(client: Client, hanako: User) -> None:
    assert 'href="/preferences/password/"' in client.get("/").content.decode()


def test_whoever_guesses_at_a_computer_that_was_left_open_has_to_wait(client: Client, hanako: User) -> None:
    for _ in range(10):
        change(client, old="ちがう")

    answer = change(client)

    hanako.refresh_from_db()
    assert (answer.status_code, hanako.check_password(OLD)) == (429, True)
    assert "15分待ってください" in answer.content.decode()


def test_nothing_that_was_typed_is_kept_with_a_wrong_password(client: Client, hanako: User) -> None:
    change(client, old="まえのまえの言葉")

    kept = AccessAttempt.objects.get()
    assert "まえの" not in kept.post_data
    assert NEW not in kept.post_data
