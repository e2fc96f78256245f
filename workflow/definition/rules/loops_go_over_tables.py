"""E101, E013, E014, E023: 全件 goes over a table, within bounds, with names of its own for the row and its columns."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EachStep
from workflow.definition.outline import Placed
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal

FOR_PEOPLE = ("required", "visible", "initial", "formula", "fill")
"""Headings that say how people fill an item; the columns of a row are filled by steps."""
MOST_AT_ONCE = 100
MOST_ROWS = 1_000_000


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(EachStep):
        assert isinstance(placed.step, EachStep)
        yield from _table(checked, placed.step)
        yield from _bounds(placed.step)
        yield from _names(checked, placed, placed.step)


def _table(checked: Checked, step: EachStep) -> Iterator[Problem]:
    name = step.rows.value
    item = checked.names.items.get(normal(name))
    if not name or (item is not None and item.type.value in ("", "table")):
        return
    tables = [part.item.value for part in checked.procedure.items if part.item and part.type.value == "table"]
    ja = f"「{name}」は表ではありません。" if item else f"「{name}」という項目はありません。"
    en = f'"{name}" is no table.' if item else f'There is no item "{name}".'
    yield problem("E101", step.rows, ja, en, likely_or_all(name, tables))


def _bounds(step: EachStep) -> Iterator[Problem]:
    if step.at_once and not 1 <= step.at_once.value <= MOST_AT_ONCE:
        ja = f"一度に進められるのは1行から{MOST_AT_ONCE}行までです。"
        yield problem("E013", step.at_once, ja, f"From 1 to {MOST_AT_ONCE} rows can be under way at once.")
    if step.max_rows and not 1 <= step.max_rows.value <= MOST_ROWS:
        yield problem("E013", step.max_rows, f"行数は1行から{MOST_ROWS:,}行までです。", "That many rows never come.")


def _names(checked: Checked, placed: Placed, step: EachStep) -> Iterator[Problem]:
    row = checked.names.row_name(step)
    around = [checked.names.row_name(outer) for _, outer in checked.names.loops_around(placed)]
    taken = {item.name for item in checked.program.form.items} | {table.name for table in checked.program.tables}
    if row in around or (step.row and row in taken):
        heading = "一件" if checked.vocabulary.language == "ja" else "row"
        where = step.row or step.name
        ja = f"行の名前「{row}」はほかでも使っています。「{heading}」に別の名前を書いてください。"
        yield problem("E014", where, ja, f'The name "{row}" is taken; give the row another one under "{heading}".')
    yield from _only_described(step)
    seen: set[str] = set()
    own = {part.key for part in step.columns}
    node = checked.program.by_id.get(placed.id)
    columns = [item.name for item in getattr(node, "columns", ()) if item.key not in own]
    for part in step.columns:
        name = normal(part.item.value) if part.item else ""
        if part.item and (name in seen or name in columns):
            yield problem("E014", part.item, f"列「{name}」はもうあります。", f'There is a column "{name}" already.')
        seen.add(name)


def _only_described(step: EachStep) -> Iterator[Problem]:
    for part in step.columns:
        for field in FOR_PEOPLE:
            if part.has(field):
                heading = part.heading(field)
                ja = f"手順が書き込む列に「{heading.value}」は書けません。"
                yield problem("E023", heading, ja, f'"{heading.value}" does not fit a column that steps fill.')
