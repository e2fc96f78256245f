"""A payroll file of 2,100 rows judged and kept, beside reading it with csv and adding up; then a million rows.

The million is judged in a process of its own that is ended after half an hour. Seconds are those of one core and of
PostgreSQL's answer, as a person waits for them.
"""

import csv
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

from tests.benchmarks.progress import TooLong, finished_reading
from tests.support.definitions import PROJECT

ROWS, ROUNDS, SECONDS_GOAL = 2_100, 5, 2.0
FEW, MANY, MEMORY_GOAL = 2_000, 1_000_000, 20_000
"""Rows, rows, and how many kB more the many may need."""
PATIENCE = 1_800.0
"""Seconds for the many."""


def main(rows: int = MANY) -> int:
    """Print seconds, their ratio to the floor, and memory; exit status 1 when a goal is missed."""
    django.setup()
    from tests.support import database

    with database.of_this_run(durable=True):
        taken_in, read = in_turns()
    print(
        f"{ROWS:,} rows judged and kept in {taken_in:.2f} s (goal {SECONDS_GOAL}); {taken_in / read:.0f} x csv",
        flush=True,
    )
    try:
        more, seconds_of_many = memory(rows)
    except TooLong as ended:
        print(ended)
        return 1
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{rows:,} rows judged in {seconds_of_many:.0f} s")
    print(f"{rows:,} rows need {more / 1000:.1f} MB more than {FEW:,} (goal {MEMORY_GOAL / 1000:.0f})")
    return 0 if taken_in < SECONDS_GOAL and more < MEMORY_GOAL else 1


def in_turns() -> tuple[float, float]:
    """Median seconds of taking a file in and of reading it with csv, in turns."""
    from tests.pure.integrations.test_layout_memory import many_rows

    content = b"".join(many_rows(ROWS))
    take_in(content)  # the layout is read once per process
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: take_in(content)))
        floor.append(seconds(lambda: read_with_csv(content)))
    return statistics.median(ours), statistics.median(floor)


def take_in(content: bytes) -> None:
    """What the platform does when a case asks: judge everything, then keep the rows encrypted."""
    from django.utils import timezone

    from integrations.layouts.judge import judge
    from integrations.layouts.judgement import Verdict
    from integrations.selectors.layouts import layout_named
    from integrations.services.keep_rows import keep_rows

    file = io.BytesIO(content)
    judgement = judge(layout_named("payroll-payslip"), file)
    assert judgement.verdict is not Verdict.REJECTED, judgement
    kept = keep_rows(judgement=judgement, file=file, name="meisai.csv", entered={}, now=timezone.now())
    assert kept.count == ROWS


def read_with_csv(content: bytes) -> None:
    """The least that a program could do: split, and add up the amounts."""
    rows = [row for row in csv.reader(io.StringIO(content.decode("cp932"))) if row[0] == "D"]
    assert len(rows) == ROWS
    for column in range(15, 50):
        sum(int(row[column] or 0) for row in rows)


def seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def memory(rows: int) -> tuple[int, float]:
    """How many kB more a process needs to judge the large file than the small one, and how many seconds. TooLong."""
    with tempfile.TemporaryDirectory() as folder:
        few = peak(Path(folder) / "few.csv", FEW)
        began = time.perf_counter()
        return peak(Path(folder) / "many.csv", rows) - few, time.perf_counter() - began


def peak(path: Path, rows: int) -> int:
    """kB of the process that judges a good file of so many rows."""
    from tests.pure.integrations.test_layout_memory import JUDGE, many_rows

    with path.open("wb") as file:
        file.writelines(many_rows(rows))
    command = [sys.executable, "-c", JUDGE, str(path)]
    program = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    verdict, details, kilobytes = finished_reading(program, path, seconds=PATIENCE).split()
    assert (verdict, int(details)) == ("accepted", rows)
    return int(kilobytes)
