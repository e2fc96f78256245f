"""担当替え on stored cases: overdue work leaves one inbox and comes into another."""

from datetime import timedelta

import pytest

from approvals.models import InboxEntry
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.fire_timers import due_timers, fire_timer
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db

TEXT = """書式: 1
手続: 急ぎの確認
id: hurry
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - 確認: 所属長の確認
    担当: 申請者の所属長
    期限: 1営業日
    期限切れ: {手順: [{担当替え: 人事課へ, 担当: 人事課の課長}]}
  - 終了: 済み
"""


@pytest.fixture
def people() -> Cast:
    load_world()
    publish("hurry", TEXT)
    return cast()


def holders(task: UserTask) -> set[object]:
    return set(InboxEntry.objects.filter(task_id=task.uuid).values_list("person", flat=True))


def test_overdue_work_changes_hands(people: Cast) -> None:
    started = start_case(
        procedure="hurry", applicant=people.applicant, person=people.applicant, answers={"title": "急ぎ"}, now=MONDAY
    )
    assert isinstance(started, Done), started
    task = UserTask.objects.get(case_id=started.result["case"])
    before = holders(task)

    later = MONDAY + timedelta(days=3)
    for due in due_timers(now=later):
        fire_timer(due=due, now=later)

    assert (before, holders(task)) == ({people.head}, {people.decider})
    late = complete_user_task(task=task.uuid, person=people.head, verdict="checked", answers={}, now=later)
    done = complete_user_task(task=task.uuid, person=people.decider, verdict="checked", answers={}, now=later)
    assert not isinstance(late, Done)
    assert isinstance(done, Done), done
    case = Case.objects.get(uuid=started.result["case"])
    assert (case.outcome, check_case(case)) == ("済み", [])
