"""別手続 and 起票 on stored cases: what one case begins, and what it hears of it."""

from uuid import UUID

import pytest

from forms.services.save_draft import has_draft, save_draft
from meguro_platform.selectors.invariants import INVARIANTS
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.models import Case, LinkedCase, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.look_after_linked_cases import linked_cases_to_see_to, see_to
from workflow.services.start_case import start_case
from workflow.services.withdraw_case import withdraw_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

OTHER = "document-circulation"
"""A name that definitions/procedures has: the check asks for it."""
CHILD = """書式: 1
手続: 鍵の申込み
id: document-circulation
所管: 人事課
開始: {できる人: 全職員}
結果: {貸出済: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 文字数: 1〜20, 必須: はい}
  - {項目: 内容, id: content, 型: 文字, 記入: あとで}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {入力: 貸出, 担当: 申請者, 編集項目: [内容], 期限: 1営業日}
  - 終了: 貸出済
"""
PARENT = """書式: 1
手続: 席替え
id: moving
所管: 人事課
開始: {できる人: 全職員}
結果: {移動済: 成立}
様式:
  - {項目: 部屋, id: room, 型: 文字, 必須: はい}
  - {項目: 鍵番号, id: key, 型: 文字, 記入: なし}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {起票: 次の申込み, 手続: document-circulation, 引き継ぐ: {件名: 部屋}}
  - 別手続: 鍵の申込み
    手続: document-circulation
    渡す: {件名: 部屋}
    受取る: {鍵番号: 内容}
  - {入力: 引越し, 担当: 申請者, 期限: 1営業日}
  - 終了: 移動済
取下げ: {できる人: 申請者, いつまで: 引越し}
"""


@pytest.fixture
def people() -> Cast:
    load_world()
    publish(OTHER, CHILD)
    publish("moving", PARENT)
    return cast()


def begun(people: Cast, room: str = "会議室") -> Case:
    outcome = start_case(
        procedure="moving", applicant=people.applicant, person=people.applicant, answers={"room": room}, now=MONDAY
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=outcome.result["case"])


def sweep() -> None:
    for link in linked_cases_to_see_to():
        see_to(linked_case=link, now=MONDAY)


def act(case: Case, person: UUID, **answers: str) -> None:
    task = UserTask.objects.get(case=case, status="open").uuid
    outcome = complete_user_task(task=task, person=person, verdict="done", answers=answers, now=MONDAY)
    assert isinstance(outcome, Done), outcome


def test_the_end_of_the_other_case_brings_this_one_on(people: Cast) -> None:
    parent = begun(people)
    sweep()
    child = Case.objects.get(procedure_id=OTHER)
    act(child, people.applicant, content="K-1")

    sweep()
    sweep()

    parent.refresh_from_db()
    assert parent.steps == ["引越し"]
    assert parent.state["answers"]["key"] == "K-1"
    assert check_case(parent) == []
    assert set(LinkedCase.objects.values_list("status", flat=True)) == {"done"}


def test_a_case_that_waits_for_the_other_is_not_stuck(people: Cast) -> None:
    begun(people)
    sweep()

    assert list(next(each for each in INVARIANTS if each.id == "I3").broken()) == []


def test_a_draft_that_a_person_has_begun_is_not_replaced(people: Cast) -> None:
    save_draft(person=people.applicant, procedure=OTHER, values={"title": "書きかけ"}, at=MONDAY)
    begun(people)

    sweep()

    assert LinkedCase.objects.get(waited_for=False).status == "wanted"
    assert has_draft(person=people.applicant, procedure=OTHER)


def test_a_withdrawn_case_takes_the_one_it_waits_for_with_it(people: Cast) -> None:
    parent = begun(people)
    sweep()

    withdraw_case(case=parent.uuid, person=people.applicant, now=MONDAY)
    sweep()

    assert Case.objects.get(procedure_id=OTHER).outcome == "中止"


def test_one_that_cannot_begin_waits_for_an_administrator(people: Cast) -> None:
    parent = begun(people, room="x" * 201)

    sweep()

    parent.refresh_from_db()
    (incident,) = parent.state["incidents"].values()
    assert incident["detail"].startswith("「鍵の申込み」を始められません。")
    assert LinkedCase.objects.get(waited_for=True).status == "refused"
