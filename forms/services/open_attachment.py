"""Opens an attached file for somebody who may see it."""

from dataclasses import dataclass
from uuid import UUID

from forms.errors import AttachmentUnreadable
from forms.field_type import Attached
from forms.services.file_cipher import NotDecryptable
from forms.services.stored_content import read_content


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file as it was attached."""

    name: str
    type: str
    content: bytes


def open_attachment(*, file: Attached) -> OpenedFile:
    """The file behind a reference. Whoever calls has asked first whether the reader may see it.

    Raises AttachmentUnreadable when the stored content is missing or was changed.
    """
    try:
        return OpenedFile(name=file.name, type=file.type, content=read_content(file.sha256))
    except NotDecryptable as problem:
        raise AttachmentUnreadable(UUID(file.uuid), str(problem)) from problem
