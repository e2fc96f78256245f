"""What keeps cases right is taken away, one thing at a time: the tests that own it go red."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

PROJECT = Path(__file__).resolve().parents[2]
INTERLEAVINGS = "tests/database/workflow/test_interleavings.py"
OWNERS = {
    "case_lock": [INTERLEAVINGS, "-k", "few_orders"],
    "unique_key": [INTERLEAVINGS, "-k", "one_key"],
    "join_count": ["tests/pure/engine/test_parallel.py"],
    "compensation_entry": ["tests/pure/engine/test_send_back_and_calls.py"],
}


def run(owner: Sequence[str], planted: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.support.planted_bugs", *owner]
    command += ["-m", "not long and not nightly"]
    environment = os.environ | {"PLANTED": planted}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def test_without_a_bug_they_are_green() -> None:
    sound = run(sorted({owner for owner, *_ in OWNERS.values()}), "")

    assert sound.returncode == 0, sound.stdout[-2_000:]


@pytest.mark.parametrize("planted", OWNERS)
def test_the_suite_that_owns_it_goes_red(planted: str) -> None:
    broken = run(OWNERS[planted], planted)

    assert broken.returncode == 1, broken.stdout[-2_000:]
    assert "failed" in broken.stdout or "FAILED" in broken.stdout
