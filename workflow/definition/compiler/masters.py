"""The dated tables that items are looked up in (照会)."""

from collections.abc import Iterator
from typing import Literal, cast

from msgspec import structs

from forms.spec import ItemSpec, Master, MasterText
from forms.tables.grid import Grid, csv_grid, pipe_grid
from workflow.definition.catalogue import Catalogue, Regulation
from workflow.definition.compiler.form import item_spec
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.tables import day_of, text_of, used_regulations
from workflow.definition.document import Procedure
from workflow.definition.form_document import FormPart
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.vocabulary import normal

Hit = Literal["unique", "any", "first_match", "priority", "collect"]


def masters_of(names: Names, catalogue: Catalogue) -> tuple[Master, ...]:
    """The tables that items are looked up in, as text, so that a version of the procedure says what they said."""
    wanted = names.looked_up
    own = (
        _own(normal(pair.key.value), pair.value, names, catalogue)
        for pair in names.procedure.tables
        if normal(pair.key.value) in wanted
    )
    shared = {f"{found.name}.{table.table}": found for _, found in used_regulations(names, catalogue)
              for table in found.tables}  # fmt: skip
    return (*own, *(_shared(name, shared[name], names) for name in shared if name in wanted))


def _own(name: str, part: TablePart, names: Names, catalogue: Catalogue) -> Master:
    as_of, text = day_of(part, names), text_of(part, catalogue)
    return Master(
        name=name,
        versions=(MasterText(text=text, csv=part.file is not None, valid=part.valid.value if part.valid else ""),),
        hit=cast(Hit, part.hit.value if part.hit else "unique"),
        as_of=names.item_key(as_of) if as_of else "",
        columns=tuple(_beside_the_form(name, csv_grid(text) if part.file else pipe_grid(text), names)),
    )


def _beside_the_form(table: str, grid: Grid, names: Names) -> Iterator[ItemSpec]:
    """What a table is asked with that only the rows or the reports know in which it is looked up."""
    known = {normal(part.item.value): part for part in _asking(table, names.procedure) if part.item}
    for cell in grid.header.questions if grid.header else ():
        part = known.get(normal(cell.text))
        if part is not None and normal(cell.text) not in names.items:
            yield structs.replace(item_spec(part), lookup=None, formula=None, initial=None, visible=None)


def _asking(table: str, procedure: Procedure) -> Iterator[FormPart]:
    """The columns and the items beside which the table is looked up; of equal names the first counts."""
    reports = [handler.items for handler in procedure.anytime]
    tables = (part.columns for items in (procedure.items, *reports) for part in items)
    for parts in (*reports, *tables):
        if any(part.lookup and part.lookup.table and normal(part.lookup.table.value) == table for part in parts):
            yield from reversed(parts)


def _shared(name: str, regulation: Regulation, names: Names) -> Master:
    versions = [table for table in regulation.tables if f"{regulation.name}.{table.table}" == name]
    first = versions[0]
    return Master(
        name=name,
        versions=tuple(
            MasterText(text=each.text, csv=each.csv, valid=each.valid, authorities=each.authorities)
            for each in versions
        ),
        hit=cast(Hit, first.hit),
        as_of=names.item_key(first.as_of) if first.as_of else "",
        columns=regulation.asks_for,
    )
