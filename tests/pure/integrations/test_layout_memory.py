"""A file is never held in memory: a hundred times as many rows need hardly more."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from integrations.layouts.keys import Keys
from tests.support.definitions import PROJECT
from tests.support.payroll_files import PayrollFile, good_file

FEW, MANY = 2_000, 200_000
ALLOWED = 20_000
"""kB; bits for the staff numbers are a third of it at most."""

JUDGE = """
import sys
from pathlib import Path
from tests.support.layouts import layout
from integrations.layouts.judge import judge

with open(sys.argv[1], "rb") as file:
    judgement = judge(layout(), file)
status = Path("/proc/self/status").read_text()
print(judgement.verdict, judgement.details, status.partition("VmHWM:")[2].split()[0])
"""
"""VmHWM is the peak of this process alone; ru_maxrss begins with what its parent had."""


def test_keys_are_kept_apart_whatever_they_are() -> None:
    keys = Keys()

    added = [keys.add(key) for key in ("7", "07", "00000007", "7", "99999999", "123456789", "A7", "A7", "00000007", "")]

    assert added == [True, True, True, False, True, True, True, False, False, True]
    assert "99999999" in keys
    assert "00000008" not in keys
    assert "８" not in keys


def many_rows(count: int) -> Iterator[bytes]:
    """A good file of so many rows, piece by piece."""
    file = good_file(Random(3))
    shape = PayrollFile(file.header, file.rows[:1])
    shape.count_up()
    header, line, _ = shape.lines()
    number, sums = file.rows[0]["emp_no"], [int(text) * count for text in shape.trailer[2:5]]
    yield f"{header}\r\n".encode("cp932")
    for each in range(count):
        yield (line.replace(number, f"{each * 7:08}") + "\r\n").encode("cp932")
    yield f"T,{count},{sums[0]},{sums[1]},{sums[2]},{7 * count * (count - 1) // 2}\r\n".encode("cp932")


def peak(path: Path, count: int) -> int:
    with path.open("wb") as file:
        file.writelines(many_rows(count))
    answer = subprocess.run(
        [sys.executable, "-c", JUDGE, str(path)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    verdict, details, kilobytes = answer.stdout.split()
    assert (verdict, int(details)) == ("accepted", count)
    return int(kilobytes)


@pytest.mark.long
def test_two_hundred_thousand_rows_need_no_more_memory_than_two_thousand(tmp_path: Path) -> None:
    few, many = peak(tmp_path / "few.csv", FEW), peak(tmp_path / "many.csv", MANY)

    assert many - few < ALLOWED
