"""What people write to each other on a case (書きこむ)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import CaseLook, Remark
from integrations.models import Notice
from tests.support.card_story import a_case
from tests.support.ward import Cast
from workflow.models import Case, JournalEntry

AsPerson = Callable[[UUID], Client]
HX = {"HX-Request": "true", "HX-Target": "talk"}


def written(client: Client, case: Case, text: str, **more: object) -> str:
    sent = {"remark.key": "k1", "remark.text": text, **more}
    answer = client.post(f"/cases/{case.number}/remarks/", sent, headers=HX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_remark_is_read_by_the_others_and_the_case_stays_as_it_is(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    part = written(as_person(people.head), case, "受理番号は交番で確かめました。")

    assert "受理番号は交番で確かめました。" in part and "<html" not in part
    assert (
        "受理番号は交番で確かめました。" in as_person(people.applicant).get(f"/cases/{case.number}/").content.decode()
    )
    assert Case.objects.get(uuid=case.uuid).journal_seq == case.journal_seq


def test_what_somebody_remarked_is_new_to_whoever_looked_before(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    as_person(people.applicant).get(f"/cases/{case.number}/")
    CaseLook.objects.filter(person=people.applicant).update(seen_at=timezone.now() - timedelta(hours=1))

    written(as_person(people.head), case, "写真を替えてください。")

    news = as_person(people.applicant).get(f"/cases/{case.number}/").content.decode()
    assert "から変わったこと" in news and "「写真を替えてください。」" in news
    assert "から変わったこと" not in as_person(people.head).get(f"/cases/{case.number}/").content.decode()


def test_who_is_named_is_told_once_and_strangers_never(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.head)
    named = [str(people.applicant), str(people.stranger), "nobody"]

    for _ in range(2):
        written(client, case, "写真を替えてください。", **{"remark.tell": named})

    assert [notice.person.uuid for notice in Notice.objects.filter(key="remark k1")] == [people.applicant]
    assert Remark.objects.get().told == [people.applicant]


def test_a_remark_is_in_the_record_of_whoever_wrote_it(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    written(as_person(people.head), case, "写真を替えてください。")

    assert JournalEntry.objects.filter(kind="person", stream=str(people.head), event="remarked").count() == 1


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "\ue000", "あ" * 4_001])
def test_what_cannot_be_written_is_refused_and_stays_in_its_field(people: Cast, as_person: AsPerson, text: str) -> None:
    case = a_case(people)

    answer = as_person(people.head).post(f"/cases/{case.number}/remarks/", {"remark.text": text}, headers=HX)

    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()
    assert text.strip()[:100] in answer.content.decode()
    assert not Remark.objects.exists()


def test_without_script_a_remark_leads_back_to_the_case(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.head)

    done = client.post(f"/cases/{case.number}/remarks/", {"remark.text": "はい"})
    refused = client.post(f"/cases/{case.number}/remarks/", {"remark.text": ""})

    assert (done.status_code, done["Location"]) == (302, f"/cases/{case.number}/#talk")
    assert refused.status_code == 422 and "<html" in refused.content.decode()


def test_nobody_writes_on_a_case_that_is_not_theirs(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    assert as_person(people.stranger).post(f"/cases/{case.number}/remarks/", {"remark.text": "a"}).status_code == 404
