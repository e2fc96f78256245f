"""What is written about a system as one flat list of names and texts, so that two of them can be compared."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode

MASK = "●●●●"
"""Stands for a secret; behind it comes a digest, which says only whether it is still the same."""
FILES = ("private_key", "known_hosts", "tls › authority", "tls › certificate", "tls › key")
"""Settings that name a file of the host; it may change while its name stays."""
_SHOWN = {
    *("url", "folder", "page", "sender", "user", "timeout", "rate", "at_once", "allow", "host_keys"),
    *("oauth › token_url", "oauth › client_id", "oauth › scope"),
    *FILES,
}
"""Settings of a connection that operators may read; of every other one it is told only that it changed."""


def flat_file(node: Node) -> dict[str, str]:
    """A file under definitions/systems: 操作 › 文書登録 › 送る › 件名."""
    return {" › ".join(path): text for path, text in _of_node(node, ())}


def flat_connection(options: Mapping[str, object]) -> dict[str, str]:
    """A connection of the settings, without its secrets."""
    found = {" › ".join(path): text for path, text in _of_value(options, ())}
    return {name: text if name in _SHOWN else masked(text.encode()) for name, text in found.items()}


def masked(secret: bytes) -> str:
    return MASK + hashlib.sha256(secret).hexdigest()


def readable(text: str) -> str:
    """As people are shown it."""
    return MASK if text.startswith(MASK) else text


def _of_node(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match node:
        case ScalarNode(text=text):
            yield path, text
        case MappingNode(entries=entries):
            for entry in entries:
                yield from _of_node(entry.value, (*path, entry.key.text))
        case SequenceNode(items=items):
            if all(isinstance(item, ScalarNode) for item in items):
                yield path, "、".join(item.text for item in items if isinstance(item, ScalarNode))
                return
            for place, item in enumerate(items, start=1):
                yield from _of_node(item, (*path, _name_of(item) or str(place)))


def _name_of(item: Node) -> str:
    """- 操作: 文書登録 is called by what stands first in it."""
    first = item.entries[0].value if isinstance(item, MappingNode) and item.entries else item
    return first.text if isinstance(first, ScalarNode) else ""


def _of_value(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match value:
        case Mapping():
            for name, part in value.items():
                yield from _of_value(part, (*path, str(name)))
        case str():
            yield path, value
        case Sequence():
            yield path, "、".join(map(str, value))
        case _:
            yield path, str(value)
