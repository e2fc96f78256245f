"""Whoever acts on a row or on a report (届) is shown it; the record says what was filed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from approvals.selectors.case_answers import answer_sections
from approvals.selectors.case_follows import Follows, follows
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.open_case import open_case
from meguro_platform.models import User
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.models import Case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.raise_report import raise_report
from workflow.services.start_case import start_case

LATER = MONDAY + timedelta(hours=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
HEARING = """書式: 1
手続: 意見の聴取
id: hearing
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {聴取済: 成立, 中止: 不成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - 項目: 質問
    id: questions
    英語: Questions
    型: 表
    行数: 1〜5
    列:
      - {項目: 問い, id: asked, 英語: Asked, 型: 文字, 必須: はい}
手順:
  - 申請: 申込み
    担当: 申請者
  - 全件: 一つずつ
    対象: 質問
    順番: はい
    手順:
      - 確認: 回答の確認
        担当: 申請者の所属長
        期限: 3営業日
  - 終了: 聴取済
いつでも:
  - 届: 取りやめの届
    英語: Calling it off
    できる人: 申請者
    項目:
      - {項目: 取りやめの理由, id: why, 英語: Why, 型: 文字, 必須: はい}
      - {項目: 急ぐ, id: urgent, 型: はい・いいえ}
    手順:
      - 確認: 届の確認
        担当: 申請者の所属長
        期限: 1営業日
"""


@pytest.fixture
def case(db: None) -> Case:
    load_world()
    publish("hearing", HEARING)
    person = cast().applicant
    answers = {"title": "机", "questions": [{"asked": "高さは足りるか"}, {"asked": "色はよいか"}]}
    outcome = start_case(procedure="hearing", applicant=person, person=person, answers=answers, now=MONDAY)
    assert isinstance(outcome, Done), outcome
    return Case.objects.get()


def page(client: Client, person: UUID, case: Case) -> str:
    client.force_login(User.objects.get(uuid=person))
    return client.get(f"/cases/{case.number}/").content.decode()


def filed(case: Case) -> None:
    outcome = raise_report(
        case=case.uuid, report="取りやめの届", person=cast().applicant, answers={"why": "机を借りました"}, now=LATER
    )
    assert isinstance(outcome, Done), outcome


def test_whoever_has_a_row_reads_which_one_it_is(client: Client, case: Case) -> None:
    assert "質問の1行目" in page(client, cast().head, case)
    assert "の1行目" not in page(client, cast().applicant, case)


def test_the_case_does_not_end_with_the_first_of_several_rows(case: Case) -> None:
    foreseen = []
    for _ in range(2):
        opened = open_case(cast().head, case.number, language="ja", now=MONDAY)
        task = opened.task_of_reader()
        assert task is not None
        foreseen.append(follows(opened, task))
        complete_user_task(task=UUID(task.id), person=cast().head, verdict="checked", now=MONDAY)

    assert foreseen == [Follows(waits_for_others=True), Follows(outcome="聴取済")]
    assert Case.objects.get().outcome == "聴取済"


def test_whoever_acts_on_a_report_reads_what_it_says(client: Client, case: Case) -> None:
    filed(case)
    row = next(task for task, each in Case.objects.get().state["tasks"].items() if each.get("row"))
    assert "の1行目" in page(client, cast().head, case), "what waits longest comes first"

    complete_user_task(task=UUID(row), person=cast().head, verdict="checked", now=LATER)

    shown = answer_sections(open_case(cast().head, case.number, language="en", now=LATER))
    assert (shown[0].heading, [(each.label, each.shown) for each in shown[0].answers]) == (
        "Calling it off",
        [("Why", "机を借りました")],
    )


def test_the_record_says_what_was_filed_also_in_english(client: Client, case: Case) -> None:
    filed(case)

    told = [change.item for row in sentences(Case.objects.get(), "en") for change in row.changes]
    assert told[-1:] == ["Why"]
    assert "机を借りました" in page(client, cast().applicant, case)
