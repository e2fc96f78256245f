"""Mistakes that people make in whole procedures are reported at their place."""

import json
from functools import cache

import pytest

from forms.source.source import Source
from meguro_platform.definition_names import names_for
from tests.support.definitions import GOLDEN, PROJECT
from tests.support.ward import ward
from workflow.definition.load import Loaded, load

MISTAKES = [json.loads(line) for line in (GOLDEN / "mistakes.jsonl").read_text(encoding="utf-8").splitlines()]
PROCEDURES = PROJECT / "definitions" / "procedures"
FILES = {path.name: path for path in (*PROCEDURES.glob("*.yaml"), *(GOLDEN / "examples").glob("*.yaml"))}


@cache
def original(name: str) -> str:
    return FILES[name].read_text(encoding="utf-8")


def loaded(name: str, text: str) -> Loaded:
    """The text in place of the file, with the names of the whole ward."""
    return load(Source(name, text), names_for(FILES[name], ward().office, PROJECT / "definitions"))


def with_mistake(mistake: dict[str, str | int]) -> str:
    text = original(str(mistake["file"]))
    assert text.count(str(mistake["replace"])) >= 1
    return text.replace(str(mistake["replace"]), str(mistake["with"]), 1)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake['n']}-{mistake['expect']}")
def test_a_mistake_is_reported_within_three_lines(mistake: dict[str, str | int]) -> None:
    problems = loaded(str(mistake["file"]), with_mistake(mistake)).problems

    near = {problem.id for problem in problems if abs(problem.position.line - int(mistake["changed_line"])) <= 3}
    assert mistake["expect"] in near
