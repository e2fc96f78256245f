"""One case in which every kind of reader has a part and every way of keeping an item back is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from approvals.models import CaseReader, LaterView
from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.services.grants import recompute_groups
from approvals.services.index_cases import index_cases
from forms.field_type import Json
from forms.selectors.attachments import files_for
from forms.services.attach_file import attach_file
from meguro_platform.models import User
from tests.support.advice_things import Filled, things_of
from tests.support.documents import plain_pdf
from tests.support.platform_people import auditor, clerk, member_of, operator, stranger
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.models import Case, UserTask
from workflow.selectors.programs import machine_in_force
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

PAYROLL = "04020300"
TEXT = """書式: 1
手続: 相談
id: advice
所管: 人事課
件名: "{用件}"
開始: {できる人: 全職員}
結果: {済み: 成立}
文書:
  分類: 人事-相談
  保存年限: 3年
  公開区分: 一部公開
  公開区分項目: 公開の扱い
  不開示理由: 個人に関する情報
  番号: 人事課の文書番号
様式:
  - {項目: 用件, id: matter, 型: 文字, 必須: はい}
  - {項目: 病名, id: illness, 型: 文字, 見せる人: 人事課給与係}
  - {項目: 内訳, id: detail, 型: 文字}
  - {項目: 公開の扱い, id: disclosure, 型: 選択, 選択肢: [公開, 一部公開, 非公開]}
  - {項目: 資料, id: papers, 型: 添付, 拡張子: [pdf]}
  - {項目: 診断書, id: certificate, 型: 添付, 拡張子: [pdf], 見せる人: 人事課給与係}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {確認: 所属長の確認, 担当: 申請者の所属長, 見せない: 内訳, 期限: 1営業日}
  - {審査: 審査, 担当: 人事課人事係, 期限: 1営業日}
  - {決定: 決裁, 担当: 人事課の課長, 期限: 1営業日}
  - 終了: 済み
取下げ: {できる人: 申請者, いつまで: 決裁}
いつでも:
  - 届: 変更届
    できる人: 申請者
    項目:
      - {項目: 変更, id: change, 型: 文字, 必須: はい}
    手順:
      - {確認: 変更の確認, 担当: 申請者の所属長, 期限: 1営業日}
"""
SAID = {"matter": "用件の文", "illness": "病名の文", "detail": "内訳の文", "disclosure": "非公開"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A case that was checked by the head and waits for an examiner of the personnel team."""

    case: Case
    task: UUID
    papers: str
    certificate: str
    recall: str
    """Names the act of the head, who can still take it back."""
    people: dict[str, User]
    """By the part they have in it."""
    things: Mapping[str, Filled]
    """What stands in an address instead, by how the address begins."""


def advice() -> Advice:
    """The world of the matrix."""
    load_world()
    publish("advice", TEXT)
    recompute_groups(now=MONDAY)
    people, now = cast(), timezone.now()
    files = {key: _file(people.applicant, key) for key in ("papers", "certificate")}
    answers: dict[str, Json] = {**SAID, **{key: [uuid] for key, uuid in files.items()}}
    started = start_case(
        procedure="advice",
        applicant=people.applicant,
        person=people.applicant,
        answers=answers,
        now=now,
        files=files_for(people.applicant, answers, {}),
    )
    assert isinstance(started, Done), started
    case = Case.objects.get(uuid=started.result["case"])
    task = UserTask.objects.get(case=case, status="open").uuid
    checked = complete_user_task(task=task, person=people.head, verdict="checked", answers={}, now=now)
    assert isinstance(checked, Done), checked
    everybody = _everybody()
    shown = everybody["shown"].uuid
    CaseReader.objects.create(case=case, subject=str(shown))
    LaterView.objects.create(
        case=case, person=shown, step="供覧", unit="07030100", post="主事", reason="shown", created_at=now
    )
    case.refresh_from_db()
    things = things_of(everybody["applicant"], everybody["shown"], everybody["other"], case, files["papers"])
    index_cases()
    return Advice(
        case=case,
        task=UserTask.objects.get(case=case, status="open").uuid,
        recall=case.state["recalls"][-1]["id"],
        people=everybody,
        things=things,
        **files,
    )


def _file(person: UUID, key: str) -> str:
    item = machine_in_force("advice").program.form.item(key)
    assert item is not None
    return str(attach_file(person=person, item=item, name=f"{key}.pdf", content=plain_pdf(1), at=timezone.now()).uuid)


def _everybody() -> dict[str, User]:
    people, organisation = cast(), organisation_in_force()
    posting = organisation.main_posting(str(people.applicant), MONDAY.date())
    assert posting is not None
    department = organisation.unit_at(posting.unit, UnitKind.DEPARTMENT)
    post = organisation.head_post(department.code) if department else None
    director = organisation.holder(post.key, MONDAY.date()) if post else None
    assert director is not None
    by = {uuid: User.objects.get(uuid=uuid) for uuid in (people.applicant, people.examiner, people.head)}
    return {
        "applicant": by[people.applicant],
        "in turn": by[people.examiner],
        "past": by[people.head],
        "shown": stranger(),
        "superior": User.objects.get(uuid=director.person),
        "other": User.objects.get(uuid=people.stranger),
        "clerk": clerk(),
        "auditor": auditor(),
        "administrator": operator(),
        "payroll": member_of(PAYROLL),
    }
