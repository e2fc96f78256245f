"""Mails about new work: by each one's choice, to a real SMTP server, and never a word about anybody."""

import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from meguro_platform.management.commands.sweep import fire_due_timers
from meguro_platform.models import MailChoice
from meguro_platform.services import mail_notices as mail_services
from meguro_platform.services.mail_notices import choose_mail, mail_notices
from meguro_platform.wiring import office
from tests.database.approvals.test_circulation import acts, away, circulating, line, one_of
from tests.support.card_story import examined
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast
from workflow.services.dispatch import Done
from workflow.services.urge_case import urge_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


class Post:
    """A server that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    spending_world()
    mail_services._away.clear()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_DOMAINS = ["ward.example"]
    yield kept
    controller.stop()


def chosen(person: UUID, how: str, address: str = "staff@ward.example", now: datetime = MONDAY) -> object:
    return choose_mail(person=person, how=how, address=address, now=now, calendar=office().calendar)


def sent(now: datetime) -> int:
    return mail_notices(now=now, calendar=office().calendar)


def written(mail: EmailMessage) -> str:
    """Everything of a mail but whom it is for."""
    return "\n".join([*(f"{key}: {value}" for key, value in mail.items() if key != "To"), str(mail.get_content())])


def test_at_once_tells_how_much_came_and_nothing_of_anybody(post: Post) -> None:
    people = line()
    chosen(people.chief, "at_once")
    case = circulating()

    assert sent(MONDAY + timedelta(minutes=2)) == 1

    (mail,) = post.mails
    text = str(mail["subject"]) + str(mail.get_content())
    assert (str(mail["to"]), "処理待ち 1件" in text) == ("staff@ward.example", True)
    names = set(get_user_model().objects.values_list("name", flat=True))
    assert not [name for name in names if name in text]
    assert case.number not in text
    assert "清掃" not in text


def test_nothing_is_told_twice_and_nothing_when_nothing_came(post: Post) -> None:
    people = line()
    chosen(people.chief, "at_once")
    circulating()
    sent(MONDAY + timedelta(minutes=2))

    assert sent(MONDAY + timedelta(minutes=4)) == 0
    circulating()
    assert sent(MONDAY + timedelta(minutes=6)) == 1
    assert "処理待ち 1件" in str(post.mails[-1]["subject"])


def test_a_digest_comes_once_on_the_next_working_day(post: Post) -> None:
    people = line()
    friday = datetime(2026, 5, 15, 1, 0, tzinfo=UTC)
    chosen(people.chief, "digest", now=friday)
    circulating()
    circulating()

    assert sent(friday + timedelta(days=1)) == 0
    assert sent(friday + timedelta(days=2)) == 0
    assert sent(datetime(2026, 5, 17, 23, 31, tzinfo=UTC)) == 1
    assert "処理待ち 2件" in str(post.mails[0]["subject"])


def test_work_that_was_done_before_the_digest_is_not_told(post: Post) -> None:
    people = line()
    chosen(people.chief, "digest")
    acts(circulating(), (people.chief, "no_objection"))

    assert sent(MONDAY + timedelta(days=1)) == 0


def test_a_server_that_is_away_is_tried_again_and_nothing_is_lost(post: Post, settings: Settings) -> None:
    people, port = line(), settings.EMAIL_PORT
    chosen(people.chief, "at_once")
    circulating()
    settings.EMAIL_PORT = 9
    assert sent(MONDAY + timedelta(minutes=2)) == 0

    settings.EMAIL_PORT = port
    assert sent(MONDAY + timedelta(minutes=3)) == 0
    assert sent(MONDAY + timedelta(minutes=8)) == 1


def test_a_server_that_is_away_is_asked_once_and_not_for_each_mail(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    people, tried = line(), list[str]()
    for person in (people.chief, people.head):
        chosen(person, "at_once")
    acts(circulating(), (people.chief, "no_objection"))
    circulating()

    def silent(mail: object) -> None:
        tried.append("")
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", silent)
    for minutes in (2, 3, 4):
        assert sent(MONDAY + timedelta(minutes=minutes)) == 0

    assert len(tried) == 1
    assert "TimeoutError" in caplog.text


def test_a_mail_that_is_refused_keeps_no_other_from_being_sent(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    people, tried = line(), list[str]()
    for person in (people.chief, people.head):
        chosen(person, "at_once")
    acts(circulating(), (people.chief, "no_objection"))
    circulating()

    def picky(mail: object) -> None:
        tried.append("")
        if len(tried) == 1:
            raise SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", picky)

    assert sent(MONDAY + timedelta(minutes=2)) == 1
    assert len(tried) == 2


def test_without_a_server_or_a_choice_nobody_gets_any(post: Post, settings: Settings) -> None:
    people = line()
    circulating()
    assert sent(MONDAY + timedelta(days=1)) == 0
    chosen(people.chief, "at_once")
    circulating()
    settings.EMAIL_HOST = ""
    assert sent(MONDAY + timedelta(days=1)) == 0


def test_a_person_chooses_in_the_menu_and_a_foreign_address_is_refused(post: Post, client: Client) -> None:
    people = line()
    client.force_login(get_user_model().objects.get(uuid=people.chief))

    client.post("/preferences/mail/", {"how": "at_once", "address": "me@elsewhere.example"})
    assert not MailChoice.objects.exists()
    client.post("/preferences/mail/", {"how": "digest", "address": "me@ward.example"})
    assert MailChoice.objects.get().how == "digest"
    client.post("/preferences/mail/", {"how": ""})
    assert not MailChoice.objects.exists()


def test_no_mail_about_anything_that_happens_says_a_name_a_number_or_an_amount(post: Post) -> None:
    people, parts = line(), cast()
    finance = one_of("01020000")
    for person in {*vars(people).values(), parts.applicant, parts.head, parts.examiner, parts.decider, finance}:
        chosen(person, "at_once")
    away(people.director)
    case, card, at = circulating(8_765_432), examined(parts), MONDAY + timedelta(days=14)
    assert isinstance(urge_case(case=case.uuid, person=people.drafter, now=MONDAY), Done)
    acts(case, (people.chief, "no_objection"), (finance, "agree"), (people.records, "proper"), (people.head, "decide"))
    circulating(8_765_432)
    fire_due_timers(at)

    assert sent(at) > 2

    told = "\n".join(written(mail) for mail in post.mails)
    people_known = get_user_model().objects.values_list("name", "kana", "staff_number")
    kept = [word for known in people_known for word in known if word]
    kept += [case.number, card.number, "8,765,432", "8765432", "清掃", "破損", "支出", "職員証", "/cases/"]
    assert "処理待ち" in told and "お知らせ" in told
    assert [word for word in kept if word in told] == []


SENTENCES = {
    "ja": (
        "電子決裁: {what}",
        "新しく届きました: {what}",
        "内容は電子決裁の画面で確かめてください。",
        "このメールの受け取り方は、画面右上の名前のメニューから変えられます。",
        {"処理待ち #件", "お知らせ #件", "処理待ち #件、お知らせ #件"},
    ),
    "en": (
        "Approvals: {what}",
        "New for you: {what}",
        "What it is about stands on the platform's pages.",
        "You change how you get these mails in the menu under your name, at the top right.",
        {
            f"{first}{second}"
            for first in ("# piece of work", "# pieces of work", "")
            for second in ("", ", # notice", ", # notices")
        }
        | {"# notice", "# notices"},
    ),
}


@pytest.mark.parametrize("how", ["at_once", "digest"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mail_is_counts_and_fixed_sentences_in_the_readers_language_and_its_link_opens(
    post: Post, settings: Settings, client: Client, language: str, how: str
) -> None:
    settings.PUBLIC_URL = "https://ward.example/"
    subject, first, second, last, whats = SENTENCES[language]
    people, parts, known = line(), cast(), get_user_model().objects
    known.update(language=language)
    for person in {*vars(people).values(), parts.applicant, parts.head, parts.examiner, parts.decider}:
        chosen(person, how, f"{known.get(uuid=person).staff_number}@ward.example")
    examined(parts)
    case, at = circulating(8_765_432), MONDAY + timedelta(days=14)
    urge_case(case=case.uuid, person=people.drafter, now=MONDAY)
    acts(case, (people.chief, "no_objection"))
    circulating(8_765_432)
    fire_due_timers(at)

    assert sent(at) >= 3

    for mail in post.mails:
        body = [line for line in str(mail.get_content()).splitlines() if line]
        link = body.pop(2)
        counted = re.sub(r"[0-9]+", "#", str(mail["subject"]).strip())
        (what,) = [each for each in whats if subject.format(what=each) == counted]
        assert [re.sub(r"[0-9]+", "#", said) for said in body] == [first.format(what=what), second, last]
        client.force_login(known.get(staff_number=str(mail["to"]).partition("@")[0]))
        assert client.get(link.removeprefix("https://ward.example")).status_code == 200
    links = {str(mail.get_content()).split("https://ward.example")[1].split()[0] for mail in post.mails}
    assert links == {"/inbox/", "/"}, "the inbox where there is work, the portal for notices alone"


def test_an_escalation_reaches_those_who_are_to_hear_of_it_and_tells_nothing_of_the_case(post: Post) -> None:
    people = cast()
    case = examined(people)
    at = MONDAY + timedelta(days=14)
    chosen(people.examiner, "at_once", "late@ward.example")
    chosen(people.decider, "digest", "chief@ward.example")

    fire_due_timers(at)

    assert sent(at + timedelta(minutes=2)) == 2
    told = {str(mail["to"]): str(mail["subject"]) + str(mail.get_content()) for mail in post.mails}
    assert "お知らせ 1件" in told["late@ward.example"], "the overdue decision"
    assert "お知らせ" in told["chief@ward.example"], "the reminders of his own work, in the digest"
    for text in told.values():
        assert not [word for word in (case.number, "職員証", "遅れ", "催促", "破損") if word in text]
        assert not [name for name in get_user_model().objects.values_list("name", flat=True) if name in text]
