"""The specification of a procedure with its drawing and scenarios, or of shared tables, as HTML and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.template.loader import render_to_string
from django.utils import translation

from approvals.selectors.case_diagram import Diagram, drawing
from forms.documents.press.archive import pdf_a
from forms.source.problem import Severity
from forms.source.source import Source
from forms.spec import Master
from meguro_platform.scenarios.results import FileResult, ScenarioResult
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from workflow.definition.catalogue import Catalogue
from workflow.definition.load import load
from workflow.definition.regulation import is_regulation, load_regulation
from workflow.definition.specification.specification import ScenarioRow, Specification, specification_of
from workflow.definition.translation.translate import NotTranslated
from workflow.engine.program import Program, TableSpec

Language = Literal["ja", "en"]
_STYLE = Path(__file__).resolve().parents[1] / "templates" / "specification" / "document.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A scenario, and how it came out."""

    row: ScenarioRow
    result: ScenarioResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Everything that a specification shows."""

    specification: Specification
    language: Language
    key: str
    hash: str = ""
    diagram: Diagram | None = None
    """None for a file of shared tables: it has no steps, and plays no scenarios."""
    scenarios: tuple[Tried, ...] = ()
    played: FileResult | None = None


def describe(source: Source, catalogue: Catalogue, town: Town, language: Language) -> Described:
    """Lay out a procedure and play its scenarios, or lay out shared tables.

    What cannot be translated stands in its own language. Raises NotTranslated, with the problems, for a file with
    errors.
    """
    if is_regulation(source):
        return _describe_tables(source, catalogue, language)
    loaded = load(source, catalogue)
    if loaded.program is None:
        raise NotTranslated(source, loaded.problems)
    played = run_scenarios(loaded.program, loaded.scenarios, town)
    try:
        specification = specification_of(source, catalogue, language, *_tables_of(loaded.program))
    except NotTranslated:
        specification = specification_of(source, catalogue, loaded.program.language, *_tables_of(loaded.program))
    return Described(
        specification=specification,
        diagram=drawing(loaded.program, {}, language),
        scenarios=tuple(
            Tried(row=row, result=result) for row, result in zip(specification.scenarios, played.scenarios, strict=True)
        ),
        played=played,
        language=language,
        key=loaded.program.key,
        hash=loaded.program.hash,
    )


def _tables_of(program: Program) -> tuple[Sequence[TableSpec], Sequence[Master]]:
    """The tables that its steps draw, and those that its items are looked up in."""
    return program.tables, program.form.masters


def _describe_tables(source: Source, catalogue: Catalogue, language: Language) -> Described:
    loaded = load_regulation(source, catalogue)
    if any(problem.severity is Severity.ERROR for problem in loaded.problems):
        raise NotTranslated(source, loaded.problems)
    return Described(specification=specification_of(source, catalogue, language), language=language, key=loaded.id)


def as_html(described: Described) -> str:
    """One page that needs nothing else: its style is inside."""
    with translation.override(described.language):
        page = render_to_string("specification/document.html", {"described": described})
    return page.replace("</head>", f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>", 1)


def as_pdf(described: Described, made_at: datetime) -> bytes:
    """The same page on paper. Raises PrintingUnavailable, which says what to install, and RenderingStopped."""
    return pdf_a(as_html(described), made_at=made_at)
