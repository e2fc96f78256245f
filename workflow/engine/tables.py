"""The decision tables of a program, each with its amendments."""

from collections import defaultdict

from forms.expressions.scope import Scope
from forms.tables.reader import read_table
from forms.tables.table import Hit
from forms.tables.versions import ALWAYS, DatedTable, Version, in_order, read_validity
from forms.validation.lookup import AUTHORITY
from workflow.engine.program import Program, TableSpec

_DRAFT = "draft_date"


def dated_tables(program: Program, scope: Scope) -> dict[str, DatedTable]:
    """By name; one that cannot be read is left out, and was refused before publication."""
    specs: dict[str, list[TableSpec]] = defaultdict(list)
    for spec in program.tables:
        specs[spec.name].append(spec)
    found = {name: _dated(amendments, scope) for name, amendments in specs.items()}
    return {name: table for name, table in found.items() if table is not None}


def _dated(specs: list[TableSpec], scope: Scope) -> DatedTable | None:
    read = [read_table(spec.text, scope, hit=Hit(spec.hit), as_csv=spec.csv, published=True) for spec in specs]
    tables = [each.table for each in read]
    bodies = [frozenset(spec.authorities) for spec in specs]
    validities = in_order([read_validity(spec.valid) if spec.valid else ALWAYS for spec in specs], bodies)
    versions = [
        Version(valid, table, of, spec.basis)
        for valid, table, of, spec in zip(validities, tables, bodies, specs, strict=True)
        if table is not None
    ]
    if len(versions) < len(specs):
        return None
    return DatedTable(tuple(versions), specs[0].as_of or _DRAFT, AUTHORITY)
