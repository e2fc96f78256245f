"""Attached files by who may refer to them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from forms.field_type import Attached, Json
from forms.fields.attachment import attached_files
from forms.models import Attachment

MOST = 500


def files_for(person: UUID, submitted: Mapping[str, Json], previous: Mapping[str, Json]) -> dict[str, Attached]:
    """The files that answers may refer to, by uuid: those of the case, and the person's own among the sent ones."""
    files = {file.uuid: file for stored in previous.values() for file in attached_files(stored)}
    sent = [uuid for raw in submitted.values() for uuid in _uuids(raw)][:MOST]
    for row in Attachment.objects.filter(owner=person, uuid__in=sent):
        files[str(row.uuid)] = _attached(row)
    return files


def own_files(person: UUID, submitted: Mapping[str, Json]) -> dict[str, Attached]:
    """The person's own files among those a draft refers to."""
    return files_for(person, submitted, {})


def _uuids(raw: Json) -> Iterator[UUID]:
    for part in raw if isinstance(raw, list) else [raw]:
        if isinstance(part, dict):
            part = part.get("uuid")
        if isinstance(part, str) and len(part) == 36:
            try:
                yield UUID(part)
            except ValueError:
                continue


def _attached(row: Attachment) -> Attached:
    return Attached(uuid=str(row.uuid), sha256=row.sha256, name=row.name, size=row.size, type=row.type)
