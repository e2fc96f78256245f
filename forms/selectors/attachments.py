"""What answers may refer to: attached files by who owns them, and people, units, posts and cases as they are known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args
from uuid import UUID

from forms.field_type import Attached, Files, Json, ReferenceKind, Referred, reference_key, referred
from forms.fields.attachment import attached_files
from forms.models import Attachment
from forms.ports import ports

MOST = 500
KINDS: dict[str, ReferenceKind] = {kind: kind for kind in get_args(ReferenceKind)}


class AtHand(Mapping[str, "Attached | Referred | tuple[Referred, ...]"]):
    """Files by uuid; what is known elsewhere is looked up when an item asks what a text means."""

    def __init__(self, person: UUID, known: Files) -> None:
        self._person, self._known = person, known

    def __getitem__(self, key: str) -> "Attached | Referred | tuple[Referred, ...]":
        if key in self._known:
            return self._known[key]
        kind, _, typed = key.partition(":")
        found = tuple(ports().referred(self._person, KINDS[kind], typed)) if kind in KINDS else ()
        if not found:
            raise KeyError(key)
        return found[0] if len(found) == 1 else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def files_for(person: UUID, submitted: Mapping[str, Json], previous: Mapping[str, Json]) -> Files:
    """What answers may refer to: the files of the case, the person's own among the sent ones, what was said before.

    Whoever was chosen before may be sent again, though he has left since.
    """
    known: dict[str, Attached | Referred | tuple[Referred, ...]] = {
        file.uuid: file for stored in previous.values() for file in attached_files(stored)
    }
    for before in _referred_in(previous.values()):
        known[reference_key(before.kind, before.code)] = known[reference_key(before.kind, before.written)] = before
    sent = [uuid for raw in submitted.values() for uuid in _uuids(raw)][:MOST]
    for row in Attachment.objects.filter(owner=person, uuid__in=sent):
        known[str(row.uuid)] = _attached(row)
    return AtHand(person, known)


def _referred_in(answers: Iterable[Json]) -> Iterator[Referred]:
    """Whom and what answers refer to, in the rows of tables, too."""
    for answer in answers:
        if (found := referred(answer)) is not None:
            yield found
        elif isinstance(answer, list):
            yield from _referred_in(cell for row in answer if isinstance(row, dict) for cell in row.values())


def own_files(person: UUID, submitted: Mapping[str, Json]) -> Files:
    """What a draft refers to: the person's own files, and what is known elsewhere."""
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
