"""Whole lines and blocks gone, doubled, moved or exchanged, values of another kind: every mutant is answered."""

import random
import time
import traceback
from collections.abc import Callable

import pytest

from forms.source.problem import Severity
from tests.support.definitions import CATALOGUE, PROJECT, load_shipped
from workflow.definition.completion.completion import offers_at
from workflow.definition.contents import contents_of

SEED = 20260511
TOLD = 1_000
PROCEDURES = sorted((PROJECT / "definitions" / "procedures").glob("*.yaml"))
TEXTS = {path: path.read_text(encoding="utf-8") for path in PROCEDURES}
VALUES = (
    *("", "はい", "no", "0123", "1:30", "2026-04-01", "[]", "{}", "[[[]]]", "{a: {b: [c]}}", "[はい, いいえ]", "|"),
    *("&a 1", "*a", "!x y", "2営業日", "- - -", "'", '"', "1" * 400, "「", "null", "～", "{項目: x}", "a: b", "%", "@"),
)
FULL_WIDTH = str.maketrans({chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)} | {" ": "　"})
Lines = list[str]


def block_at(lines: Lines, at: int) -> slice:
    """The line and everything that is indented under it."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return slice(at, end)


def delete(lines: Lines, at: int, chance: random.Random) -> None:
    del lines[at]


def delete_block(lines: Lines, at: int, chance: random.Random) -> None:
    del lines[block_at(lines, at)]


def duplicate(lines: Lines, at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), lines[at])


def duplicate_block(lines: Lines, at: int, chance: random.Random) -> None:
    block = lines[block_at(lines, at)]
    to = chance.randrange(len(lines))
    lines[to:to] = block


def move_block(lines: Lines, at: int, chance: random.Random) -> None:
    place = block_at(lines, at)
    block = lines[place]
    del lines[place]
    to = chance.randrange(len(lines) + 1)
    lines[to:to] = block


def swap(lines: Lines, at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def indent(lines: Lines, at: int, chance: random.Random) -> None:
    place = block_at(lines, at)
    lines[place] = ["  " + line for line in lines[place]]


def outdent(lines: Lines, at: int, chance: random.Random) -> None:
    place = block_at(lines, at)
    lines[place] = [line.removeprefix("  ") for line in lines[place]]


def retype(lines: Lines, at: int, chance: random.Random) -> None:
    head, colon, _ = lines[at].partition(": ")
    lines[at] = head + (colon or ": ") + chance.choice(VALUES)


def full_width(lines: Lines, at: int, chance: random.Random) -> None:
    head, colon, value = lines[at].partition(": ")
    lines[at] = chance.choice(
        [lines[at].translate(FULL_WIDTH), head + colon + value.translate(FULL_WIDTH), head.translate(FULL_WIDTH)]
    )


def cut(lines: Lines, at: int, chance: random.Random) -> None:
    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    del lines[at + 1 :]


CHANGES: tuple[Callable[[Lines, int, random.Random], None], ...] = (
    *(delete, delete_block, duplicate, duplicate_block, move_block, swap, indent, outdent, retype, retype),
    *(full_width, cut),
)


def breaks(seed: int, count: int) -> list[str]:
    """What went wrong in this many mutants, each with one to three changes; tells how far it is."""
    chance, began, slowest = random.Random(seed), time.process_time(), (0.0, 0)
    found: list[str] = []
    for number in range(count):
        if number and number % TOLD == 0:
            spent = time.process_time() - began
            told = f"seed {seed}: {number} mutants, {len(found)} broken, {spent:.0f} s of processor time"
            print(f"{told}, slowest number {slowest[1]} with {1000 * slowest[0]:.0f} ms", flush=True)
        path = chance.choice(PROCEDURES)
        lines = TEXTS[path].split("\n")
        for _ in range(chance.choice((1, 1, 2, 3))):
            chance.choice(CHANGES)(lines, chance.randrange(len(lines)), chance) if lines else None
        started = time.process_time()
        try:
            text = "\n".join(lines)
            loaded = load_shipped(path, text)
            contents_of(text)
            offers_at(text, 1 + number % (len(lines) or 1), None, CATALOGUE)
        except Exception:
            found.append(f"mutant {number}: {traceback.format_exc()}")
            continue
        slowest = max(slowest, (time.process_time() - started, number))
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        if (loaded.program is None) is not bool(errors):
            found.append(f"mutant {number}: a program and {len(errors)} errors")
        if any(not 0 < problem.position.line <= len(lines) + 1 for problem in loaded.problems):
            found.append(f"mutant {number}: a problem outside the text")
    return found


def test_larger_mutants_are_answered() -> None:
    found = breaks(SEED, 200)

    assert found == [], f"seed {SEED}"


@pytest.mark.nightly
def test_twenty_thousand_larger_mutants_are_answered() -> None:
    seed = random.randrange(10**9)
    print(f"seed {seed}")

    assert breaks(seed, 20_000) == [], f"seed {seed}"
