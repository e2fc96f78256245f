"""The check that goes with exported evidence agrees with the format, and knows nothing of the platform."""

import ast
import json
from pathlib import Path

import pytest

from meguro_platform.web import evidence_check
from meguro_platform.web.evidence_check import faults, main

GOLDEN = Path(__file__).parents[2] / "golden" / "journal" / "format-1.jsonl"
Rows = list[dict[str, object]]


@pytest.fixture
def rows() -> Rows:
    return [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]


def manifest(rows: Rows) -> dict[str, object]:
    header = json.loads(str(rows[0]["header"]))
    return {"kind": "case", "stream": header["stream"], "entries": len(rows), "head": rows[-1]["hash"]}


def test_what_was_written_under_the_format_holds(rows: Rows) -> None:
    assert list(faults(rows, manifest(rows))) == []


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [("header", '"round":1', '"round":2'), ("body", "DAMAGED", "LOST"), ("hash", "d", "e"), ("salt", "AQ", "BQ")],
)
def test_every_changed_part_is_found(rows: Rows, member: str, old: str, new: str) -> None:
    expected = manifest(rows)
    rows[0][member] = str(rows[0][member]).replace(old, new, 1)

    assert next(faults(rows, expected)).startswith("entry 1:")


def test_a_missing_entry_is_found_and_so_is_a_cut_end(rows: Rows) -> None:
    expected = manifest(rows)

    assert next(faults(rows[1:], expected)).startswith("entry 1: is missing")
    assert "does not end" in list(faults(rows[:-1], expected))[-1]


def test_a_payload_that_is_gone_needs_its_tombstone(rows: Rows) -> None:
    gone = next(row for row in rows if row["tombstone"])
    gone["tombstone"] = False

    assert len(list(faults(rows, manifest(rows)))) == 1


def test_files_that_cannot_be_read_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "journal.jsonl").write_text("[1]\n")

    assert main(tmp_path) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse(Path(evidence_check.__file__).read_text("utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}

    assert imported == {"base64", "hashlib", "json", "sys", "collections.abc", "pathlib", "typing"}
