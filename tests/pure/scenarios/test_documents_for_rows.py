"""交付 over a table that people write: who gets a document, and what its template may say."""

from dataclasses import replace

from forms.source.source import Source
from meguro_platform.scenarios.run import run_scenarios
from tests.support.certificates import MARKED, PROCEDURE
from tests.support.scenarios import town
from workflow.definition.load import Loaded, load


def loaded(text: str, *asked: str) -> Loaded:
    """With a template that asks for these columns."""
    catalogue = replace(town().ward.office.catalogue, documents={"certificate.html": asked})
    return load(Source("certificates.yaml", text), catalogue)


def errors(text: str, *asked: str) -> list[tuple[str, str]]:
    return [(each.id, each.message.ja) for each in loaded(text, *asked).problems if each.id[0] == "E"]


def test_a_scenario_calls_the_people_of_the_rows_by_their_place() -> None:
    found = loaded(PROCEDURE)
    assert found.program is not None, errors(PROCEDURE)

    result = run_scenarios(found.program, found.scenarios, town())

    assert result.passed, result


def test_a_place_that_the_table_does_not_have_is_told() -> None:
    assert errors(PROCEDURE.replace("行: 2}", "行: 3}")) == [("E120", "「3」という行はありません。")]


def test_documents_go_to_people_or_to_staff_numbers() -> None:
    ((id_, said),) = errors(PROCEDURE.replace("宛先: {行: 職員}", "宛先: {行: 受講料}"))

    assert (id_, said.partition("。")[0]) == ("E058", "「受講料」は人の列ではありません")


def test_a_template_asks_for_columns_of_the_table() -> None:
    assert errors(PROCEDURE, "職員", "補助") == []
    assert errors(PROCEDURE, "級") == [("E101", "帳票の差し込み「級」は「受講者」の列にありません。")]


def test_a_template_asks_for_what_the_steps_of_the_rows_wrote() -> None:
    assert errors(MARKED, "職員", "合否") == []
