"""A small procedure whose decision is told to somebody outside by a letter."""

from uuid import UUID

from approvals.models import InboxEntry
from forms.field_type import Json
from tests.support.ward import MONDAY, cast, publish
from workflow.models import Case, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

TEXT = """書式: 1
手続: 行事の扱い
id: event-letter
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
文書: {分類: 行事-後援, 保存年限: 5年, 公開区分: 公開, 番号: 人事課の文書番号}
様式:
  - {項目: 行事名, id: event, 型: 文字, 必須: はい}
  - {項目: 主催者, id: organiser, 型: 文字, 必須: はい}
  - {項目: 開催日, id: first_day, 型: 日付, 必須: はい}
  - {項目: 終了日, id: last_day, 型: 日付, 必須: はい}
手順:
  - {起案: 起案, 担当: 申請者}
  - {決定: 決裁, 担当: 人事課の課長, 期限: 1営業日}
  - {施行: 通知書, 担当: 人事課人事係, 宛先: {項目: 主催者}, 文書: endorsement-refusal.html, 期限: 1営業日}
  - {確認: 見届け, 担当: 人事課の課長, 期限: 1営業日, 差戻し先: 通知書}
  - 終了: 済み
"""
ELECTRONIC = TEXT.replace("文書: endorsement-refusal.html", "文書: endorsement-refusal.html, 方法: 電子")
SAID: dict[str, Json] = {
    "event": "夏の音楽会",
    "organiser": "目黒音楽会",
    "first_day": "2026-07-18",
    "last_day": "2026-07-19",
}


def a_letter(text: str = TEXT) -> Case:
    """A case that is decided: its letter waits to be sent."""
    publish("event-letter", text)
    person = cast().applicant
    started = start_case(procedure="event-letter", applicant=person, person=person, answers=SAID, files={}, now=MONDAY)
    assert isinstance(started, Done), started
    return acted(Case.objects.get(uuid=started.result["case"]), "decide")


def acted(case: Case, verdict: str, **answers: Json) -> Case:
    """The case after this act by the first person who has its open task."""
    task = UserTask.objects.get(case=case, status="open")
    done = complete_user_task(
        task=task.uuid, person=whoever_has(case), verdict=verdict, now=MONDAY, comment="理由", answers=answers
    )
    assert isinstance(done, Done), done
    case.refresh_from_db()
    return case


def whoever_has(case: Case) -> UUID:
    """The first person who has the open task."""
    task = UserTask.objects.get(case=case, status="open")
    people = InboxEntry.objects.filter(task=task).order_by("id").values_list("person", flat=True)
    return UUID(str(people[0]))
