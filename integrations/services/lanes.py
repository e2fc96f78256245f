"""Two lanes of deliveries: calls somebody may wait for, and calls that a document has to be made for first."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from integrations.selectors.policies import lane_of_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a worker goes about the calls of a lane."""

    at_once: int
    """Calls on their way at the same time."""
    of_one_system: int
    """Of them to one system, so that a slow one leaves room for others."""
    taken_at_once: int
    """Calls taken in one go."""
    lease: timedelta
    """How long a claim lasts unless it is renewed: as long as the calls of a killed worker wait for the next one."""


class Lane(Enum):
    """Which calls, and how."""

    ORDINARY = Pace(at_once=64, of_one_system=48, taken_at_once=64, lease=timedelta(seconds=15))
    DOCUMENTS = Pace(at_once=4, of_one_system=4, taken_at_once=1, lease=timedelta(seconds=60))
    """One document at a time: making it may take 20 seconds, in which no lease is renewed."""

    def serves(self, target: str) -> bool:
        """Whether calls of this lane may go to a system."""
        with_document, _ = lane_of_documents()
        return self is Lane.ORDINARY or any(name.partition(".")[0] == target for name in with_document)

    def left_out(self) -> frozenset[str]:
        """Operations of the other lane."""
        with_document, others = lane_of_documents()
        return with_document if self is Lane.ORDINARY else others
