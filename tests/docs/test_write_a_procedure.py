"""docs/howto/write-a-procedure.md: its parts are one sound procedure, and the mistake on purpose is told as it says."""

from dataclasses import replace

from forms.source.source import Source
from meguro_platform.definition_names import with_files
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from tests.support.howto import PROJECT, blocks
from tests.support.ward import ward
from workflow.definition.excerpt import printed
from workflow.definition.load import Loaded, load

PAGE = "write-a-procedure.md"
WRITTEN = Source("definitions/procedures/laptop-loan.yaml", "\n".join(blocks(PAGE, "yaml")))


def loaded(source: Source) -> Loaded:
    return load(source, with_files(ward().office.catalogue, PROJECT / "definitions"))


def test_the_parts_are_one_procedure_whose_scenarios_come_out_as_they_say() -> None:
    found = loaded(WRITTEN)
    assert found.problems == ()
    assert found.program is not None

    result = run_scenarios(found.program, found.scenarios, Town(ward=ward()))

    assert len(result.scenarios) == 4
    assert [scenario.failure for scenario in result.scenarios if scenario.failure] == []


def test_the_first_three_parts_are_a_procedure_too() -> None:
    parts = blocks(PAGE, "yaml")

    assert loaded(replace(WRITTEN, text="\n".join(parts[:3]))).program is not None


def test_the_mistake_on_purpose_is_told_as_the_page_says() -> None:
    wrong = replace(WRITTEN, text=WRITTEN.text.replace("項目: 端末番号, 必須: はい}]", "項目: 端末番合, 必須: はい}]"))

    (problem,) = loaded(wrong).problems

    assert printed(wrong, problem, "ja") in blocks(PAGE, "")[-1]
