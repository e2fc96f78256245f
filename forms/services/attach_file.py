"""Takes in a file for an item of a form, before the form is sent."""

from datetime import datetime
from uuid import UUID

from forms.field_type import Attached
from forms.models import Attachment
from forms.reading.file import check_file, clean_name
from forms.services.file_pages import page_counts
from forms.services.stored_content import keep_content
from forms.spec import ItemSpec


def attach_file(*, person: UUID, item: ItemSpec, name: str, content: bytes, at: datetime) -> Attached:
    """Checks name, content and size against the item, stores the content encrypted and tells how to refer to it.

    The pages of a PDF are counted for those who will read it. Until the form is sent, only the person may refer to it.
    Raises AnswerInvalid.
    """
    shown = clean_name(name, item)
    kind = check_file(shown, content, item)
    row = Attachment.objects.create(
        sha256=keep_content(content), name=shown, size=len(content), type=kind.type, owner=person, attached_at=at
    )
    file = Attached(uuid=str(row.uuid), sha256=row.sha256, name=row.name, size=row.size, type=row.type)
    page_counts([file])
    return file
