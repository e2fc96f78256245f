"""Plays scenarios of definition texts with the generated ward, for tests."""

from functools import cache
from pathlib import Path

from approvals.office.office import office_at
from approvals.ward.generate import generate_ward
from approvals.ward.staff import read_staff
from forms.source.source import Source
from meguro_platform.definition_names import with_files
from meguro_platform.scenarios.results import FileResult
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from workflow.definition.load import Loaded, load

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"


@cache
def town() -> Town:
    return Town(ward=generate_ward(office_at(DEFINITIONS / "organisation"), read_staff()))


def text_of(key: str) -> str:
    """The shipped definition of this key."""
    return (DEFINITIONS / "procedures" / f"{key}.yaml").read_text("utf-8")


def loaded(text: str) -> Loaded:
    found = load(Source("trial.yaml", text), town().ward.office.catalogue)
    assert found.program is not None, [(each.position.line, each.id, each.message.ja) for each in found.problems]
    return found


def played_as_shipped(key: str) -> FileResult:
    """The scenarios of a shipped definition, played with the files that it uses."""
    catalogue = with_files(town().ward.office.catalogue, DEFINITIONS)
    found = load(Source(f"{key}.yaml", text_of(key)), catalogue)
    assert found.program is not None, [(each.position.line, each.id, each.message.ja) for each in found.problems]
    return run_scenarios(found.program, found.scenarios, town())


def played(text: str) -> FileResult:
    """The scenarios of a definition, played."""
    found = loaded(text)
    assert found.program is not None
    return run_scenarios(found.program, found.scenarios, town())
