"""E013, E023, E024, E083: a table has columns of its own, or those of a layout, whose rows systems fill."""

from collections.abc import Iterator

from forms.fields.table import MOST_ROWS
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.form_document import FormPart
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    procedure = checked.procedure
    asked = tuple(part for handler in procedure.anytime for part in handler.items)
    for part in (*procedure.items, *asked):
        if part.type.value != "table":
            continue
        if part.has("columns"):
            yield from _own_columns(checked, part)
            continue
        yield from _layout(checked, part)
        if part not in procedure.internal and not (part.fill and part.fill.value == "none"):
            yield problem(
                "E013",
                part.type,
                "「列」のない表に人が行を書くことはできません。「内部」に置くか、「記入: なし」と書いてください。",
                'People write no rows of a table without "columns"; put it under "internal" or say "fill: none".',
            )


def _own_columns(checked: Checked, part: FormPart) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    heading, columns = ("レイアウト", "列") if ja else ("layout", "columns")
    if part.layout is not None:
        message = f"「{columns}」のある表に「{heading}」は書けません。"
        yield problem("E023", part.heading("layout"), message, f'A table with "{columns}" has no "{heading}".')
    if not any(column.item for column in part.columns):
        yield problem("E024", part.heading("columns"), "表の列が一つもありません。", "The table has no column.")
    if part.rows and any(_too_many(end) for end in part.rows.value):
        yield problem("E013", part.rows, f"行数は{MOST_ROWS}行までです。", f"A table takes {MOST_ROWS} rows at most.")


def _too_many(end: str | None) -> bool:
    return end is not None and end.isdigit() and int(end) > MOST_ROWS


def _layout(checked: Checked, part: FormPart) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    heading, uses = ("レイアウト", "使う") if ja else ("layout", "uses")
    if part.layout is None:
        columns = "列" if ja else "columns"
        message = f"表には「{columns}」か「{heading}」が必要です。"
        yield problem("E024", part.type, message, f'A table needs "{columns}" or "{heading}".')
    elif normal(part.layout.value) not in {normal(used.value) for used in checked.procedure.uses}:
        yield problem(
            "E083",
            part.layout,
            f"「{part.layout.value}」は「{uses}」にありません。",
            f'"{part.layout.value}" is not listed under "{uses}".',
            Text(f"「{uses}: {part.layout.value}」の行を足してください", f'add a line "{uses}: {part.layout.value}"'),
        )
