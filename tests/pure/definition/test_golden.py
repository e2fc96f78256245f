"""Every rule has a small file that breaks it, and the text that people read about it.

REWRITE_GOLDEN=1 writes the texts anew; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest

from forms.source.source import Source
from tests.support.definitions import GOLDEN, SHIPPED, load_file
from workflow.definition.excerpt import printed
from workflow.engine.program import Program

WRONG = sorted((GOLDEN / "err").glob("*.yaml"))
RIGHT = (*sorted((GOLDEN / "ok").glob("*.yaml")), *SHIPPED)
REPORTED = {
    *("E003", "E010", "E011", "E012", "E013", "E014", "E015", "E017", "E020", "E021", "E022"),
    *("E023", "E024", "E030", "E031", "E032", "E040", "E041", "E042", "E043", "E044", "E045", "E046", "E047", "E048"),
    *("E050", "E051", "E052", "E053", "E054", "E055", "E056", "E057", "E058", "E059", "E060", "E061", "E062"),
    *("E063", "E064", "E065", "E066", "E067", "E068", "E069", "E070", "E071", "E072", "E073", "E074", "E075", "E076"),
    *(
        "E080",
        "E081",
        "E082",
        "E083",
        "E084",
        "E085",
        "E086",
        "E087",
        "E088",
        "E089",
        "E090",
        "E091",
        "E092",
        "E095",
        "E100",
        "E101",
    ),
    *("E102", "E110", "E111", "E112", "E113", "E114", "E120", "W101", "W102", "W103", "W104", "W105", "W106"),
    *("W107", "W108", "W109", "W110", "W111", "W113", "W114", "W115"),
}
"""Every problem that the language reports; E001 to E009 are tested with the reader."""
SAYS_IT_ALREADY = {
    *("E013", "E031", "E032", "E069", "E072", "E083", "E086", "E087", "E092", "E100", "W102"),
}
"""Problems whose message itself may say what to do."""


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_mistake_is_told_as_recorded(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    recorded = path.with_suffix(".out")

    told = "\n\n".join(printed(source, problem, "ja") for problem in load_file(path).problems) + "\n"

    if os.environ.get("REWRITE_GOLDEN"):
        recorded.write_text(told, encoding="utf-8")
    assert told == recorded.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_mistake_is_reported_under_the_id_the_file_is_named_after(path: Path) -> None:
    expected = path.stem.partition("-")[0].upper()

    assert expected in {problem.id for problem in load_file(path).problems}


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_mistake_is_told_in_english_too(path: Path) -> None:
    assert all(problem.message.en for problem in load_file(path).problems)


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_sound_procedure_is_silent(path: Path) -> None:
    loaded = load_file(path)

    assert loaded.problems == ()
    assert loaded.program is not None


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_program_has_the_same_hash_when_it_is_read_again(path: Path) -> None:
    program = load_file(path).program
    assert program is not None

    assert Program.from_bytes(program.to_bytes()).hash == program.hash


def test_every_problem_says_what_to_do() -> None:
    told = {problem.id: problem for path in WRONG for problem in load_file(path).problems if problem.hint is None}

    assert set(told) <= SAYS_IT_ALREADY, told


def test_every_problem_has_its_example() -> None:
    shown = {path.stem.partition("-")[0].upper() for path in WRONG}

    assert shown == REPORTED
