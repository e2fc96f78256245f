"""Checks the journal of a case that was exported from Meguro Platform. Needs Python 3.9 or newer and nothing else.

    python3 verify.py            in the folder with journal.jsonl and manifest.json

It is written from the description of the format alone, shares no code with the platform, and is put into every export.
Exit status: 0 it holds, 1 it does not, 2 the files cannot be read.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENTRY, PAYLOAD = b"meguro-journal-entry-1\n", b"meguro-journal-payload-1\n"
HOLDS = "OK / 合っています: {entries} entries, {gone} of them lawfully disposed of. Last hash / 最後のハッシュ: {head}"


def faults(rows: list[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[str]:
    """Everything that does not hold, entry by entry; nothing when the chain is whole up to the hash in the manifest."""
    prev = "0" * 64
    for place, row in enumerate(rows, start=1):
        raw = row["header"].encode("utf-8")
        header = json.loads(raw)
        checks = (
            (row["seq"] == place == header["seq"], "is missing, or the numbering was changed"),
            (header["format"] == 1, "has an unknown format"),
            ((header["kind"], header["stream"]) == (manifest["kind"], manifest["stream"]), "belongs to another stream"),
            (hashlib.sha256(ENTRY + raw).hexdigest() == row["hash"], "its header was changed"),
            (header["prev"] == prev, "the entry before it was replaced"),
            (_payload_holds(row, header["payload"]), "its payload was changed, or removed without a tombstone"),
        )
        for holds, what in checks:
            if not holds:
                yield f"entry {place}: {what}"
        prev = row["hash"]
    if (len(rows), prev) != (manifest["entries"], manifest["head"]):
        yield "the journal does not end with the entry that the manifest names"


def _payload_holds(row: dict[str, Any], digest: str) -> bool:
    if row["body"] is None or row["salt"] is None:
        return row["tombstone"] is True
    salt = base64.b64decode(row["salt"])
    return hashlib.sha256(PAYLOAD + salt + row["body"].encode("utf-8")).hexdigest() == digest


def main(folder: Path) -> int:
    """Check the files of a folder and say what was found."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        lines = (folder / "journal.jsonl").read_text("utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        found = list(faults(rows, manifest))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"The files cannot be read / ファイルを読めません: {problem!r}")
        return 2
    for fault in found:
        print(fault)
    if found:
        print(f"DOES NOT HOLD / 合っていません: {len(found)}")
        return 1
    gone = sum(row["body"] is None for row in rows)
    print(HOLDS.format(entries=len(rows), gone=gone, head=manifest["head"]))
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
