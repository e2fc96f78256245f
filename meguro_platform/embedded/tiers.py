"""`bootstrap.py test`: every part of the tests, one after the other, each with its time."""

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from meguro_platform.embedded import setup
from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.shell import say, spoken

TOOLS = setup.VENV / "bin"
BOTH_CORES = ("-n", "2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One part of the tests: its commands run in this order, a failing one does not keep the others from running."""

    name: str
    commands: tuple[tuple[str | Path, ...], ...]


CHECKS = Tier(
    name="lint and types",
    commands=(
        (TOOLS / "ruff", "check", "."),
        (TOOLS / "ruff", "format", "--check", "."),
        (TOOLS / "mypy", "."),
        (TOOLS / "lint-imports",),
        (setup.PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    ),
)

TEST_FOLDERS = (
    ("pure", ("tests/pure", "tests/architecture"), BOTH_CORES),
    ("docs", ("tests/docs",), BOTH_CORES),
    ("database", ("tests/database",), BOTH_CORES),
    ("browser", ("tests/browser",), ()),
    ("faults", ("tests/faults",), ()),
    ("smoke", ("tests/smoke",), ()),
)
"""Each part's name, folders and options; tests that start processes get the machine to themselves."""

NOTHING_COLLECTED = 5
"""pytest's exit status when every test was left out."""

COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|deselected)")


Depth = Literal["usual", "all", "nightly"]

LEFT_OUT: dict[Depth, tuple[str, ...]] = {
    "usual": ("-m", "not long"),
    "all": ("-m", "not nightly", "--hypothesis-profile", "thorough"),
    "nightly": ("--hypothesis-profile", "nightly"),
}
"""Options of pytest by how deep the tests go."""


def test(depth: Depth) -> int:
    """Set up and run all tiers. Returns the exit status."""
    setup.for_testing()
    if depth != "usual":
        setup.for_brokers()
    seed = random.randrange(2**32)
    say(f"Order of the tests and long properties: seed {seed}")
    counted: Counter[str] = Counter()
    failed: list[str] = []
    began = time.monotonic()
    for tier in (CHECKS, *_test_tiers(seed, depth)):
        if not _run(tier, counted):
            failed.append(tier.name)
    counts = ", ".join(f"{number} {outcome}" for outcome, number in counted.items()) or "no tests ran"
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all parts passed"
    print(f"{verdict}\n{counts} in {time.monotonic() - began:.2f}s", flush=True)
    return 1 if failed else 0


def _test_tiers(seed: int, depth: Depth) -> list[Tier]:
    chosen = (*LEFT_OUT[depth], f"--randomly-seed={seed}")
    if depth != "usual":
        chosen = (*chosen, f"--hypothesis-seed={seed}")
    return [
        Tier(name=name, commands=((setup.PYTHON, "-m", "pytest", *folders, *chosen, *options),))
        for name, folders, options in TEST_FOLDERS
        if all((PROJECT / folder).exists() for folder in folders)
    ]


def _run(tier: Tier, counted: Counter[str]) -> bool:
    say(f"--- {tier.name}")
    began = time.monotonic()
    results = [_passed(command, counted) for command in tier.commands]
    say(f"--- {tier.name}: {'passed' if all(results) else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    return all(results)


def _passed(command: Sequence[str | Path], counted: Counter[str]) -> bool:
    status, last_lines = spoken(command)
    if "pytest" in command:
        for number, outcome in COUNTS.findall(last_lines[-1] if last_lines else ""):
            counted["error" if outcome.startswith("error") else outcome] += int(number)
        return status in {0, NOTHING_COLLECTED}
    return status == 0
