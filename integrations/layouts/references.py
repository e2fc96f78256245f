"""Finds what a layout file names elsewhere in itself."""

from collections.abc import Iterable, Mapping

from forms.source.nodes import Node
from forms.source.problem import Problem
from forms.source.written import Written
from forms.spec import Text
from integrations.layouts.layout import Item
from workflow.definition.suggestions import likely_or_all


def item_named(written: Written, node: Node | None, items: Iterable[Item]) -> str:
    """The id of the item named here, by name or id; empty, with a problem, for an unknown one."""
    return id_named(written, node, {item.id: item.name for item in items})


def id_named(written: Written, node: Node | None, names: Mapping[str, Text]) -> str:
    """The id that is named here by itself or in either language; empty, with a problem, for an unknown one."""
    text = written.text(node)
    spelled = {spelling: id_ for id_, name in names.items() for spelling in (name.en, name.ja, id_) if spelling}
    if node is None or not text or text in spelled:
        return spelled.get(text, "")
    message = Text(f"「{text}」はここにはありません。", f"There is no “{text}” here.")
    hint = likely_or_all(text, [name.ja for name in names.values()])
    written.problems.append(Problem(id="E100", position=node.position, message=message, hint=hint, length=len(text)))
    return ""


def refuse_twice(written: Written, nodes: Iterable[tuple[Node, str]]) -> None:
    """Note every text that comes a second time."""
    seen: set[str] = set()
    for node, text in nodes:
        if text and text in seen:
            written.say("E014", node.position, f"「{text}」は二度あります。", f"“{text}” is written twice.")
        seen.add(text)
