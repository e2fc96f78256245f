"""The decision tables of a procedure: its own, and those of the regulations it uses."""

from collections.abc import Iterator
from typing import Literal, TypeAlias, cast

from workflow.definition.catalogue import Catalogue, Regulation
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.compiler.names import Names
from workflow.definition.document import RuleStep
from workflow.definition.located import Located
from workflow.definition.outline import Outline
from workflow.definition.shared import shared_ref
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import TableSpec

_Hit: TypeAlias = Literal["unique", "any", "first_match", "priority", "collect"]


def tables_of(names: Names, catalogue: Catalogue) -> tuple[TableSpec, ...]:
    """All tables that expressions and 判定 may name: not those in which items are looked up and nothing else."""
    own = (_own(normal(pair.key.value), pair.value, names, catalogue) for pair in names.procedure.tables)
    shared = (spec for _, found in used_regulations(names, catalogue) for spec in shared_tables(found, names))
    only_looked_up = names.looked_up - {normal(name.value) for name in drawn_in(names.outline)}
    return tuple(spec for spec in (*own, *shared) if spec.name not in only_looked_up)


def drawn_in(outline: Outline) -> Iterator[Located[str]]:
    """The names of the tables that steps draw."""
    for placed in outline.all:
        match placed.step:
            case RuleStep(table=table):
                yield table
            case CirculationStep(table=table, more_tables=more):
                yield from (table, *more)


def used_regulations(names: Names, catalogue: Catalogue) -> Iterator[tuple[Located[str], Regulation]]:
    """What stands under 使う of this kind, with the file."""
    for used in names.procedure.uses:
        kind, name = shared_ref(used.value, names.vocabulary)
        if kind == "authority" and name in catalogue.regulations:
            yield used, catalogue.regulations[name]


def shared_tables(regulation: Regulation, names: Names) -> Iterator[TableSpec]:
    """The tables of a regulation as a procedure has them: with the text, so that its hash says what the table said."""
    for table in regulation.tables:
        yield TableSpec(
            name=f"{regulation.name}.{table.table}",
            text=table.text,
            csv=table.csv,
            valid=table.valid,
            hit=cast(_Hit, table.hit),
            basis=table.basis,
            as_of=names.item_key(table.as_of) if table.as_of else "",
            authorities=table.authorities,
        )


def text_of(part: TablePart, catalogue: Catalogue) -> str:
    """The table as it is written, here or in a file beside the definition."""
    if part.file is not None:
        return catalogue.table_files.get(part.file.value.strip(), "")
    return part.rules.scalar.text if part.rules.scalar else ""


def day_of(part: TablePart, names: Names) -> str:
    """Name of the item that holds the day of a table; empty: the day of the draft."""
    as_of = part.as_of.value if part.as_of else ""
    return "" if names.vocabulary.japanese(normal(as_of)) == "起案日" else as_of


def _own(name: str, part: TablePart, names: Names, catalogue: Catalogue) -> TableSpec:
    as_of = day_of(part, names)
    return TableSpec(
        name=name,
        text=text_of(part, catalogue),
        csv=part.file is not None,
        valid=part.valid.value if part.valid else "",
        hit=cast(_Hit, part.hit.value if part.hit else "unique"),
        basis=part.basis.value if part.basis else "",
        as_of=names.item_key(as_of) if as_of else "",
        line=part.rules.position.line if part.file is None else 0,
        authorities=tuple(each.value for each in part.authorities),
    )
