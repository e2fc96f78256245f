"""What a journal entry of a case says in its payload: enough to carry the command out again."""

from datetime import datetime

import msgspec
from msgspec import Struct, field

from workflow.engine.commands import Command
from workflow.engine.state import Json


class CaseRecord(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A command as it was carried out."""

    command: Command
    now: datetime
    answers_to_effects: list[Command] = field(default_factory=list)
    """What dispatch answered while the step ran (who was assigned, which number was drawn), in order."""
    reads: dict[str, str | int] = field(default_factory=dict)
    """What the step asked the calendar."""
    changed: dict[str, list[Json]] = field(default_factory=dict)
    """Items that changed: [before, after]."""
    effects: list[dict[str, Json]] = field(default_factory=list)
    """What went out: kind and the words people need (step, operation, outcome)."""
    state: str = ""
    """SHA-256 of the state after the command; empty for a command that came too late."""

    def to_bytes(self) -> bytes:
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def from_bytes(cls, data: bytes) -> "CaseRecord":
        """Raises msgspec.ValidationError for bytes that are no record."""
        return msgspec.json.decode(data, type=cls)
