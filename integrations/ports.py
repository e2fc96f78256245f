"""What upper apps plug into integrations: who may read a case. `meguro_platform.wiring` fills it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

ReadableCase: TypeAlias = Callable[[UUID, str, datetime], UUID | None]
"""The uuid of the case with this number, if this person may read it now; else nothing. Plugged in by approvals."""

_connected: list[ReadableCase] = []


class MissingPlug(RuntimeError):
    """The port was used before `connect` filled it: wiring was not imported."""


def connect(readable_case: ReadableCase) -> None:
    """Fill the port, replacing what was there."""
    _connected[:] = [readable_case]


def readable_case(person: UUID, number: str, now: datetime) -> UUID | None:
    """The uuid of a case that the person may read. Raises MissingPlug when nothing was connected."""
    if not _connected:
        raise MissingPlug("integrations.ports is empty: meguro_platform.wiring.connect_apps() has not run")
    return _connected[0](person, number, now)
