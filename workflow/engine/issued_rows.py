"""Rows that people wrote, as the documents of a 交付 are made of them."""

from collections.abc import Mapping

from forms.field_catalogue import field_of
from forms.field_type import Json, referred
from forms.issuance.columns import Column, ColumnKind
from forms.spec import ItemSpec
from workflow.engine.letter import PLAIN
from workflow.engine.nodes import EachNode
from workflow.engine.program import Program

_KINDS: Mapping[str, ColumnKind] = {
    "yen": "yen",
    "integer": "number",
    "number": "number",
    "date": "date",
    "year_month": "month",
}


def own_columns(program: Program, table: str) -> tuple[ItemSpec, ...]:
    """The columns of a table with columns of its own, and those that a 全件 puts beside them; else none."""
    item = program.form.item(table)
    if item is None or not item.columns:
        return ()
    loops = (node for node in program.nodes if isinstance(node, EachNode) and node.rows == table)
    return (*item.columns, *(column for node in loops for column in node.columns if column.key in node.own))


def columns_issued(columns: tuple[ItemSpec, ...]) -> tuple[Column, ...]:
    """How people read them."""
    return tuple(
        Column(key=column.key, name=column.name, en=column.en, kind=_KINDS.get(column.type, "text"))
        for column in columns
    )


def row_issued(columns: tuple[ItemSpec, ...], row: Mapping[str, Json]) -> Mapping[str, Json]:
    """A row in words; whoever a cell refers to stands there by name, and beside it by staff number."""
    shown = {column.key: _shown(column, row.get(column.key)) for column in columns}
    people = (column.key for column in columns if column.type == "staff")
    return shown | {_number(key): found.code for key in people if (found := referred(row.get(key)))}


def number_column(columns: tuple[ItemSpec, ...], recipient: str) -> str:
    """Under what a row has the staff number of whom its document is for."""
    is_person = any(column.key == recipient and column.type == "staff" for column in columns)
    return _number(recipient) if is_person else recipient


def _number(key: str) -> str:
    """No column has such a key."""
    return f"{key}:number"


def _shown(column: ItemSpec, stored: Json) -> Json:
    if stored is None or column.type in PLAIN:
        return stored
    found = referred(stored)
    return found.name if found else field_of(column).show(stored, column, "ja")
