"""What this host remembers of the ledger, on its own disk: a database that goes back in time does not take it back."""

import json
import os
import threading
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from workflow.services.guard_ledger import Memory, guard_ledger


def guard() -> None:
    """Compare memory and database, hold the ledger if they disagree, and remember. Raises OperationalError, OSError."""
    file = Path(settings.DATA_DIR) / "ledger-memory.json"
    memory = guard_ledger(memory=_read(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    new.write_text(json.dumps({"fingerprint": memory.fingerprint, "watermark": memory.watermark}), encoding="utf-8")
    new.replace(file)


def _read(file: Path) -> Memory | None:
    """The memory; nothing when there is none, or half of one after a crash."""
    with suppress(OSError, ValueError, KeyError):
        known = json.loads(file.read_text(encoding="utf-8"))
        return Memory(str(known["fingerprint"]), int(known["watermark"]))
    return None
