"""Checks all templates of a folder: what they say, and, where this machine can print, how they come out on paper."""

from collections.abc import Mapping
from pathlib import Path

from forms.documents.case_values import CASE_VALUES, DECIDED_CASE
from forms.documents.files import load_template
from forms.documents.press.paper_check import paper_problems
from forms.documents.read_template import Finding
from forms.errors import PrintingUnavailable
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text


def check_templates(folder: Path, columns: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """Everything that is wrong with the .html files of a folder; `columns` are the names of values by layout."""
    return [finding for path in sorted(folder.glob("*.html")) for finding in check_template(path, columns)]


def check_template(path: Path, columns: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """The same for one file."""
    template, findings = load_template(path, {**columns, DECIDED_CASE: CASE_VALUES})
    if template is None:
        return findings
    source = Source(str(path), path.read_text(encoding="utf-8"))
    try:
        problems = paper_problems(template)
    except PrintingUnavailable as unavailable:
        problems = [_not_tried(unavailable)]
    return [*findings, *((source, problem) for problem in problems)]


def _not_tried(unavailable: PrintingUnavailable) -> Problem:
    return Problem(
        id="WD20",
        position=Position(1, 1),
        message=Text("紙の上での確かめは、していません。", "How it looks on paper was not checked."),
        hint=Text(unavailable.ja, unavailable.en),
    )
