"""Every kind of dirt is found, alone and together with others, and ends in the gravest consequence."""

import os
from random import Random

import pytest

from integrations.layouts.findings import worst
from integrations.layouts.judgement import Judgement
from integrations.layouts.layout import Consequence
from tests.support.layouts import codes_of, judged
from tests.support.payroll_dirt import Dirt, mutant_of
from tests.support.payroll_file_dirt import BESIDE, IN_BYTES, IN_LINES
from tests.support.payroll_files import good_file, staff_for
from tests.support.payroll_row_dirt import IN_TEXTS, WITH_RIGHT_SUMS

PLACES = (WITH_RIGHT_SUMS, IN_TEXTS, IN_LINES, IN_BYTES, BESIDE)
KINDS = tuple(kind for place in PLACES for kind in place)
ORDINARY, NIGHTLY = 300, 20_000
GRAVITY = list(Consequence)
TOTALS = ("records", "gross", "deduct", "net", "emp_no_hash_total")
NOT_CHECKED = {
    **{f"total_mismatch.{total}": {f"trailer.{total}"} for total in TOTALS},
    **{f"control_mismatch.{total}": {f"control.{total}"} for total in TOTALS},
    **{code: {"history"} for code in ("same_file_again", "same_version_changed", "older_version")},
    **{code: {"month", "header"} for code in ("month_mismatch", "header_mismatch")},
}
"""Which checks not done stand for which kinds of findings."""


def judgement_of(seed: int, kinds: list[Dirt]) -> Judgement:
    random = Random(seed)
    file = good_file(random)
    staff = staff_for(file.rows)
    mutant = mutant_of(random, file, kinds)
    return judged(
        mutant.content,
        month=mutant.month,
        control=mutant.control,
        previous=mutant.previous,
        history=mutant.history,
        staff=staff,
    )


def check(seed: int, kinds: list[Dirt]) -> None:
    """The verdict is the gravest, and every kind is told unless another covers it."""
    told = f"seed {seed}: {[kind.name for kind in kinds]}"
    gravest = max((kind.consequence for kind in kinds), key=GRAVITY.index)

    judgement = judgement_of(seed, kinds)

    assert worst(judgement.tallies) is gravest, told
    covering = [kind for kind in kinds if kind.covers]
    if covering:
        assert is_told(covering[0], judgement), told
        return
    hidden = {code for kind in kinds for code in kind.hides}
    assert [kind.name for kind in kinds if not is_told(kind, judgement) and kind.code not in hidden] == [], told


def is_told(kind: Dirt, judgement: Judgement) -> bool:
    """Among the findings, or among what could not be checked."""
    not_checked = {each.check for each in judgement.not_checked}
    return kind.code in {"", *codes_of(judgement)} or bool(NOT_CHECKED.get(kind.code, set()) & not_checked)


def some_kinds(random: Random) -> list[Dirt]:
    """One to three kinds, of different places; at most one of them covers the others."""
    places = random.sample(PLACES, random.choice((1, 2, 2, 3)))
    kinds = [random.choice(place) for place in places]
    return kinds if sum(kind.covers for kind in kinds) < 2 else some_kinds(random)


def test_there_are_many_kinds_of_dirt() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) > 100


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_of_dirt_alone_is_judged_rightly(kind: Dirt) -> None:
    check(1, [kind])
    check(2, [kind])


def test_kinds_of_dirt_together_are_judged_rightly() -> None:
    for seed in range(ORDINARY):
        check(seed, some_kinds(Random(seed)))


@pytest.mark.nightly
def test_many_mutants_are_judged_rightly() -> None:
    first = int(os.environ.get("MEGURO_SEED", "0")) or int.from_bytes(os.urandom(4))
    print(f"first seed {first}")
    wrong = []
    for seed in range(first, first + NIGHTLY):
        try:
            check(seed, some_kinds(Random(seed)))
        except AssertionError as error:
            wrong.append(str(error).partition("\n")[0])

    assert wrong == []
