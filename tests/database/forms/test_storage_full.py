"""A file for which there is no room: nothing of it is kept, and whoever sent it reads why."""

import errno
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from pytest_django import Settings

from forms.errors import AnswerInvalid, ContentNotKept
from forms.models import Attachment
from forms.services import stored_content
from forms.services.attach_file import attach_file
from forms.services.stored_content import keep_content, read_content
from forms.spec import ItemSpec

pytestmark = pytest.mark.django_db
TEXT = b"\xe8\xb3\x87\xe6\x96\x99\r\n" * 2000


class FullStorage(FileSystemStorage):
    """Has written half of a file when there is no more room."""

    def _save(self, name: str, content: object) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FullStorage:
    settings.MEDIA_ROOT = str(tmp_path)
    storage = FullStorage(tmp_path)
    monkeypatch.setattr(stored_content, "default_storage", storage)
    return storage


def test_nothing_of_it_stays(full: FullStorage) -> None:
    with pytest.raises(ContentNotKept):
        keep_content(TEXT)

    assert [path for path in Path(full.location).rglob("*") if path.is_file()] == []


def test_what_was_kept_before_stays(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    sha256 = keep_content(TEXT)
    monkeypatch.setattr(stored_content, "default_storage", FullStorage(tmp_path))

    assert keep_content(TEXT) == sha256
    assert read_content(sha256) == TEXT


def test_whoever_attaches_a_file_reads_that_there_is_no_room(full: FullStorage) -> None:
    item = ItemSpec(key="file", name="資料", type="attachment")

    with pytest.raises(AnswerInvalid) as refusal:
        attach_file(person=uuid4(), item=item, name="資料.txt", content=TEXT, at=timezone.now())

    assert "保管できません" in refusal.value.message.ja
    assert not Attachment.objects.exists()
