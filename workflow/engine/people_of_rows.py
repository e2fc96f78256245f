"""Whom a step in a 全件 tells of the row: {行: 列} as the person or unit that stands in the column."""

from msgspec import structs

from forms.field_type import referred
from workflow.engine.nodes import ROW
from workflow.engine.run import Run
from workflow.engine.state import Token
from workflow.engine.values import PersonRef


def people_here(run: Run, token: Token, refs: tuple[PersonRef, ...]) -> tuple[PersonRef, ...]:
    """The same people; whoever a row around the token names, by name. An empty cell names nobody."""
    rows = {each.group.removesuffix(ROW): each.data for each in run.chain(token.scope) if each.row is not None}
    found: list[PersonRef] = []
    for ref in refs:
        each, sign, column = ref.base.removeprefix("item:").partition("#")
        if not sign:
            found.append(ref)
        elif (cell := referred(rows.get(each, {}).get(column))) is not None:
            kind = "person" if cell.kind == "staff" else "unit"
            found.append(structs.replace(ref, base=f"{kind}:{cell.id}"))
    return tuple(found)
