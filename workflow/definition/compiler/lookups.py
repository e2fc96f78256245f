"""Items that are looked up (照会), and the dated tables that they are looked up in."""

from typing import Literal, cast

from msgspec import structs

from forms.spec import ItemSpec, Lookup, Master, MasterText
from workflow.definition.catalogue import Catalogue, Regulation
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import pairs_of, text_of
from workflow.definition.compiler.tables import day_of, used_regulations
from workflow.definition.compiler.tables import text_of as table_text
from workflow.definition.form_document import FormPart, LookupPart
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.vocabulary import normal

Hit = Literal["unique", "any", "first_match", "priority", "collect"]


def with_lookup(part: FormPart, spec: ItemSpec) -> ItemSpec:
    """The item with where its value is found."""
    return structs.replace(spec, lookup=_lookup(part.lookup)) if part.lookup else spec


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


def _lookup(part: LookupPart) -> Lookup:
    when = "submit" if text_of(part.when) == "on_submit" else "writing"
    pairs = part.key if part.table else part.send
    return Lookup(
        table=normal(text_of(part.table)),
        operation="" if part.table else text_of(part.system),
        given=pairs_of(pairs),
        take=normal(part.column.value),
        when=cast(Literal["writing", "submit"], when),
    )


def _own(name: str, part: TablePart, names: Names, catalogue: Catalogue) -> Master:
    as_of = day_of(part, names)
    text = MasterText(
        text=table_text(part, catalogue), csv=part.file is not None, valid=part.valid.value if part.valid else ""
    )
    return Master(
        name=name,
        versions=(text,),
        hit=cast(Hit, part.hit.value if part.hit else "unique"),
        as_of=names.item_key(as_of) if as_of else "",
    )


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
