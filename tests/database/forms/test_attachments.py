"""Attached files are checked, encrypted and given only to who may refer to them."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from forms.errors import AnswerInvalid, AttachmentUnreadable
from forms.field_type import Attached, Json
from forms.models import Attachment
from forms.selectors.attachments import files_for
from forms.services.attach_file import attach_file
from forms.services.open_attachment import open_attachment
from forms.spec import ItemSpec

pytestmark = pytest.mark.django_db

HANAKO, TARO = uuid.UUID(int=1), uuid.UUID(int=2)
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
ITEM = ItemSpec(key="paper", name="届", type="attachment")
CONTENT = b"%PDF-1.7 canary-3f2a"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path)
    yield tmp_path


def attach(person: uuid.UUID = HANAKO, content: bytes = CONTENT, name: str = "届.pdf") -> Attached:
    return attach_file(person=person, item=ITEM, name=name, content=content, at=NOW)


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_file_is_given_back_as_it_was_attached() -> None:
    opened = open_attachment(file=attach(name="C:\\書類\\届.pdf"))

    assert (opened.name, opened.type, opened.content) == ("届.pdf", "application/pdf", CONTENT)


def test_nothing_of_a_file_lies_readable_in_the_storage(media: Path) -> None:
    attach()

    [stored] = stored_files(media)
    assert b"canary" not in stored.read_bytes()
    assert "届" not in str(stored)


def test_the_same_content_is_stored_once(media: Path) -> None:
    first, second = attach(HANAKO), attach(TARO, name="別の名.pdf")

    assert len(stored_files(media)) == 1
    assert first.sha256 == second.sha256
    assert open_attachment(file=second).content == CONTENT


def test_a_refused_file_leaves_nothing(media: Path) -> None:
    with pytest.raises(AnswerInvalid, match="種類ではありません"):
        attach(content=b"MZ")

    assert stored_files(media) == []
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda stored: stored[:-1],
        lambda stored: b"",
        lambda stored: stored[:-1] + bytes([stored[-1] ^ 1]),
        lambda stored: CONTENT,
    ],
)
def test_a_file_changed_in_the_storage_is_not_given_out(media: Path, damage: Callable[[bytes], bytes]) -> None:
    file = attach()
    [stored] = stored_files(media)
    stored.write_bytes(damage(stored.read_bytes()))

    with pytest.raises(AttachmentUnreadable):
        open_attachment(file=file)


def test_a_file_put_in_the_place_of_another_is_not_given_out(media: Path) -> None:
    file = attach()
    [stored] = stored_files(media)
    other = attach(content=b"%PDF-1.7 other")
    [replacement] = [path for path in stored_files(media) if path != stored]
    stored.write_bytes(replacement.read_bytes())

    with pytest.raises(AttachmentUnreadable):
        open_attachment(file=file)
    assert open_attachment(file=other).content == b"%PDF-1.7 other"


def test_a_missing_file_is_a_sentence(media: Path) -> None:
    file = attach()
    stored_files(media)[0].unlink()

    with pytest.raises(AttachmentUnreadable) as refused:
        open_attachment(file=file)

    assert refused.value.ja.startswith("ファイルを開けません")


def test_a_half_written_file_is_replaced_by_the_next_who_attaches_it(media: Path) -> None:
    file = attach()
    [stored] = stored_files(media)
    stored.write_bytes(stored.read_bytes()[:10])

    attach(TARO)

    assert open_attachment(file=file).content == CONTENT
    assert len(stored_files(media)) == 1


def test_after_a_change_of_keys_old_and_new_files_are_readable(settings: Settings) -> None:
    old = attach()
    settings.ATTACHMENT_KEYS = {"new": os.urandom(32), **settings.ATTACHMENT_KEYS}
    new = attach(content=b"%PDF-1.7 new")

    assert open_attachment(file=old).content == CONTENT
    assert open_attachment(file=new).content == b"%PDF-1.7 new"


def test_a_file_whose_key_is_gone_is_not_readable(settings: Settings) -> None:
    file = attach()
    settings.ATTACHMENT_KEYS = {"other": os.urandom(32)}

    with pytest.raises(AttachmentUnreadable):
        open_attachment(file=file)


def test_a_person_may_refer_to_own_files_and_those_of_the_case() -> None:
    mine, foreign, of_case = attach(HANAKO), attach(TARO), attach(TARO)
    previous: dict[str, Json] = {
        "paper": [
            {"uuid": of_case.uuid, "sha256": of_case.sha256, "name": "届.pdf", "size": 20, "type": "application/pdf"}
        ]
    }

    files = files_for(
        HANAKO, {"paper": [mine.uuid, foreign.uuid], "other": "x", "third": ["no uuid", 5, None]}, previous
    )

    assert set(files) == {mine.uuid, of_case.uuid}
