"""Messages in a system's own words: templates whose leaves are expressions over the inputs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast
from urllib.parse import quote

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from forms.expressions.values import Environment
from forms.expressions.values import Value as Computed
from forms.feel.types import TEXT, ListType, Name
from forms.field_catalogue import field_of
from forms.field_type import Json, as_raw
from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.problem import Problem
from forms.source.written import Written
from forms.spec import Text
from forms.tokyo_time import TOKYO
from integrations.message import Call
from integrations.systems.system import Leaf, Slots, Template, Value
from integrations.systems.words import BUILT_IN


class NotFillable(Exception):
    """A value cannot stand in its place; `text` says which and why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.ja)
        self.text = text


def scope_of(send: tuple[Value, ...]) -> Scope:
    """What the expressions of an operation may name: its inputs, the key, the case, the id of the call."""
    names = {spelling: Name(f"call.{key}", TEXT) for key, both in BUILT_IN.items() for spelling in both}
    for value in send:
        names[value.name] = Name(value.name, field_of(value.item).expression_type(value.item), not value.required)
    return Scope(names)


def environment(send: tuple[Value, ...], call: Call, at: datetime) -> dict[str, Computed]:
    """The values of one call, made at this instant."""
    known: dict[str, Computed] = {
        "call.key": call.key,
        "call.case": call.case,
        "call.message": call.id,
        "now": at,
        "today": at.astimezone(TOKYO).date(),
    }
    for value in send:
        known[value.name] = field_of(value.item).load(cast(Json, call.payload.get(value.name)), value.item)
    return known


def read_leaf(written: Written, node: Node | None, scope: Scope) -> Leaf | None:
    """One expression; what is wrong with it is noted at its character."""
    if not isinstance(node, ScalarNode) or not node.text.strip():
        if node is not None:
            written.say("E013", node.position, "ここには式を書いてください。", "Write an expression here.")
        return None
    try:
        return Leaf(compile_expression(node.text, scope))
    except ExpressionInvalid as invalid:
        for each in invalid.problems:
            written.problems.append(
                Problem(
                    id=each.code,
                    position=node.position_of(each.column),
                    message=each.message,
                    hint=each.hint,
                    length=each.length,
                )
            )
        return None


def read_template(written: Written, node: Node | None, scope: Scope) -> "Template | None":
    """Objects and lists as they are written; every value in them is an expression."""
    match node:
        case MappingNode():
            parts = {entry.key.text.strip(): read_template(written, entry.value, scope) for entry in node.entries}
            return {name: part for name, part in parts.items() if part is not None}
        case SequenceNode():
            items = (read_template(written, item, scope) for item in node.items)
            return tuple(item for item in items if item is not None)
        case _:
            return read_leaf(written, node, scope)


def read_slots(written: Written, node: Node | None, scope: Scope) -> Slots | None:
    """/commitments/{負担行為番号}: every place between braces is an expression."""
    text = written.text(node)
    if node is None or not text:
        return None
    assert isinstance(node, ScalarNode)
    leaves: list[str | Leaf] = []
    rest, offset = node.text, 0
    while rest:
        before, brace, after = rest.partition("{")
        leaves += [before] if before else []
        inner, end, rest = after.partition("}")
        if not brace:
            break
        place = node.position_of(offset + len(before) + 1)
        if not end or not inner.strip():
            written.say("E101", place, "「{」の後に、値の名と「}」が要ります。", "After { come a name and }.")
            return None
        leaf = read_leaf(written, ScalarNode(inner, place), scope)
        leaves += [leaf] if leaf else []
        offset += len(before) + len(inner) + 2
    return Slots(text=text, leaves=tuple(leaves))


def filled(template: "Template | None", env: Environment) -> object:
    """The message for these values; an empty value is null, a number with a fraction stays a Decimal."""
    match template:
        case None:
            return None
        case Leaf():
            value = template.expression.evaluate(env)
            return value if isinstance(value, Decimal) else as_raw(value)
        case tuple():
            return [filled(part, env) for part in template]
        case _:
            assert isinstance(template, Mapping)
            return {name: filled(part, env) for name, part in template.items()}


def filled_path(slots: Slots, env: Environment) -> str:
    """A path with the values quoted. Raises NotFillable for one that is empty or would lead to another place."""
    parts = []
    for part in slots.leaves:
        if isinstance(part, Leaf):
            text = _text(part, env)
            if text.strip(".") == "":
                raise NotFillable(
                    Text(
                        f"「{part.expression.text}」の値「{text}」は場所に使えません。",
                        f"The value of “{part.expression.text}” cannot be part of a path.",
                    )
                )
            part = quote(text, safe="")
        parts.append(part)
    return "".join(parts)


def filled_name(slots: Slots, env: Environment) -> str:
    """A file's name. Raises NotFillable for one that leaves its folder, is hidden, or cannot be written everywhere."""
    name = "".join(_text(part, env) if isinstance(part, Leaf) else part for part in slots.leaves)
    if not name or name.startswith(".") or len(name.encode()) > 200 or any(c in '/\\:*?"<>|' or c < " " for c in name):
        raise NotFillable(Text(f"「{name}」はファイルの名前にできません。", f"“{name}” cannot be the name of a file."))
    return name


def filled_line(leaf: Leaf, env: Environment) -> str:
    """One line of a header; line breaks are refused, because what follows would be read as another header."""
    text = _text(leaf, env)
    if any(character < " " or character == "\x7f" for character in text):
        raise NotFillable(
            Text(f"「{leaf.expression.text}」に改行は使えません。", f"“{leaf.expression.text}” has a line break.")
        )
    return text


def is_file(leaf: "Template | None") -> bool:
    """Whether a leaf stands for attached files."""
    return isinstance(leaf, Leaf) and isinstance(leaf.expression.type, ListType)


def _text(leaf: Leaf, env: Environment) -> str:
    raw = as_raw(leaf.expression.evaluate(env))
    if raw is None or raw == "":
        raise NotFillable(Text(f"「{leaf.expression.text}」が空です。", f"“{leaf.expression.text}” is empty."))
    return raw if isinstance(raw, str) else str(raw)
