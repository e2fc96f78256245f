"""後閲 from the page: a look with a remark, and one with an objection that reaches drafter, decider and auditor."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import LaterView
from approvals.services.grants import recompute_groups
from approvals.services.set_absence import set_absence
from integrations.models import Notice
from tests.support.card_story import a_case, acted
from tests.support.platform_people import auditor, says_why
from tests.support.ward import MONDAY, Cast
from workflow.models import Case, JournalEntry

AsPerson = Callable[[UUID], Client]
OBJECTION = "この理由では再発行できません。"


@pytest.fixture
def decided(people: Cast) -> Case:
    """A case that went on without the head, who was away."""
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    case = acted(a_case(people), people.examiner, "proper", answers={"fee_decision": "不要"})
    return acted(case, people.decider, "decide")


def looked(client: Client, case: Case, **sent: str) -> tuple[int, str]:
    fields = {name.replace("_", ".", 1): value for name, value in sent.items()}
    answer = client.post(f"/cases/{case.number}/later-view/", fields)
    return answer.status_code, answer.content.decode()


def page(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.number}/").content.decode()


def test_an_objection_reaches_whoever_applied_and_whoever_decided_and_changes_nothing(
    people: Cast, as_person: AsPerson, decided: Case
) -> None:
    before = Case.objects.get(uuid=decided.uuid).state

    status, _ = looked(as_person(people.head), decided, act_comment=OBJECTION, later_objects="on")

    assert status == 302
    told = Notice.objects.filter(key__startswith="objection")
    assert {notice.person.uuid for notice in told} == {people.applicant, people.decider}
    assert OBJECTION not in "".join(notice.subject + notice.text for notice in told)
    for reader in (people.applicant, people.decider):
        assert OBJECTION in page(as_person(reader), decided)
        assert "後閲で異議を述べました" in page(as_person(reader), decided)
    assert Case.objects.get(uuid=decided.uuid).state == before


def test_the_auditor_reads_the_objection_and_it_is_in_the_record_with_the_post(
    people: Cast, as_person: AsPerson, decided: Case
) -> None:
    recompute_groups(now=MONDAY)
    looked(as_person(people.head), decided, act_comment=OBJECTION, later_objects="on")

    audited = says_why(as_person(auditor().uuid)).get(f"/audit/{decided.number}/").content.decode()

    assert OBJECTION in audited and "後閲で異議を述べました" in audited
    entry = JournalEntry.objects.get(kind="person", event="viewed_later")
    assert LaterView.objects.get(case=decided).post.encode() in bytes(entry.header)


def test_an_objection_without_words_is_told_and_nothing_typed_is_lost(
    people: Cast, as_person: AsPerson, decided: Case
) -> None:
    client = as_person(people.head)

    status, shown = looked(client, decided, act_comment=" ", later_objects="on")
    assert (status, "異議の内容を書いてください" in shown, 'name="later.objects" checked' in shown) == (422, True, True)

    status, shown = looked(client, decided, act_comment="不明\u0007です")
    assert (status, "制御文字" in shown, "です</textarea>" in shown) == (422, True, True)
    assert LaterView.objects.get(case=decided).seen_at is None


def test_a_remark_without_objection_tells_nobody_and_a_second_look_says_so(
    people: Cast, as_person: AsPerson, decided: Case
) -> None:
    client = as_person(people.head)
    looked(client, decided, act_comment="了解しました。")

    assert not Notice.objects.filter(key__startswith="objection").exists()
    assert "了解しました。" in page(as_person(people.applicant), decided)
    client.post(f"/cases/{decided.number}/later-view/", {})
    assert "もう後閲を済ませています" in page(client, decided)
