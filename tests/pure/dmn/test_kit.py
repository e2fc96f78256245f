"""The results of the DMN Technology Compatibility Kit, where its folder is given."""

import json
import os
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from forms.dmn.evaluation import Library
from forms.dmn.reader import read_model
from forms.dmn.tck import run_case

FOLDER = Path(os.environ.get("DMN_TCK", "conformance/dmn-tck"))
_UNREACHED = {"0076-feel-external-java": 14, "0082-feel-coercion": 1, "0098-feel-week-of-year-function": 1}
"""Functions in Java; a call of a service that the line does not name; a line that expects four elements of three."""

pytestmark = [
    pytest.mark.nightly,  # the kit is somebody else's and no part of the project
    pytest.mark.skipif(not FOLDER.is_dir(), reason="set DMN_TCK to the folder of the compatibility kit"),
]


def _failed() -> dict[tuple[str, str], int]:
    failed: dict[tuple[str, str], int] = defaultdict(int)
    rows: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in (FOLDER / "results.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["level"], row["dir"], row["model"]].append(row)
    for (level, directory, name), cases in rows.items():
        model = read_model((FOLDER / "models" / level / directory / name).read_bytes())
        loaded = Library({model.namespace: model}).model(model.namespace)
        for row in cases:
            failed[level, directory] += not run_case(loaded, row, datetime.now(UTC)).passed
    return failed


@pytest.fixture(scope="module")
def failed() -> dict[tuple[str, str], int]:
    return _failed()


def test_level_2_passes_whole(failed: dict[tuple[str, str], int]) -> None:
    assert {key: count for key, count in failed.items() if key[0] == "compliance-level-2" and count} == {}


def test_level_3_passes_but_for_what_is_named(failed: dict[tuple[str, str], int]) -> None:
    left = {key[1]: count for key, count in failed.items() if key[0] == "compliance-level-3" and count}
    assert {name: count for name, count in left.items() if count > _UNREACHED.get(name, 0)} == {}
