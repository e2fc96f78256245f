"""Takes in a file for an item of a form, before the form is sent."""

import logging
from datetime import datetime
from uuid import UUID

from forms.errors import AnswerInvalid, ContentNotKept
from forms.field_type import Attached
from forms.models import Attachment
from forms.reading.file import check_file, clean_name
from forms.services.file_pages import page_counts
from forms.services.stored_content import keep_content
from forms.spec import ItemSpec, Text

logger = logging.getLogger(__name__)


def attach_file(*, person: UUID, item: ItemSpec, name: str, content: bytes, at: datetime) -> Attached:
    """Checks name, content and size against the item, stores the content encrypted and tells how to refer to it.

    The pages of a PDF are counted for those who will read it. Until the form is sent, only the person may refer to it.
    Raises AnswerInvalid, also when there is no room for it: then nothing was kept, and the form is as it was.
    """
    shown = clean_name(name, item)
    kind = check_file(shown, content, item)
    try:
        sha256 = keep_content(content)
    except ContentNotKept as full:
        logger.error("a file could not be kept: %s", full)
        raise AnswerInvalid(Text(full.ja, full.en)) from full
    row = Attachment.objects.create(
        sha256=sha256, name=shown, size=len(content), type=kind.type, owner=person, attached_at=at
    )
    file = Attached(uuid=str(row.uuid), sha256=row.sha256, name=row.name, size=row.size, type=row.type)
    page_counts([file])
    return file
