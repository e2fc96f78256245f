"""`bootstrap.py test`: every part of the tests, one after the other, each with its time."""

import os
import random
import re
import shlex
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from meguro_platform.embedded import setup
from meguro_platform.embedded.folder import PROJECT, data_folder
from meguro_platform.embedded.shell import Step, StepFailedError, say, spoken

TOOLS = setup.VENV / "bin"
CHECKS: tuple[tuple[str | Path, ...], ...] = (
    (TOOLS / "mypy", "."),
    (TOOLS / "ruff", "check", "."),
    (TOOLS / "ruff", "format", "--check", "."),
    (TOOLS / "lint-imports",),
    (setup.PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
)
"""Lint and types, beside each other."""

BOTH_CORES = ("-n", "2", "--dist", "worksteal")
"""Each core begins with one half, so that what a file sets up for its tests is set up once."""
APART = ("-n", "2", "--dist", "loadscope")
"""What shares a server or a product stays together: tests/faults/conftest.py says what that is."""

TEST_FOLDERS = (
    ("pure", ("tests/pure", "tests/architecture"), BOTH_CORES),
    ("docs and database", ("tests/docs", "tests/database"), BOTH_CORES),
    ("browser", ("tests/browser",), ()),
    ("faults and smoke", ("tests/faults", "tests/smoke"), APART),
)
"""Each part's name, folders and options; a browser fills both cores by itself."""

NOTHING_COLLECTED = 5
"""pytest's exit status when every test was left out."""

COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|deselected)")
RED = re.compile(r"(?:FAILED|ERROR) (tests/[^\[\s]+(?:\[.*?\])?)(?: - .*)?$")
"""The line on which pytest names a test that failed."""
MOST_NAMED = 20

Depth = Literal["usual", "all", "nightly"]

LEFT_OUT: dict[Depth, tuple[str, ...]] = {
    "usual": ("-m", "not long"),
    "all": ("-m", "not nightly", "--hypothesis-profile", "thorough"),
    "nightly": ("--hypothesis-profile", "nightly"),
}
"""Options of pytest by how deep the tests go."""


@dataclass(slots=True)
class Told:
    """What the parts told."""

    failed: list[str] = field(default_factory=list)
    """Names of parts."""
    red: dict[str, None] = field(default_factory=dict)
    """Names of tests that failed, each once, in this order."""
    counted: Counter[str] = field(default_factory=Counter)


def test(depth: Depth) -> int:
    """Set up and run all parts. Returns the exit status."""
    _compile_once()
    setup.for_testing()
    if depth != "usual":
        setup.for_brokers()
    seed = random.randrange(2**32)
    say(f"Order of the tests and long properties: seed {seed}")
    seeds = (f"--randomly-seed={seed}", *(() if depth == "usual" else (f"--hypothesis-seed={seed}",)))
    told, began = Told(), time.monotonic()
    _part("lint and types", _checked, told)
    for name, folders, options in TEST_FOLDERS:
        if all((PROJECT / folder).exists() for folder in folders):
            command = (setup.PYTHON, "-m", "pytest", *folders, *LEFT_OUT[depth], *seeds, *options)
            _part(name, partial(_tested, command, told), told)
    _tell_how_to_repeat(list(told.red), (*LEFT_OUT[depth][2:], *seeds))
    counts = ", ".join(f"{number} {outcome}" for outcome, number in told.counted.items()) or "no tests ran"
    verdict = f"FAILED: {', '.join(told.failed)}" if told.failed else "all parts passed"
    print(f"{verdict}\n{counts} in {time.monotonic() - began:.2f}s", flush=True)
    return 1 if told.failed else 0


def _compile_once() -> None:
    """A run starts hundreds of processes. Where Python may put nothing beside the sources, each would compile them."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ["PYTHONPYCACHEPREFIX"] = str(data_folder() / "compiled")


def _part(name: str, passes: Callable[[], bool], told: Told) -> None:
    say(f"--- {name}")
    began = time.monotonic()
    passed = passes()
    say(f"--- {name}: {'passed' if passed else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    if not passed:
        told.failed.append(name)


def _checked() -> bool:
    """Lint and types; one that fails does not keep the others from being told."""
    begun = [Step(_typed((Path(command[0]).name, *command[1:])), command) for command in CHECKS]
    passed = True
    for step in begun:
        try:
            step.finish(beside=True)
        except StepFailedError as problem:
            print(problem, flush=True)
            passed = False
    return passed


def _tested(command: Sequence[str | Path], told: Told) -> bool:
    print(_typed(command), flush=True)
    status, lines = spoken(command)
    for number, outcome in COUNTS.findall(lines[-1] if lines else ""):
        told.counted["error" if outcome.startswith("error") else outcome] += int(number)
    told.red |= {found[1]: None for line in lines if (found := RED.match(line))}
    return status in {0, NOTHING_COLLECTED}


def _tell_how_to_repeat(red: Sequence[str], options: Sequence[str]) -> None:
    if red:
        print("\nTo run one that failed again, alone:")
    for name in red[:MOST_NAMED]:
        print("  " + _typed((setup.PYTHON, "-m", "pytest", *options, name)))
    if len(red) > MOST_NAMED:
        print(f"  … and {len(red) - MOST_NAMED} more, named above")


def _typed(command: Sequence[str | Path]) -> str:
    """As somebody types it in the project's folder."""
    return shlex.join(str(word).removeprefix(f"{PROJECT}/") for word in command)
