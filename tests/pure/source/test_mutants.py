"""The delivered definitions with one character changed are answered, whatever the change."""

import random
from pathlib import Path

import pytest

from forms.source.reader import read
from forms.source.source import Source

DEFINITIONS = sorted(Path(__file__).parents[3].glob("definitions/procedures/*.yaml"))
INSERTED = " 　\t:：-－#＃[]{}'\"|>&*!%@`,、。\\\n\r\x00\ufeffaあ1「」"


def mutant(text: str, chance: random.Random) -> str:
    """The text with one character deleted, doubled, replaced, moved or a line joined to the next."""
    at = chance.randrange(len(text))
    inserted = chance.choice(INSERTED)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + inserted + text[at:],
            text[:at] + inserted + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            text[:at],
        ]
    )


def walk(count: int, seed: int) -> None:
    chance = random.Random(seed)
    texts = [file.read_text(encoding="utf-8") for file in DEFINITIONS]
    for number in range(count):
        text = mutant(chance.choice(texts), chance)

        root, problems = read(Source("mutant.yaml", text))

        lines = text.replace("\r\n", "\n").split("\n")
        for problem in problems:
            here = f"seed {seed}, mutant {number}: {problem}"
            assert problem.position.line <= len(lines), here
            assert problem.position.column <= len(lines[problem.position.line - 1]) + 2, here
        assert root is not None or problems, f"seed {seed}, mutant {number}"


def test_some_mutants_of_every_definition_are_answered() -> None:
    walk(300, seed=random.randrange(10**9))


@pytest.mark.nightly
def test_many_mutants_of_every_definition_are_answered() -> None:
    seed = random.randrange(10**9)
    print(f"seed {seed}")

    walk(20_000, seed)
