"""How a stand-in misbehaves on purpose, for tests and demonstrations."""

import threading
from typing import Literal

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of trouble, for the next `times` calls that match."""

    kind: Literal["error", "busy", "drop", "swallow", "garbage", "slow", "reject"]
    """error: 500, nothing done · busy: 429 with Retry-After `seconds`, nothing done · drop: hang up, nothing done ·
    swallow: do it, wait `seconds`, hang up · garbage: do it, answer a page of HTML · slow: wait, then as usual ·
    reject: 409 with a code of its own, nothing done"""
    times: int = 1
    operation: str = ""
    """Only calls of this operation, without the system's name; empty means all."""
    seconds: float = 0


class Faults:
    """The troubles still to come, taken in the order they were ordered."""

    def __init__(self, planned: tuple[Fault, ...] = ()) -> None:
        self._lock = threading.Lock()
        self._planned = list(planned)

    def add(self, fault: Fault) -> None:
        """Order trouble."""
        with self._lock:
            self._planned.append(fault)

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self._planned.clear()

    def take(self, operation: str) -> Fault | None:
        """The trouble for this call, if any; it is used up."""
        with self._lock:
            for place, fault in enumerate(self._planned):
                if fault.operation in ("", operation):
                    left = msgspec.structs.replace(fault, times=fault.times - 1)
                    self._planned[place : place + 1] = [left] if left.times > 0 else []
                    return fault
        return None
