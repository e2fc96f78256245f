"""The specification of a procedure says everything that is written in it, and how its scenarios come out."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forms.documents.press import engine
from forms.errors import PrintingUnavailable
from forms.source.source import Source
from meguro_platform.definition_names import names_for
from tests.support.definitions import PROJECT
from tests.support.documents import needs_printing
from tests.support.ward import ward
from workflow.definition.load import load
from workflow.definition.regulation import load_regulation
from workflow.definition.specification.specification import Specification, specification_of
from workflow.engine.sending import is_letter

DEFINITIONS = PROJECT / "definitions"
PROCEDURES = sorted((DEFINITIONS / "procedures").glob("*.yaml"))
REGULATIONS = sorted((DEFINITIONS / "authority").glob("*.yaml"))
CARD = DEFINITIONS / "procedures" / "id-card-reissue.yaml"


def specification(path: Path, language: str = "ja") -> Specification:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    return specification_of(source, names_for(path, ward().office, DEFINITIONS), "en" if language == "en" else "ja")


def html(procedure: str, *more: str) -> str:
    out = StringIO()
    call_command("document_definition", procedure, "--output", "-", *more, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_every_step_item_outcome_and_scenario_is_in_it(path: Path) -> None:
    source, names = Source(path.name, path.read_text("utf-8")), names_for(path, ward().office, DEFINITIONS)
    loaded = load(source, names)
    assert loaded.program is not None
    found = specification_of(source, names, "ja", loaded.program.tables)

    carried = {node.step for node in loaded.program.nodes if is_letter(node.id)}  # by 電子 of a 施行, which is there
    assert set(loaded.program.by_step) - carried <= {row.name for row in found.steps}
    assert {item.name for item in loaded.program.form.items} <= {row.name for row in found.items}
    assert [row.name for row in found.outcomes] == [outcome.name for outcome in loaded.program.outcomes]
    assert [row.name for row in found.scenarios] == [scenario.name for scenario in loaded.scenarios]
    assert [row.name for row in found.systems] == [operation.name for operation in loaded.program.operations]
    assert [row.name for row in found.tables] == [table.name for table in loaded.program.tables]


@pytest.mark.parametrize("path", REGULATIONS, ids=lambda path: path.stem)
def test_shared_tables_are_laid_out_by_themselves(path: Path) -> None:
    regulation = load_regulation(Source(path.name, path.read_text("utf-8")), ward().office.catalogue).regulation
    found = specification(path)

    assert found.name == regulation.name
    assert [row.name.partition("(")[0] for row in found.tables] == [table.table for table in regulation.tables]
    assert found.items and not found.steps


def test_the_command_documents_a_regulation_in_both_languages() -> None:
    page, english = html("spending"), html("spending", "--lang", "en")

    assert "規程の決定表" in page
    assert "申請者の課の文書主任" in page
    assert "applicant&#x27;s section&#x27;s records_officer" in english
    assert "Drawing of the steps" not in english


def test_a_step_is_told_with_people_deadline_and_buttons() -> None:
    (step,) = [row for row in specification(CARD).steps if row.name == "人事課長決定"]

    assert (step.number, step.kind, step.who, step.buttons) == (
        "6",
        "決定",
        ("人事課の課長",),
        ("決定", "廃案", "差戻し"),
    )
    assert [(fact.label, fact.text) for fact in step.when] == [("期限", "1営業日"), ("催促", "1営業日ごと 最大5回")]


def test_steps_inside_others_are_numbered_under_them() -> None:
    numbers = {row.name: row.number for row in specification(CARD).steps}

    assert [numbers[name] for name in ("新証の発行", "発行依頼", "発行不能の対応", "決定の遅れ")] == [
        "7",
        "7.1",
        "7a.1",
        "6.1",
    ]


def test_headings_are_those_of_the_language_asked_for() -> None:
    (step,) = [row for row in specification(CARD, "en").steps if row.name == "人事係審査"]

    assert (step.kind, step.buttons) == ("verify", ("proper", "send_back"))
    assert [(fact.label, fact.text) for fact in step.when] == [("due", "1 business_days")]


def test_the_command_writes_one_page_that_loads_nothing() -> None:
    page = html("id-card-reissue")

    assert "手続の仕様書" in page
    assert "✓ 成功 紛失なら承認より前に旧証が止まり、手渡してから新証が使える" in page
    assert "✗" not in page
    assert re.findall(r"""(?:src|href)\s*=\s*["'](?!#)|url\((?!#)|@import""", page) == []


def test_the_command_speaks_english_too() -> None:
    page = html("leave-of-absence", "--lang", "en")

    assert "Specification of the procedure" in page
    assert "Scenarios and their results" in page


def test_a_scenario_that_fails_shows_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "leave.yaml"
    text = (DEFINITIONS / "procedures" / "leave-of-absence.yaml").read_text("utf-8")
    path.write_text(text.replace("outcome: 時季変更", "outcome: 承認済"), "utf-8")

    page = html(str(path), "--lang", "en")

    assert "✗ failed 課長は時季を変えてもらうことができる" in page
    assert "outcome: expected 承認済 ／ actual 時季変更" in page


def test_a_definition_with_errors_has_none(tmp_path: Path) -> None:
    path = tmp_path / "leave.yaml"
    path.write_text("書式: 1\n", "utf-8")

    with pytest.raises(SystemExit):
        call_command("document_definition", str(path), stderr=StringIO())


def test_a_pdf_is_written_where_the_machine_can_print(tmp_path: Path) -> None:
    needs_printing()
    target = tmp_path / "leave.pdf"

    call_command(
        "document_definition", "leave-of-absence", "--format", "pdf", "--output", str(target), stdout=StringIO()
    )

    assert target.read_bytes().startswith(b"%PDF-")


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(*args: object, **options: object) -> bytes:
        raise PrintingUnavailable(engine.WHAT_TO_INSTALL, "cannot load libpango")

    monkeypatch.setattr("meguro_platform.services.specification.pdf_a", missing)

    with pytest.raises(CommandError, match="apt-get install"):
        call_command("document_definition", "leave-of-absence", "--format", "pdf", "--output", str(tmp_path / "x.pdf"))


def test_a_circulation_says_who_decides_it_and_by_when() -> None:
    row = next(
        row for row in specification(DEFINITIONS / "procedures" / "budget-execution.yaml").steps if row.name == "決裁"
    )

    assert row.who == ("表「支出の決定.支出負担行為」", "表「支出の決定.情報システムの協議」")
    assert [(fact.label, fact.text) for fact in row.when][:2] == [
        ("審議・期限", "2営業日"),
        ("審議・催促", "1営業日ごと 最大3回"),
    ]
    assert not {fact.label for fact in row.facts} & {fact.label for fact in row.when}


def test_the_tables_that_items_are_looked_up_in_are_laid_out_with_their_days() -> None:
    path = DEFINITIONS / "procedures" / "travel-order.yaml"
    source, names = Source(path.name, path.read_text("utf-8")), names_for(path, ward().office, DEFINITIONS)
    program = load(source, names).program
    assert program is not None

    found = specification_of(source, names, "ja", program.tables, program.form.masters)

    rates = [table for table in found.tables if table.name == "旅費の定額.宿泊料"]
    assert len(rates) == 2
    assert all(fact.label == "施行" for table in rates for fact in table.facts)


def test_an_empty_list_inside_a_value_is_shown_as_nothing() -> None:
    found = specification(DEFINITIONS / "procedures" / "travel-order.yaml")

    assert any("失効: —" in line for row in found.scenarios for line in row.course)


def test_readers_are_told_what_choices_and_buttons_say_and_not_how_programs_call_them() -> None:
    found = specification(CARD)
    reason = next(item for item in found.items if item.name == "理由")
    failed = next(step for step in found.steps if step.name == "発行不能の対応")

    assert ("選択肢", "紛失、盗難、破損") in [(fact.label, fact.text[:8]) for fact in reason.facts]
    assert failed.buttons == ("やり直す(進む 新証の発行)", "打ち切る(終了 発行不能、理由: 必須)")


def test_only_the_last_way_of_a_choice_is_called_otherwise() -> None:
    found = specification(DEFINITIONS / "procedures" / "event-endorsement.yaml")
    ways = [step for step in found.steps if step.number in ("5a", "5b")]

    assert [(way.name, bool(way.facts)) for way in ways] == [("", True), ("それ以外", False)]
