"""What upper apps plug into forms: the journal, the people, the cases, notices. `meguro_platform.wiring` fills it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from forms.field_type import ReferenceKind, Referred
from forms.plugs import Plugs
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person as a batch of documents knows them on a day."""

    person: UUID
    staff_number: str
    name: str
    unit: str = ""
    """Section and subsection, in Japanese."""
    unit_code: str = ""
    """Orders the mail; empty for somebody who has left."""


class RecordEvent(Protocol):
    """Appends to a person's stream of the journal, inside the caller's transaction."""

    def __call__(self, *, person: UUID, event: str, now: datetime, body: dict[str, Any]) -> None: ...


class Tell(Protocol):
    """Puts a notice before people, inside the caller's transaction. It never says what a document says."""

    def __call__(self, *, people: Iterable[UUID], key: str, subject: str, text: str, now: datetime) -> None: ...


class BatchChanged(Protocol):
    """Tells the waiting case how its batch ended; outside of any transaction. The same again changes nothing."""

    def __call__(self, *, key: str, outcome: str, counts: Mapping[str, int], now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All plugs together."""

    record_event: RecordEvent
    tell: Tell
    recipients_of: Callable[[Sequence[str], datetime], Mapping[str, Recipient]]
    """People by staff number; who is unknown is missing."""
    everybody: Callable[[], Sequence[UUID]]
    """All people in office."""
    names_of: Callable[[Iterable[UUID]], Mapping[UUID, str]]
    """Names of people, also of those who have left."""
    batch_changed: BatchChanged
    referred: Callable[[UUID, ReferenceKind, str], Sequence[Referred]]
    """What somebody means by a text, among what he may see: nothing, one thing, or several of one name."""
    called: Callable[[str], Text]
    """What people call the table or the system's operation that an item is looked up in (照会)."""
    needs_content: Callable[[str], bool]
    """Whether something beside attached files lies in the file storage under this hash."""


_plugs = Plugs[Ports](__name__)
connect, ports = _plugs.connect, _plugs.ports
