"""Format 1 of the journal is a contract: what was written under it verifies for ever, and any change is found."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.engine.journal import FIRST, Fault, Header, Stored, check_chain, entry_hash, payload_digest
from workflow.engine.state import Actor

GOLDEN = Path(__file__).parents[2] / "golden" / "journal" / "format-1.jsonl"


def golden_entries() -> Iterator[Stored]:
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Stored(
            seq=row["seq"],
            header=row["header"].encode(),
            hash=row["hash"],
            salt=base64.b64decode(row["salt"]) if row["salt"] else None,
            body=row["body"].encode() if row["body"] is not None else None,
            tombstone=row["tombstone"],
        )


@pytest.fixture
def entries() -> list[Stored]:
    return list(golden_entries())


def check(entries: list[Stored]) -> Fault | None:
    return check_chain("case", "6f0c7c1e-54c5-4d5b-9d0e-3a1f0b2c4d5e", entries, list(golden_entries())[-1].hash)


def test_the_golden_stream_verifies(entries: list[Stored]) -> None:
    assert check(entries) is None


def test_the_golden_stream_holds_a_destroyed_payload_with_its_tombstone(entries: list[Stored]) -> None:
    assert [entry.seq for entry in entries if entry.body is None and entry.tombstone] == [2]


def test_a_header_that_was_edited_is_found(entries: list[Stored]) -> None:
    entries[0] = replace(entries[0], header=entries[0].header.replace(b'"round":1', b'"round":2'))

    assert check(entries) == Fault(1, "the header was changed after it was written")


def test_a_header_edited_together_with_its_hash_breaks_the_next_entry(entries: list[Stored]) -> None:
    header = entries[0].header.replace(b'"round":1', b'"round":2')
    entries[0] = replace(entries[0], header=header, hash=entry_hash(header))

    assert check(entries) == Fault(2, "the entry before it was replaced")


def test_a_payload_that_was_edited_is_found(entries: list[Stored]) -> None:
    assert entries[2].body is not None
    entries[2] = replace(entries[2], body=entries[2].body.replace(b"decide", b"drop!!"))

    assert check(entries) == Fault(3, "the payload was changed, or deleted without a record of its disposal")


def test_a_payload_deleted_without_a_tombstone_is_found(entries: list[Stored]) -> None:
    entries[2] = replace(entries[2], body=None, salt=None)

    assert check(entries) == Fault(3, "the payload was changed, or deleted without a record of its disposal")


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_entry_is_found(entries: list[Stored], missing: int) -> None:
    del entries[missing]

    assert check(entries) is not None


def test_two_exchanged_entries_are_found(entries: list[Stored]) -> None:
    entries[0], entries[1] = entries[1], entries[0]

    assert check(entries) is not None


def test_a_repeated_entry_is_found(entries: list[Stored]) -> None:
    assert check([*entries, entries[-1]]) is not None


def test_an_entry_of_another_stream_is_found(entries: list[Stored]) -> None:
    header = Header(
        kind="case", stream="other", seq=1, event="start", at=datetime(2026, 5, 11, tzinfo=UTC),
        actor=Actor(kind="system"), payload=payload_digest(b"s" * 16, b"{}"), prev=FIRST,
    ).to_bytes()  # fmt: skip
    entry = Stored(seq=1, header=header, hash=entry_hash(header), salt=b"s" * 16, body=b"{}")

    assert check_chain("case", "mine", [entry]) == Fault(1, "the entry belongs to another stream")


def test_parts_of_a_payload_cannot_be_shifted_between_salt_and_body() -> None:
    assert payload_digest(b"a" * 16, b"b") != payload_digest(b"a" * 15 + b"b", b"ab")
