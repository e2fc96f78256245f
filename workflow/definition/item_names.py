"""The items of a procedure by their names, for others that hand something over to it."""

from collections.abc import Iterator

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.reader import read
from forms.source.source import Source

_FORMS, _NAMES = ("様式", "内部", "form", "internal"), ("項目", "item", "id")


def item_names(source: Source) -> tuple[str, ...]:
    """Names and ids of all items; none of a text that cannot be read."""
    root, _ = read(source)
    return tuple(_names(root)) if root is not None else ()


def _names(root: MappingNode) -> Iterator[str]:
    for heading in _FORMS:
        for part in _parts(root.get(heading)):
            for name in _NAMES:
                value = part.get(name)
                if isinstance(value, ScalarNode) and value.text.strip():
                    yield value.text.strip()


def _parts(node: Node | None) -> Iterator[MappingNode]:
    if isinstance(node, SequenceNode):
        yield from (item for item in node.items if isinstance(item, MappingNode))
