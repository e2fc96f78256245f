"""Reads what a layout file says about staff and about files that replace each other."""

from forms.source.nodes import Node
from forms.source.written import Written
from integrations.layouts import words
from integrations.layouts.layout import Consequence, Record, Resend, StaffCheck
from integrations.layouts.references import item_named


def parse_staff(written: Written, node: Node | None, detail: Record) -> StaffCheck | None:
    """What 職員照合 says."""
    if node is None:
        return None
    parts = written.parts(node, words.STAFF)
    named = {
        key: item_named(written, parts.get(key), detail.items) for key in ("number", "name", "kana", "unit", "kind")
    }

    def consequence(key: str, default: str) -> Consequence:
        return Consequence(written.one_of(parts.get(key), words.CONSEQUENCES, default))

    return StaffCheck(
        list=written.text(parts.get("list")),
        number=named["number"],
        name=named["name"] or None,
        kana=named["kana"] or None,
        unit=named["unit"] or None,
        kind=named["kind"] or None,
        unknown=consequence("unknown", "hold"),
        left=consequence("left", "hold"),
        missing=consequence("missing", "warn"),
    )


def parse_resend(written: Written, node: Node | None, header: Record | None) -> Resend | None:
    """What 再送 says."""
    if node is None:
        return None
    parts = written.parts(node, words.RESEND)
    items = header.items if header else ()
    group = tuple(item_named(written, part, items) for part in written.items(parts.get("group")))
    return Resend(group=group, version=item_named(written, parts.get("version"), items))
