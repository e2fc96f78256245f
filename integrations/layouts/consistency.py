"""What the parts of a layout file must be to each other."""

from collections.abc import Mapping

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.written import Written
from integrations.layouts import codes
from integrations.layouts.findings import Code
from integrations.layouts.layout import Form, Item, ItemType, Layout
from integrations.layouts.records import record_length
from integrations.layouts.references import refuse_twice

_COUNTED = frozenset({ItemType.DIGITS, ItemType.INTEGER})
_RESERVED = frozenset(code.id for code in vars(codes).values() if isinstance(code, Code))


def check_consistency(written: Written, values: Mapping[str, Node], layout: Layout) -> None:
    """Note what does not fit together."""
    _check_marks(written, values, layout)
    _check_lengths(written, values, layout)
    if layout.header is not None:
        _check_type(written, values.get("month"), layout.header.item(layout.month or ""), ItemType.MONTH)
        version = layout.header.item(layout.resend.version) if layout.resend else None
        _check_type(written, values.get("resend"), version, *_COUNTED)
    for heading in ("checks", "totals"):
        _check_ids(written, values.get(heading))


def _check_marks(written: Written, values: Mapping[str, Node], layout: Layout) -> None:
    """Records are told apart by their marks: several kinds have one each, all different and equally long."""
    marks = [record.mark for record in layout.records.values()]
    if len(marks) < 2:
        return
    for kind, record in layout.records.items():
        position = values[kind].position
        if record.mark is None:
            ja = "レコードが2種類以上あるときは「記号」が要ります。"
            written.say("E024", position, ja, "With several kinds of records each has a “mark”.")
        elif marks.count(record.mark) > 1 or len({len(mark or "") for mark in marks}) > 1:
            ja = f"記号「{record.mark}」で他のレコードと見分けられません。"
            written.say("E014", position, ja, f"The mark “{record.mark}” does not tell it from the others.")


def _check_lengths(written: Written, values: Mapping[str, Node], layout: Layout) -> None:
    wanted = record_length(layout.detail)
    for kind, record in layout.records.items():
        if layout.form is Form.FIXED and (length := record_length(record)) != wanted:
            ja = f"長さの合計が{length}バイトで、明細の{wanted}バイトと違います。"
            written.say(
                "E013", values[kind].position, ja, f"The lengths make {length} bytes, those of a detail {wanted}."
            )


def _check_type(written: Written, node: Node | None, item: Item | None, *types: ItemType) -> None:
    if node is not None and item is not None and item.type not in types:
        ja = f"「{item.name.ja}」の型がここに合いません。"
        written.say("E058", node.position, ja, f"The type of “{item.name.in_language('en')}” does not fit here.")


def _check_ids(written: Written, node: Node | None) -> None:
    """A check is reported under its id, so that no id may be another finding's."""
    parts = [part for part in written.items(node) if isinstance(part, MappingNode)]
    ids = [id_ for part in parts if isinstance(id_ := part.get("id"), ScalarNode)]
    refuse_twice(written, [(id_, id_.text) for id_ in ids])
    for id_ in ids:
        if id_.text in _RESERVED:
            written.say("E014", id_.position, f"「{id_.text}」は別の意味で使われています。", f"“{id_.text}” is taken.")
