"""The office's name: one place says it, definitions/organisation/units.csv, in the line of the kind `office`."""

import csv
from functools import lru_cache
from pathlib import Path

PLACE = "{団体名}"
"""Where templates want it."""


def office_name(definitions: Path) -> str:
    """The name; empty where the file or the line is missing, which `check_definitions` reports."""
    path = definitions / "organisation" / "units.csv"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else ""


@lru_cache(maxsize=10)
def _read(path: Path, changed: int) -> str:
    """Read once for each state of the file."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return next((row.get("name") or "" for row in csv.DictReader(file) if row.get("kind") == "office"), "")
