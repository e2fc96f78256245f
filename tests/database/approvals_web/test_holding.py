"""Keeping work to oneself (保留): others see who, and wait."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.test import Client

from approvals.models import InboxEntry, OrganisationGeneration, Posting
from integrations.models import Notice
from meguro_platform.management.commands.sweep import fire_due_timers
from tests.support.card_story import a_case, acted, examined
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import MONDAY, Cast
from workflow.engine.outcome import TooLate
from workflow.models import Case, JournalEntry, UserTask
from workflow.services.pull_back import pull_back

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


def test_what_the_next_one_keeps_to_himself_is_not_taken_back(people: Cast, as_person: AsPerson) -> None:
    case = held_by_the_examiner(people, as_person(people.examiner))

    outcome = pull_back(case=case.uuid, person=people.head, now=MONDAY)

    assert isinstance(outcome, TooLate)
    assert UserTask.objects.get(case=case, status="open").step == "人事係審査"


def test_work_that_comes_back_after_a_send_back_is_kept_by_nobody(people: Cast, as_person: AsPerson) -> None:
    case = held_by_the_examiner(people, as_person(people.examiner))
    first = case.state["passed"][0]["node"]
    acted(case, people.examiner, "send_back", comment="写真を", send_back_to=first)
    acted(case, people.applicant, "submit")

    acted(case, people.head, "checked")

    assert set(InboxEntry.objects.filter(case=case).values_list("held_by", flat=True)) == {None}


def test_clocks_go_on_while_somebody_keeps_the_work(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)
    due = UserTask.objects.get(case=case, status="open").due_at
    as_person(people.decider).post(act_address(case, "hold"), {"act.keep": "yes"})

    fire_due_timers(MONDAY + timedelta(days=14))

    assert UserTask.objects.get(case=case, status="open").due_at == due
    assert Notice.objects.filter(case_id=case.uuid, person__uuid=people.decider).exists(), "he is reminded all the same"
    assert Notice.objects.filter(case_id=case.uuid, subject__contains="遅れ").exists()
