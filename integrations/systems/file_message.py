"""The file of an order: where it goes, what it is called, what is in it."""

from dataclasses import dataclass

import msgspec

from forms.spec import Text
from integrations.systems.order import Order
from integrations.systems.system import FileDrop, Leaf
from integrations.systems.templates import NotFillable, filled, filled_name, is_file

_ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="number")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMessage:
    """What is left for the system."""

    folder: str
    name: str
    content: bytes
    done: str
    """What the name of the file that says so has behind it; empty for none."""
    archive: str
    """Where the system moves what it has taken; empty when nobody knows."""


def file_message(order: Order) -> FileMessage:
    """The file of an order; equal orders give equal bytes. Raises NotFillable."""
    drop = order.operation.carriage
    if not isinstance(drop, FileDrop):
        raise TypeError(f"{type(drop).__name__} is not carried as a file")
    return FileMessage(
        folder=drop.folder,
        name=filled_name(drop.name, order.values),
        content=_content(order, drop),
        done=drop.done,
        archive=drop.archive,
    )


def _content(order: Order, drop: FileDrop) -> bytes:
    if drop.content is None:
        return order.call.body()
    if isinstance(drop.content, Leaf) and is_file(drop.content):
        return _attached(order, drop.content)
    content = filled(drop.content, order.values)
    text = content if isinstance(content, str) else _ENCODER.encode(content).decode()
    try:
        return text.encode(drop.encoding)
    except UnicodeEncodeError as problem:
        character = text[problem.start]
        raise NotFillable(
            Text(
                f"「{character}」(U+{ord(character):04X})は、相手の文字コードにありません。",
                f"“{character}” (U+{ord(character):04X}) is not in the encoding of the system.",
            )
        ) from None


def _attached(order: Order, leaf: Leaf) -> bytes:
    for file in order.chosen_files(leaf.expression):
        if file.uuid in order.files:
            return order.files[file.uuid]
    raise NotFillable(Text("送るファイルの中身がありません。", "The file to send is not there."))
