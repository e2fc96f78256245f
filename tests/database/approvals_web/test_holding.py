"""Keeping work to oneself (保留): others see who, and wait."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import F
from django.test import Client

from approvals.models import InboxEntry, OrganisationGeneration, Posting
from tests.support.card_story import a_case, acted
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import MONDAY, Cast
from workflow.models import Case, JournalEntry, UserTask

AsPerson = Callable[[UUID], Client]


def held_by_the_examiner(people: Cast, client: Client) -> Case:
    case = acted(a_case(people), people.head, "checked")
    client.post(act_address(case, "hold"), {"act.keep": "yes"})
    return case


def colleague(case: Case, people: Cast) -> UUID:
    return InboxEntry.objects.filter(case=case).exclude(person=people.examiner).values_list("person", flat=True)[0]


def test_a_colleague_reads_who_holds_it_and_can_do_nothing(people: Cast, as_person: AsPerson) -> None:
    case = held_by_the_examiner(people, as_person(people.examiner))
    client = as_person(colleague(case, people))

    assert "さんが保留しています" in client.get(f"/cases/{case.number}/").content.decode()
    assert "が保留" in client.get("/inbox/").content.decode()


def test_a_holder_who_left_the_post_keeps_the_row_of_nobody(people: Cast, as_person: AsPerson) -> None:
    case = held_by_the_examiner(people, as_person(people.examiner))
    client = as_person(colleague(case, people))
    Posting.objects.filter(person=people.examiner).update(until=MONDAY.date())
    OrganisationGeneration.objects.update(revision=F("revision") + 1)

    page = client.get("/inbox/").content.decode()

    assert case.number in page and "が保留" not in page


def test_a_colleague_who_had_the_page_open_is_refused(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    late = as_person(colleague(case, people))
    form = shown_form(late, case) | {"act.verdict": "proper", "fee_decision": "不要"}
    as_person(people.examiner).post(act_address(case, "hold"), {"act.keep": "yes"})

    answer = late.post(act_address(case), form)

    assert answer.status_code == 422
    assert "さんが保留しています" in answer.content.decode()
    assert UserTask.objects.get(case=case, status="open").step == "人事係審査"


def test_who_holds_it_finds_it_among_what_is_held_and_acts(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.examiner)
    case = held_by_the_examiner(people, client)

    assert case.number in client.get("/inbox/?view=held").content.decode()
    answer = client.post(
        act_address(case), shown_form(client, case) | {"act.verdict": "proper", "fee_decision": "不要"}
    )

    assert answer.status_code == 302
    assert UserTask.objects.get(case=case, status="open").step == "人事課長決定"


def test_holding_and_letting_go_are_in_the_journal(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.examiner)
    case = held_by_the_examiner(people, client)
    client.post(act_address(case, "hold"), {"act.keep": "no"})

    page = client.get(f"/cases/{case.number}/").content.decode()

    assert "保留にしました" in page and "保留を解きました" in page
    assert not InboxEntry.objects.filter(case=case).exclude(held_by=None).exists()
    assert JournalEntry.objects.filter(stream=str(case.uuid), event="progress_user_task").count() == 2


def test_who_has_no_seat_can_hold_nothing(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    as_person(people.applicant).post(act_address(case, "hold"), {"act.keep": "yes"})

    assert not InboxEntry.objects.filter(case=case).exclude(held_by=None).exists()
