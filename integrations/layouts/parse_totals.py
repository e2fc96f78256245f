"""Reads the control totals of a layout file, and how far they may be from the previous file."""

from forms.source.nodes import Node
from forms.source.written import Written
from integrations.layouts import words
from integrations.layouts.layout import Calculation, Change, Consequence, ItemType, Record, Total
from integrations.layouts.parse_records import text_of
from integrations.layouts.references import id_named, item_named

SUMMED = frozenset({ItemType.INTEGER, ItemType.YEN, ItemType.DIGITS})
"""Types of items that a total may add up."""
_COMPARED = frozenset({Calculation.COUNT, Calculation.SUM})
_BIGGEST_PERCENT = 1000


def parse_totals(written: Written, node: Node | None, detail: Record, trailer: Record | None) -> tuple[Total, ...]:
    """The control totals under 合計."""
    found = []
    summed = tuple(item for item in detail.items if item.type in SUMMED)
    for part in written.items(node):
        parts = dict(written.parts(part, words.TOTAL))
        calculation = Calculation(written.one_of(parts.get("calculation"), words.CALCULATIONS, "count"))
        if calculation is Calculation.SUM and "item" not in parts:
            written.say("E024", part.position, "「項目」がありません。", "The heading “item” is missing.")
        if calculation is not Calculation.SUM and "item" in parts:
            position = parts["item"].position
            written.say("E023", position, "「項目」は計算が合計のときだけ書けます。", "“item” goes with a sum only.")
        found.append(
            Total(
                id=written.text(parts.get("id")),
                name=text_of(written, parts, "total"),
                calculation=calculation,
                item=item_named(written, parts.get("item"), summed) or None,
                trailer=item_named(written, parts.get("trailer"), trailer.items if trailer else ()) or None,
                control=written.text(parts.get("control")) or None,
            )
        )
    return tuple(found)


def parse_changes(written: Written, node: Node | None, totals: tuple[Total, ...]) -> tuple[Change, ...]:
    """The comparisons with the previous file under 前回比."""
    compared = {total.id: total.name for total in totals if total.calculation in _COMPARED}
    found = []
    for part in written.items(node):
        parts = written.parts(part, words.CHANGE)
        found.append(
            Change(
                total=id_named(written, parts.get("total"), compared),
                percent=_percent(written, parts.get("range")),
                except_months=frozenset(_month(written, month) for month in written.items(parts.get("except_months"))),
                consequence=Consequence(written.one_of(parts.get("consequence"), words.CONSEQUENCES, "hold")),
            )
        )
    return tuple(found)


def _percent(written: Written, node: Node | None) -> int:
    text = written.text(node).removesuffix("%").removesuffix("％").strip()
    if node is None or (text.isascii() and text.isdigit() and int(text) <= _BIGGEST_PERCENT):
        return int(text or 0)
    written.say("E013", node.position, "幅は「5%」のように書きます。", "Write a range like 5%.")
    return 0


def _month(written: Written, node: Node) -> int:
    month = written.number(node)
    if not 1 <= month <= 12:
        written.say("E013", node.position, "月は 1 から 12 です。", "Months are 1 to 12.")
    return month
