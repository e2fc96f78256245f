"""A file of decision tables that procedures share (規程): read, checked by itself, and offered to procedures."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.source.problem import Problem, Severity
from forms.source.reader import read
from forms.source.source import Source
from workflow.definition.catalogue import Catalogue, Regulation, SharedTable
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.compiler.tables import day_of, text_of
from workflow.definition.document import Procedure
from workflow.definition.parser.parser import parse_regulation
from workflow.definition.regulation_document import RegulationPart
from workflow.definition.rules import headings_fit_the_type, items_are_named_once
from workflow.definition.table_checks import check_amendments
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRegulation:
    """What a text turned out to be."""

    id: str
    regulation: Regulation
    """Without tables when the text has errors."""
    problems: tuple[Problem, ...]
    """In the order of the text."""


def load_regulation(source: Source, catalogue: Catalogue) -> LoadedRegulation:
    """Read and check a file of shared tables. Any text at all may be given: this never raises.

    It is checked as a procedure that has nothing but its items, so that gaps and overlaps are told by its own lines.
    """
    root, problems = read(source)
    if root is None:
        return LoadedRegulation(id="", regulation=Regulation(name="", tables=()), problems=tuple(problems))
    part, language, more = parse_regulation(root)
    checked = checked_regulation(part, language, catalogue)
    found = [*problems, *more, *_rules(checked, part)]
    sound = not any(problem.severity is Severity.ERROR for problem in found)
    tables = tuple(_tables(part, checked)) if sound else ()
    ordered = sorted(found, key=lambda problem: (problem.position, problem.id))
    name = normal(part.regulation.value)
    regulation = Regulation(name=name, tables=tables, asks_for=checked.program.form.items)
    return LoadedRegulation(id=part.id.value, regulation=regulation, problems=tuple(ordered))


def is_regulation(source: Source) -> bool:
    """The text begins like a file of shared tables."""
    root, _ = read(source)
    return root is not None and any(root.get(word) is not None for word in ("規程", "regulation"))


def checked_regulation(part: RegulationPart, language: Language, catalogue: Catalogue) -> Checked:
    """The file as a procedure that has nothing but its items."""
    return Checked(
        compile_procedure(Procedure(position=part.position, language=language, form=part.form), catalogue), catalogue
    )


def _rules(checked: Checked, part: RegulationPart) -> Iterator[Problem]:
    for rule in (headings_fit_the_type, items_are_named_once):
        yield from rule.check(checked)
    for pair in part.tables:
        if pair.value:
            yield from check_amendments(checked, pair.key.value, pair.value)


def _tables(part: RegulationPart, checked: Checked) -> Iterator[SharedTable]:
    for pair in part.tables:
        for version in pair.value:
            yield _table(normal(pair.key.value), version, checked, part)


def _table(name: str, version: TablePart, checked: Checked, part: RegulationPart) -> SharedTable:
    basis = version.basis or part.basis
    return SharedTable(
        table=name,
        text=text_of(version, checked.catalogue),
        csv=version.file is not None,
        valid=version.valid.value if version.valid else "",
        hit=version.hit.value if version.hit else "unique",
        basis=basis.value if basis else "",
        as_of=normal(day_of(version, checked.names)),
        authorities=tuple(each.value for each in version.authorities),
    )
