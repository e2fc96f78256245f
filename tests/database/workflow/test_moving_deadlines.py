"""A deadline that counts from a day of the form, on stored cases: it moves everywhere when that day does."""

from datetime import datetime

import pytest

from approvals.models import InboxEntry
from approvals.selectors.journal_sentences import sentences
from forms.tokyo_time import TOKYO
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.models import Case, Timer, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db

TEXT = """書式: 1
手続: 引率
id: outing
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 実施日, id: day, 型: 日付, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - 並行: 準備
    枝:
      - {名前: 日程, 手順: [{入力: 日程の見直し, 担当: 申請者, 編集項目: [実施日], 期限: 3営業日}]}
      - 名前: 名簿
        手順:
          - 入力: 名簿の提出
            担当: 申請者
            期限: 実施日の7日前
            期限切れ: {手順: [{通知: 名簿の遅れ, 宛先: 申請者}]}
  - 終了: 済み
"""


@pytest.fixture
def people() -> Cast:
    load_world()
    publish("outing", TEXT)
    return cast()


def test_task_inbox_and_timer_follow_the_day(people: Cast) -> None:
    started = start_case(
        procedure="outing",
        applicant=people.applicant,
        person=people.applicant,
        answers={"day": "2026-06-10"},
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    case = Case.objects.get(uuid=started.result["case"])
    plan, roster = (UserTask.objects.get(case=case, step=step) for step in ("日程の見直し", "名簿の提出"))
    before = roster.due_at

    done = complete_user_task(
        task=plan.uuid, person=people.applicant, verdict="done", answers={"day": "2026-06-17"}, now=MONDAY
    )

    assert isinstance(done, Done), done
    roster.refresh_from_db()
    moved = datetime(2026, 6, 10, 17, 15, tzinfo=TOKYO)
    assert (before, roster.due_at) == (datetime(2026, 6, 3, 17, 15, tzinfo=TOKYO), moved)
    assert InboxEntry.objects.get(task_id=roster.uuid).due_at == moved
    assert Timer.objects.get(case=case).due_at == moved
    told = "「名簿の提出」の期限が令和8年6月3日（水）17:15から令和8年6月10日（水）17:15に変わりました"
    assert told in sentences(case)[-1].followed
    case.refresh_from_db()
    assert check_case(case) == []
