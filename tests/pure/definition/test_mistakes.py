"""Mistakes that people make in the shipped procedures are reported at their place."""

import json

import pytest

from tests.support.definitions import GOLDEN, SHIPPED, load_text

MISTAKES = [json.loads(line) for line in (GOLDEN / "mistakes.jsonl").read_text(encoding="utf-8").splitlines()]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake['n']}-{mistake['expect']}")
def test_a_mistake_is_reported_within_three_lines(mistake: dict[str, str | int]) -> None:
    text = TEXTS[str(mistake["file"])]
    assert text.count(str(mistake["replace"])) >= 1

    problems = load_text(text.replace(str(mistake["replace"]), str(mistake["with"]), 1), str(mistake["file"])).problems

    near = {problem.id for problem in problems if abs(problem.position.line - int(mistake["changed_line"])) <= 3}
    assert mistake["expect"] in near
