"""Reads the records of a layout file: marks, sections, items with their types and lengths."""

from collections.abc import Iterator

import re2

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.written import Written
from forms.spec import Text
from integrations.layouts import words
from integrations.layouts.layout import Item, ItemType, Record, RecordKind, Section
from integrations.layouts.references import refuse_twice

_ONLY_FOR = {
    "signed": {ItemType.INTEGER, ItemType.YEN, ItemType.DECIMAL},
    "places": {ItemType.DECIMAL},
    "choices": {ItemType.CHOICE},
    "pattern": {ItemType.TEXT, ItemType.ASCII, ItemType.DIGITS},
    "shown_as": {ItemType.TEXT, ItemType.ASCII},
}
_LENGTHS = {ItemType.MONTH: (6, 7), ItemType.DATE: (8, 10), ItemType.TIME: (6,)}
"""The longer ones have signs between year, month and day."""


def parse_record(written: Written, node: Node, kind: RecordKind, header: Record | None) -> Record:
    """The record under one of the headings 先頭, 明細, 末尾, 終端; the header has been read before the others."""
    parts = written.parts(node, words.RECORD)
    sections: list[Section] = []
    items: list[Item] = []
    nodes = written.items(parts.get("items"))
    for part in nodes:
        if isinstance(part, MappingNode) and (part.get("区分") or part.get("section")):
            sections.append(_section(written, part))
        elif item := _item(written, part, sections[-1].id if sections else None):
            items.append(item)
            _check_header(written, part, item, header)
    for keys in (("項目", "item", "区分", "section"), ("id",)):
        refuse_twice(written, _texts(nodes, keys))
    mark = written.text(parts.get("mark")) or None
    return Record(kind=kind, mark=mark, items=tuple(items), sections=tuple(sections))


def _texts(nodes: tuple[Node, ...], keys: tuple[str, ...]) -> Iterator[tuple[Node, str]]:
    """What stands under these headings."""
    for node in nodes:
        for key in keys if isinstance(node, MappingNode) else ():
            value = node.get(key) if isinstance(node, MappingNode) else None
            if isinstance(value, ScalarNode):
                yield value, value.text


def _check_header(written: Written, node: Node, item: Item, header: Record | None) -> None:
    if item.as_in_header and (header is None or header.item(item.id) is None):
        ja, en = f"先頭に id {item.id} の項目がありません。", f"The header has no item with the id {item.id}."
        written.say("E100", node.position, ja, en)


def text_of(written: Written, parts: dict[str, Node], heading: str) -> Text:
    """The name under a heading with its English label."""
    return Text(written.text(parts.get(heading)), written.text(parts.get("english")))


def _section(written: Written, node: Node) -> Section:
    parts = dict(written.parts(node, words.SECTION))
    return Section(id=written.text(parts.get("id")), name=text_of(written, parts, "section"))


def _item(written: Written, node: Node, section: str | None) -> Item | None:
    parts = dict(written.parts(node, words.ITEM))
    type_ = ItemType(written.one_of(parts.get("type"), words.TYPES, "text"))
    length = written.number(parts.get("length"))
    _check_headings(written, parts, type_)
    _check_length(written, parts.get("length"), type_, length)
    item = Item(
        id=written.text(parts.get("id")),
        name=text_of(written, parts, "item"),
        type=type_,
        length=length,
        required=written.one_of(parts.get("required"), words.YES_NO) == "yes",
        signed=written.one_of(parts.get("signed"), words.SIGNS) == "yes",
        places=written.number(parts.get("places")),
        choices=_choices(written, parts.get("choices")),
        value=written.text(parts.get("value")) or None,
        pattern=_pattern(written, parts.get("pattern")),
        is_leave=written.one_of(parts.get("shown_as"), words.SHOWN_AS) == "leave",
        section=section,
        as_in_header=written.one_of(parts.get("as_in_header"), words.YES_NO) == "yes",
    )
    return item if item.id else None


def _check_headings(written: Written, parts: dict[str, Node], type_: ItemType) -> None:
    ja_of = {heading.en: heading.ja for heading in words.ITEM}
    for heading, types in _ONLY_FOR.items():
        if heading in parts and type_ not in types:
            ja = f"「{ja_of[heading]}」はこの型の項目には書けません。"
            written.say("E023", parts[heading].position, ja, f"“{heading}” does not go with this type.")
    if type_ is ItemType.CHOICE and "choices" not in parts and "type" in parts:
        position = parts["type"].position
        written.say("E024", position, "「選択肢」がありません。", "The heading “choices” is missing.")


def _check_length(written: Written, node: Node | None, type_: ItemType, length: int) -> None:
    if node is None:
        return
    allowed = _LENGTHS.get(type_, (length,))
    if length not in allowed:
        ja, en = " か ".join(map(str, allowed)), " or ".join(map(str, allowed))
        written.say("E013", node.position, f"この型の長さは {ja} です。", f"The length of this type is {en}.")
    elif length < 1:
        written.say("E013", node.position, "長さは 1 以上です。", "The length is 1 or more.")


def _choices(written: Written, node: Node | None) -> dict[str, Text]:
    if node is None:
        return {}
    if not isinstance(node, MappingNode) or not node.entries:
        written.say("E013", node.position, "「値: 名前」の形で書いてください。", "Write “value: name” here.")
        return {}
    return {entry.key.text: Text(written.text(entry.value)) for entry in node.entries}


def _pattern(written: Written, node: Node | None) -> str | None:
    pattern = written.text(node)
    if node is None or not pattern:
        return None
    try:
        re2.compile(pattern)
    except re2.error:
        written.say("E013", node.position, f"「{pattern}」は形として読めません。", f"“{pattern}” is no RE2 pattern.")
        return None
    return pattern
