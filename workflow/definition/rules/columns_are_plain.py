"""E012, E013, E014, E023: a column of a table is one line to write, and has a name of its own."""

from collections.abc import Iterator

from forms.field_catalogue import CELL_TYPES
from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.form_document import FormPart
from workflow.definition.vocabulary.vocabulary import normal

OF_WHOLE_ITEMS = ("fill", "visible_to", "personal_data", "minor", "formerly")
"""Headings that say something about an item as a whole: they belong to the table."""
_CELLS = frozenset(cell.name for cell in CELL_TYPES)


def check(checked: Checked) -> Iterator[Problem]:
    procedure = checked.procedure
    asked = (part for handler in procedure.anytime for part in handler.items)
    for part in (*procedure.internal, *procedure.form, *asked):
        seen: set[str] = set()
        for column in part.columns:
            yield from _plain(column)
            name = normal(column.item.value) if column.item else ""
            if column.item and name in seen:
                yield problem("E014", column.item, f"列「{name}」が二つあります。", f'There are two columns "{name}".')
            seen.add(name)
        if part.has("rows") and not part.has("columns") and part.type.value == "table":
            where, columns = part.heading("rows"), "列" if checked.vocabulary.language == "ja" else "columns"
            ja = f"「{where.value}」は「{columns}」のある表に書きます。"
            yield problem("E023", where, ja, f'"{where.value}" belongs to a table with "{columns}".')


def _plain(column: FormPart) -> Iterator[Problem]:
    if column.section:
        yield problem("E023", column.section, "表の列に節は書けません。", "A table has no sections.")
    elif column.type.value and column.type.value not in _CELLS:
        text = column.type.scalar.text.strip() if column.type.scalar else column.type.value
        yield problem(
            "E013", column.type, f"表の列に型「{text}」は使えません。", f'A column cannot be of type "{text}".'
        )
    for field in OF_WHOLE_ITEMS:
        if column.has(field):
            heading = column.heading(field)
            ja = f"「{heading.value}」は列ではなく表に書きます。"
            yield problem("E023", heading, ja, f'"{heading.value}" belongs to the table, not to a column.')
