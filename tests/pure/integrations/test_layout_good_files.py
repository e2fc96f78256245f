"""A file without a fault is accepted, whatever it holds."""

import os
from datetime import date
from random import Random

import pytest

from tests.support.layouts import codes_of, judged
from tests.support.payroll_files import as_control, control_for, good_file, staff_for

ORDINARY, NIGHTLY = 150, 20_000


def check(seed: int) -> None:
    random = Random(seed)
    file = good_file(random)
    content = file.content()
    month = date(int(file.header[2][:4]), int(file.header[2][4:]), 1)

    judgement = judged(
        content,
        month=month,
        control=as_control(control_for(content, file)),
        previous=content,
        staff=staff_for(file.rows),
        history=(),
    )

    expected = ["version_gap"] if file.header[4] != "01" else []
    assert (judgement.verdict, codes_of(judgement)) == ("accepted", expected), f"seed {seed}"


def test_good_files_are_accepted_without_a_word() -> None:
    for seed in range(ORDINARY):
        check(seed)


@pytest.mark.nightly
def test_many_good_files_are_accepted_without_a_word() -> None:
    first = int(os.environ.get("MEGURO_SEED", "0")) or int.from_bytes(os.urandom(4))
    print(f"first seed {first}")
    for seed in range(first, first + NIGHTLY):
        check(seed)
