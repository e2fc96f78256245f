"""Attached files that nobody sends: so many may a person have, and they are gone after a while."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from forms.errors import AnswerInvalid
from forms.field_type import Attached
from forms.models import Attachment, UnsentFile
from forms.services import attach_file as limits
from forms.services.attach_file import attach_file
from forms.services.forget_unsent import forget_unsent
from forms.services.open_attachment import open_attachment
from forms.services.save_draft import save_draft
from forms.spec import ItemSpec
from integrations.models import ArrivedFile
from tests.support.leave_story import a_sick_leave
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.services.dispatch import Done
from workflow.services.raise_report import raise_report
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db

HANAKO, TARO = uuid.UUID(int=1), uuid.UUID(int=2)
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=8)
ITEM = ItemSpec(key="paper", name="届", type="attachment")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path)
    yield tmp_path


def attach(person: uuid.UUID = HANAKO, content: bytes = b"%PDF-1.7 first", at: datetime = NOW) -> Attached:
    return attach_file(person=person, item=ITEM, name="届.pdf", content=content, at=at)


def contents(media: Path) -> int:
    return sum(path.is_file() for path in media.rglob("*"))


def test_a_file_that_nobody_sends_is_gone_after_a_week(media: Path) -> None:
    attach()

    forget_unsent(now=NOW + timedelta(days=6))
    assert (Attachment.objects.count(), contents(media)) == (1, 1)
    forget_unsent(now=LATER)
    assert (Attachment.objects.count(), UnsentFile.objects.count(), contents(media)) == (0, 0, 0)


def test_a_file_of_a_draft_stays(media: Path) -> None:
    file = attach()
    save_draft(person=HANAKO, procedure="leave", values={"paper": [file.uuid]}, at=NOW)

    forget_unsent(now=LATER)

    assert open_attachment(file=file).content == b"%PDF-1.7 first"
    assert UnsentFile.objects.get().wanted_at == LATER


def test_the_draft_of_somebody_else_keeps_nothing() -> None:
    file = attach()
    save_draft(person=TARO, procedure="leave", values={"paper": [file.uuid]}, at=NOW)

    forget_unsent(now=LATER)

    assert not Attachment.objects.exists()


def test_content_that_somebody_else_attached_too_stays(media: Path) -> None:
    attach(HANAKO)
    other = attach(TARO, at=LATER)

    forget_unsent(now=LATER)

    assert [row.owner for row in Attachment.objects.all()] == [TARO]
    assert open_attachment(file=other).content == b"%PDF-1.7 first"


def test_content_that_arrived_from_a_system_stays(media: Path) -> None:
    file = attach()
    ArrivedFile.objects.create(message="m", name="f", sha256=file.sha256, size=1, arrived_at=NOW, status="waiting")

    forget_unsent(now=LATER)

    assert (Attachment.objects.count(), contents(media)) == (0, 1)


def test_a_file_that_was_sent_stays_for_ever(media: Path) -> None:
    load_world()
    a_sick_leave(cast())

    forget_unsent(now=MONDAY + timedelta(days=400))

    assert (Attachment.objects.count(), UnsentFile.objects.count(), contents(media)) == (1, 0, 1)
    with pytest.raises(DatabaseError, match="a file that was sent stays"), transaction.atomic():
        connection.cursor().execute("DELETE FROM forms_attachment")


REPORTED = """書式: 1
手続: 鍵の貸出し
id: key-loan
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {返却済: 成立}
様式:
  - {項目: 部屋, id: room, 型: 文字, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {確認: 返却の確認, 担当: 申請者の所属長, 期限: 3営業日}
  - 終了: 返却済
いつでも:
  - 届: 破損の届
    できる人: 申請者
    項目:
      - {項目: 写真, id: photo, 型: 添付, 必須: はい}
    手順:
      - {確認: 届の確認, 担当: 申請者の所属長, 期限: 1営業日}
"""


def test_a_file_that_was_sent_with_a_report_stays_for_ever(media: Path) -> None:
    load_world()
    publish("key-loan", REPORTED)
    person = UUID(str(cast().applicant))
    begun = start_case(procedure="key-loan", applicant=person, person=person, answers={"room": "会議室"}, now=MONDAY)
    assert isinstance(begun, Done), begun
    file = attach(person, at=MONDAY)
    filed = raise_report(
        case=UUID(begun.result["case"]),
        report="破損の届",
        person=person,
        answers={"photo": [file.uuid]},
        files={file.uuid: file},
        now=MONDAY,
    )
    assert isinstance(filed, Done), filed

    forget_unsent(now=MONDAY + timedelta(days=400))

    assert open_attachment(file=file).content == b"%PDF-1.7 first"
    assert Attachment.objects.filter(uuid=file.uuid).exists()


def test_one_person_may_have_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNSENT", 2)
    attach()
    attach()

    with pytest.raises(AnswerInvalid, match="まだ出していないファイルが多すぎます"):
        attach()

    attach(TARO)
    forget_unsent(now=LATER)
    attach(at=LATER)
    assert [row.attached_at for row in Attachment.objects.all()] == [LATER]


def test_one_person_may_have_only_so_much(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNSENT_BYTES", 25)
    attach()

    with pytest.raises(AnswerInvalid, match="まだ出していないファイルが多すぎます"):
        attach(content=b"%PDF-1.7 second")

    assert contents(media) == 1
