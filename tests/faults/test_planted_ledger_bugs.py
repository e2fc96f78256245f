"""What keeps the ledger of calls right is taken away, one thing at a time: a test that owns it goes red."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.planted_ledger_bugs import BUGS

pytestmark = pytest.mark.nightly

PROJECT = Path(__file__).resolve().parents[2]
CLAIMS, CHANNELS = "tests/database/workflow/test_claims.py", "tests/database/workflow/test_channels.py"
QUESTIONS = "tests/database/workflow/test_questions.py"
DELIVER, UNKNOWN = "tests/database/integrations/test_deliver.py", "tests/database/integrations/test_unknown.py"
OWNERS = {
    "old fences may write": CLAIMS,
    "a lease is settled twice": CLAIMS,
    "no fence for calls of cases": "tests/database/integrations/test_late_workers.py",
    "fences do not rise": CLAIMS,
    "leases are not heeded": CLAIMS,
    "leases never end": CLAIMS,
    "who is late renews": CLAIMS,
    "order is not kept": CLAIMS,
    "what nobody knows holds up nobody": CLAIMS,
    "no doubt after a lost lease": CLAIMS,
    "losses are not counted": CLAIMS,
    "calls are sent before their time": DELIVER,
    "no limit at once": CLAIMS,
    "each worker counts for itself": CLAIMS,
    "no limit per second": CLAIMS,
    "a pause is not heeded": CHANNELS,
    "a restored ledger sends": "tests/database/workflow/test_quarantine.py",
    "the breaker stays closed": CHANNELS,
    "an open breaker lets all through": CHANNELS,
    "a success closes nothing": CHANNELS,
    "patience that a system asks for": DELIVER,
    "attempts are not completed": DELIVER,
    "failed tries do not count": DELIVER,
    "nobody is asked about lost answers": UNKNOWN,
    "calls go to the successor": "tests/database/integrations/test_swap.py",
    "a call twice under one key": CLAIMS,
    "a message twice": "tests/database/integrations/test_messages.py",
    "whoever proposes confirms": "tests/database/integrations/test_dead_letters.py",
    "questions take no place": QUESTIONS,
    "questions do not wait": QUESTIONS,
}


def run(owner: str, planted: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-p", "tests.support.planted_ledger_bugs", owner]
    environment = os.environ | {"PLANTED": planted}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@cache
def is_sound(owner: str) -> bool:
    return run(owner, "").returncode == 0


def test_every_bug_has_a_test_that_owns_it() -> None:
    assert set(OWNERS) == set(BUGS)


@pytest.mark.parametrize("planted", OWNERS)
def test_the_suite_that_owns_it_goes_red(planted: str) -> None:
    broken = run(OWNERS[planted], planted)

    assert is_sound(OWNERS[planted])
    assert broken.returncode == 1, broken.stdout[-2_000:] + broken.stderr[-500:]
    assert "failed" in broken.stdout
