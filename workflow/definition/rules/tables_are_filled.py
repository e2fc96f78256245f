"""E013, E024, E083: a table has the columns of a layout that the procedure uses, and systems fill it."""

from collections.abc import Iterator

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
        yield from _layout(checked, part)
        if part not in procedure.internal and not (part.fill and part.fill.value == "none"):
            yield problem(
                "E013",
                part.type,
                "表に人が行を書くことはできません。「内部」に置くか、「記入: なし」と書いてください。",
                'People write no rows of a table; put it under "internal" or say "fill: none".',
            )


def _layout(checked: Checked, part: FormPart) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    heading, uses = ("レイアウト", "使う") if ja else ("layout", "uses")
    if part.layout is None:
        yield problem("E024", part.type, f"表には「{heading}」が必要です。", f'A table needs "{heading}".')
    elif normal(part.layout.value) not in {normal(used.value) for used in checked.procedure.uses}:
        yield problem(
            "E083",
            part.layout,
            f"「{part.layout.value}」は「{uses}」にありません。",
            f'"{part.layout.value}" is not listed under "{uses}".',
            Text(f"「{uses}: {part.layout.value}」の行を足してください", f'add a line "{uses}: {part.layout.value}"'),
        )
