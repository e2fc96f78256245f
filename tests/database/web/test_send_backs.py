"""Why cases come back, counted by kind of reason for the office that keeps the procedure and for auditors."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from approvals.services.grants import recompute_groups
from meguro_platform.selectors.send_backs import send_backs_of
from tests.support.card_story import a_case, open_task
from tests.support.platform_people import auditor, clerk, stranger
from tests.support.ward import MONDAY, Cast, cast, load_world
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

CARD = "id-card-reissue"
ADDRESS = f"/clerk/{CARD}/send-backs/"


@pytest.fixture
def people() -> Cast:
    load_world()
    recompute_groups(now=MONDAY)
    return cast()


def sent_back(people: Cast, *kinds: str) -> None:
    """One case for each of the kinds; an empty one was not chosen."""
    for kind in kinds:
        done = complete_user_task(
            task=open_task(a_case(people)),
            person=people.head,
            verdict="send_back",
            comment="理由",
            reason_kind=kind,
            now=MONDAY,
        )
        assert isinstance(done, Done), done


def table_of(page: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<th scope="row">([^<]+)</th><td class="n">(\d+)</td><td class="n">(\d+) %</td>', page)


def test_the_kinds_are_counted_with_what_was_not_chosen_and_with_words_the_office_has_no_more(
    people: Cast, client: Client
) -> None:
    a_case(people)
    sent_back(people, "添付の不足", "", "金額・数量の誤り", "添付の不足", "前の年の言葉")

    with time_machine.travel(MONDAY, tick=False):
        client.force_login(clerk())
        page = client.get(ADDRESS).content.decode()

    told = [(kind, times, share) for kind, times, share in table_of(page) if times != "0"]
    assert told == [
        ("添付の不足", "2", "40"),
        ("金額・数量の誤り", "1", "20"),
        ("前の年の言葉", "1", "20"),
        ("種類は選ばれていない", "1", "20"),
    ]
    assert "令和7年5月11日" in page
    found = send_backs_of(CARD, MONDAY)
    assert (found.cases, found.cases_back, found.total) == (6, 5, 5)
    assert send_backs_of(CARD, MONDAY + timedelta(days=366)).total == 0
    assert send_backs_of("annual-leave", MONDAY).total == 0


def test_a_few_send_backs_are_not_told_by_kind_and_strangers_are_told_nothing(people: Cast, client: Client) -> None:
    sent_back(people, "添付の不足", "", "添付の不足", "")

    with time_machine.travel(MONDAY, tick=False):
        client.force_login(auditor())
        page = client.get(ADDRESS).content.decode()
        unknown = client.get("/clerk/no-such/send-backs/").status_code
        client.force_login(stranger())
        refused = client.get(ADDRESS).status_code

    assert table_of(page) == [] and "差戻しが5回より少ない" in page
    assert (unknown, refused) == (404, 403)
