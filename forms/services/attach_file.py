"""Takes in a file for an item of a form, before the form is sent."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, Sum

from forms.errors import AnswerInvalid, ContentNotKept
from forms.field_type import Attached
from forms.models import Attachment, UnsentFile
from forms.reading.file import check_file, clean_name
from forms.services.file_pages import page_counts
from forms.services.stored_content import keep_content
from forms.spec import ItemSpec, Text

logger = logging.getLogger(__name__)


MOST_UNSENT = 300
MOST_UNSENT_BYTES = 1_000_000_000
_TOO_MUCH = Text(
    "まだ出していないファイルが多すぎます（300個・合計1GBまで）。申請を出すか、下書きを捨ててください。下書きにないファイルは7日で消えます。",
    "Too many of your files are not handed in (at most 300, and 1 GB). Hand in or throw away what you have written; "
    "files that no draft has are gone after 7 days.",
)


def attach_file(*, person: UUID, item: ItemSpec, name: str, content: bytes, at: datetime) -> Attached:
    """Checks name, content and size against the item, stores the content encrypted and tells how to refer to it.

    The pages of a PDF are counted for those who will read it. Until the form is sent, only the person may refer to it,
    and so much of it may be his at a time. Raises AnswerInvalid, also when there is no room for it: then nothing was
    kept, and the form is as it was.
    """
    shown = clean_name(name, item)
    kind = check_file(shown, content, item)
    _check_room(person, len(content))
    try:
        row = _keep(person, shown, kind.type, content, at)
    except ContentNotKept as full:
        logger.error("a file could not be kept: %s", full)
        raise AnswerInvalid(Text(full.ja, full.en)) from full
    file = Attached(uuid=str(row.uuid), sha256=row.sha256, name=row.name, size=row.size, type=row.type)
    page_counts([file])
    return file


def _check_room(person: UUID, size: int) -> None:
    unsent = UnsentFile.objects.filter(owner=person).aggregate(number=Count("uuid"), bytes=Sum("size", default=0))
    if unsent["number"] >= MOST_UNSENT or unsent["bytes"] + size > MOST_UNSENT_BYTES:
        raise AnswerInvalid(_TOO_MUCH)


@transaction.atomic
def _keep(person: UUID, name: str, kind: str, content: bytes, at: datetime) -> Attachment:
    sha256, size = keep_content(content), len(content)
    unsent = UnsentFile.objects.create(uuid=uuid4(), owner=person, size=size, wanted_at=at)
    return Attachment.objects.create(
        uuid=unsent.uuid, sha256=sha256, name=name, size=size, type=kind, owner=person, attached_at=at
    )
