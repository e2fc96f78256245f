"""見せる人 and 見せない on stored cases: page, journal, interface for programs and search keep an item back."""

import json
from collections.abc import Callable
from uuid import UUID

import time_machine
from django.test import Client

from approvals.selectors.decided_case import decided_case
from approvals.selectors.unindexed_cases import unindexed_cases
from meguro_platform.services.access_tokens import issue_token
from tests.support.ward import MONDAY, Cast, publish
from workflow.engine.journal import Stored, check_chain
from workflow.models import Case, Effect, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

AsPerson = Callable[[UUID], Client]
DECIDE = "  - {決定: 決裁, 担当: 人事課人事係, 期限: 1営業日}\n"
TEXT = """書式: 1
手続: 相談
id: advice
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 用件, id: matter, 型: 文字, 必須: はい}
  - {項目: 病名, id: illness, 型: 文字, 見せる人: 人事課人事係}
  - {項目: 内訳, id: detail, 型: 文字}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {確認: 所属長の確認, 担当: 申請者の所属長, 見せない: 内訳, 期限: 1営業日}
  - {入力: 記録, 担当: 人事課人事係, 編集項目: [病名], 期限: 1営業日}
  - 終了: 済み
"""
SAID = {"matter": "用件の文", "illness": "病名の文", "detail": "内訳の文"}


def begun(people: Cast) -> Case:
    publish("advice", TEXT)
    started = start_case(
        procedure="advice", applicant=people.applicant, person=people.applicant, answers=SAID, now=MONDAY
    )
    assert isinstance(started, Done), started
    return Case.objects.get(uuid=started.result["case"])


def seen_by(client: Client, case: Case) -> set[str]:
    page = client.get(f"/cases/{case.number}/").content.decode()
    return {key for key, text in SAID.items() if text in page}


def test_the_page_shows_each_reader_what_is_for_him(people: Cast, as_person: AsPerson) -> None:
    case = begun(people)

    seen = {who: seen_by(as_person(who), case) for who in (people.applicant, people.head, people.examiner)}

    assert seen == {people.applicant: {*SAID}, people.head: {"matter"}, people.examiner: {*SAID}}


def test_what_was_hidden_at_a_step_stays_so_when_it_is_done(people: Cast, as_person: AsPerson) -> None:
    case = begun(people)
    task = UserTask.objects.get(case=case, status="open").uuid
    done = complete_user_task(task=task, person=people.head, verdict="checked", answers={}, now=MONDAY)
    assert isinstance(done, Done), done

    assert seen_by(as_person(people.head), case) == {"matter"}


def test_the_journal_does_not_tell_a_change_of_it(people: Cast, as_person: AsPerson) -> None:
    case = begun(people)
    task = UserTask.objects.get(case=case, status="open").uuid
    complete_user_task(task=task, person=people.head, verdict="checked", answers={}, now=MONDAY)
    task = UserTask.objects.get(case=case, status="open").uuid
    answers = {"illness": "別の病名"}
    done = complete_user_task(task=task, person=people.examiner, verdict="done", answers=answers, now=MONDAY)
    assert isinstance(done, Done), done

    page = as_person(people.head).get(f"/cases/{case.number}/").content.decode()

    assert "別の病名" not in page
    assert "別の病名" in as_person(people.applicant).get(f"/cases/{case.number}/").content.decode()


def test_programs_get_what_their_person_may_see(people: Cast) -> None:
    case = begun(people)
    headers = {"Authorization": f"Bearer {issue_token(person=people.head, now=MONDAY)}"}

    with time_machine.travel(MONDAY, tick=False):
        answer = Client().get(f"/api/v1/cases/{case.number}/", headers=headers)

    assert json.loads(answer.content)["answers"] == {"matter": "用件の文"}


def test_a_search_finds_nobody_by_it(people: Cast) -> None:
    case = begun(people)

    (found,) = [each for each in unindexed_cases(100) if each.case == case.uuid]

    assert "用件の文" in found.text
    assert not {"病名の文", "内訳の文"} & {*found.text.split("\n")}


def test_what_only_some_may_see_does_not_go_to_records_management(people: Cast) -> None:
    publish("advice", TEXT.replace("  - {入力: 記録", DECIDE + "  - {入力: 記録"))
    started = start_case(
        procedure="advice", applicant=people.applicant, person=people.applicant, answers=SAID, now=MONDAY
    )
    assert isinstance(started, Done), started
    case = Case.objects.get(uuid=started.result["case"])
    for person, verdict in ((people.head, "checked"), (people.examiner, "decide"), (people.examiner, "done")):
        task = UserTask.objects.get(case=case, status="open")
        assert isinstance(complete_user_task(task=task.uuid, person=person, verdict=verdict, now=MONDAY), Done)
    (call,) = Effect.objects.filter(case=case)

    told = decided_case(case.uuid, call.call)

    record = json.loads(told.record)
    assert (call.operation, "用件の文" in str(told.values)) == ("文書管理.文書登録", True)
    assert "病名の文" not in str(told.values) + told.record.decode()
    journal = [
        Stored(
            seq=entry["seq"],
            header=entry["header"].encode(),
            hash=entry["hash"],
            salt=bytes.fromhex(entry["salt"]) or None,
            body=entry["payload"].encode() or None,
            tombstone=not entry["payload"],
        )
        for entry in record["journal"]
    ]
    assert check_chain("case", str(case.uuid), journal, journal[-1].hash) is None


def test_cases_that_differ_where_the_reader_may_look_are_not_alike(people: Cast, as_person: AsPerson) -> None:
    """Where he may not look, nothing tells that they differ."""
    choice = "  - {項目: 内訳, id: detail, 型: 選択, 選択肢: [甲の内訳, 乙の内訳], 見せる人: 人事課人事係}"
    text = TEXT.replace("  - {項目: 内訳, id: detail, 型: 文字}", choice).replace("見せない: 内訳, ", "")
    told = {}
    for reader, assignee in ((people.head, "申請者の所属長"), (people.examiner, "人事課人事係")):
        publish("advice", text.replace("担当: 申請者の所属長", f"担当: {assignee}"))
        tasks = [waiting(people, detail) for detail in ("甲の内訳", "甲の内訳", "乙の内訳")]
        page = as_person(reader).post("/inbox/several/ask/", {"task": tasks}).content.decode()
        told[assignee] = "乙の内訳" in page

    assert told == {"申請者の所属長": False, "人事課人事係": True}


def waiting(people: Cast, detail: str) -> str:
    answers = {"matter": "用件の文", "detail": detail}
    started = start_case(
        procedure="advice", applicant=people.applicant, person=people.applicant, answers=answers, now=MONDAY
    )
    assert isinstance(started, Done), started
    return f"{UserTask.objects.get(case=started.result['case'], status='open').uuid}"
