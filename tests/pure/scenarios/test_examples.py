"""The examples of the language: what is written in them checks clean, and their scenarios come out as they say."""

from pathlib import Path

import pytest

from approvals.ward.practice import with_practice_people
from forms.source.source import Source
from meguro_platform.definition_names import names_for
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from tests.support.definitions import GOLDEN, PROJECT
from tests.support.ward import ward
from workflow.definition.load import load

DEFINITIONS = PROJECT / "definitions"
SCENARIOS = {
    DEFINITIONS / "procedures" / "id-card-reissue.yaml": 13,
    DEFINITIONS / "procedures" / "leave-of-absence.yaml": 7,
    DEFINITIONS / "procedures" / "payslip-delivery.yaml": 6,
    GOLDEN / "examples" / "sendback-parallel.yaml": 4,
    GOLDEN / "examples" / "spending-decision.yaml": 16,
}
"""Each example with the least number of its scenarios."""


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_example_checks_clean_and_its_scenarios_hold(path: Path) -> None:
    loaded = load(Source(path.name, path.read_text(encoding="utf-8")), names_for(path, ward().office, DEFINITIONS))
    assert [(problem.position.line, problem.id) for problem in loaded.problems] == []
    assert loaded.program is not None

    result = run_scenarios(loaded.program, loaded.scenarios, Town(ward=with_practice_people(ward())))

    assert [scenario.name for scenario in result.scenarios if scenario.failure] == []
    assert len(result.scenarios) >= SCENARIOS[path]
