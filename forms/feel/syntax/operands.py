"""Reads the parts of an expression that operators stand between: literals, names, lists, contexts, calls, paths."""

from forms.feel.syntax.literals import number_at, string_at, temporal_value
from forms.feel.syntax.nodes import Bounds, Call, Constant, Entries, Filter, Listing, Name, Node, Path, Test
from forms.feel.syntax.reader import Reader
from forms.feel.syntax.static_types import element_type, fields_of, static_type
from forms.feel.types import ANY, ContextType, Type
from forms.spec import Text

_WORDS = {"true": True, "false": False, "null": None}
_TEMPORAL_PARTS = (
    "year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone",
    "years", "months", "days", "hours", "minutes", "seconds", "start", "end", "start included", "end included",
)  # fmt: skip
COMPARISONS = ("<=", ">=", "!=", "=", "<", ">")


def read_operand(reader: Reader, *, in_range: bool = False) -> Node:
    """A literal, name, list, context or bracket with all that follows it: .part, [filter], (arguments).

    `in_range` is for the upper bound of a range, where a [ may close the range.
    """
    cursor = reader.cursor
    node = _start(reader)
    while True:
        if cursor.sees(".") and not cursor.sees(".."):
            cursor.takes(".")
            node = _path(reader, node)
        elif cursor.sees("(") and isinstance(node, Name | Path | Call | Filter | Constant | _Bracketed):
            node = _call(reader, node)
        elif cursor.sees("[") and not (in_range and _closes_range(reader)):
            node = _filter(reader, node)
        else:
            return node.node if isinstance(node, _Bracketed) else node


def read_test(reader: Reader) -> Node:
    """< 5, or an expression whose value is compared with the tested one."""
    for sign in COMPARISONS:
        if reader.cursor.takes(sign):
            return Test(sign, reader.binding_stronger_than_comparison())
    return reader.expression()


class _Bracketed:
    """( … ): may be called although it is no name."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node


def _start(reader: Reader) -> "Node | _Bracketed":
    cursor = reader.cursor
    if cursor.sees('"'):
        return Constant(string_at(reader.cursor))
    if cursor.takes("@"):
        return _at_literal(reader)
    if cursor.takes("("):
        return _bracket(reader)
    if cursor.takes("["):
        return _list_or_range(reader)
    if cursor.takes("]"):
        return _range(reader, reader.expression(), low_included=False)
    if cursor.takes("{"):
        return _context(reader)
    for sign in COMPARISONS:
        if cursor.takes(sign):
            return Test(sign, reader.binding_stronger_than_comparison())
    if (number := number_at(cursor)) is not None:
        return Constant(number)
    return _named(reader)


def _at_literal(reader: Reader) -> Node:
    text = string_at(reader.cursor)
    if text is None:
        raise reader.cursor.refused()
    return Constant(temporal_value(text))


def _named(reader: Reader) -> Node:
    for word, value in _WORDS.items():
        if reader.cursor.sees_word(word):
            found = reader.name_in_scope()
            if found:
                return Name(*found)
            reader.cursor.takes_word(word)
            return Constant(value)
    if found := reader.name_in_scope():
        return Name(*found)
    name = reader.unknown_name()
    if name is None:
        raise reader.cursor.refused()
    return Name(name)


def _bracket(reader: Reader) -> "Node | _Bracketed":
    inner = read_test(reader)
    if reader.cursor.sees(".."):
        return _range(reader, inner, low_included=False)
    reader.cursor.expect(")")
    return _Bracketed(inner)


def _list_or_range(reader: Reader) -> Node:
    if reader.cursor.takes("]"):
        return Listing(())
    items = [read_test(reader)]
    if reader.cursor.sees(".."):
        return _range(reader, items[0], low_included=True)
    while reader.cursor.takes(","):
        items.append(read_test(reader))
    reader.cursor.expect("]")
    return Listing(tuple(items))


def _range(reader: Reader, low: Node, *, low_included: bool) -> Node:
    cursor = reader.cursor
    cursor.expect("..")
    high = reader.upper_bound()
    if cursor.takes("]"):
        return Bounds(low, high, low_included, True)
    if cursor.takes(")") or cursor.takes("["):
        return Bounds(low, high, low_included, False)
    raise cursor.refused(Text("範囲が閉じていません。", "The range is not closed."))


def _closes_range(reader: Reader) -> bool:
    """The [ is the end of a range: it has no partner, or behind its partner the range is not closed either."""
    text, depth, quoted = reader.cursor.text, 0, False
    for index in range(reader.cursor.at, len(text)):
        sign = text[index]
        if sign == '"' and text[index - 1] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if depth == 0:
                return not text[index + 1 :].lstrip().startswith(("]", ")", "["))
    return True


def _context(reader: Reader) -> Node:
    entries: list[tuple[str, Node]] = []
    if reader.cursor.takes("}"):
        return Entries(())
    _entry(reader, entries)
    while reader.cursor.takes(","):
        _entry(reader, entries)
    reader.cursor.expect("}")
    return Entries(tuple(entries))


def _entry(reader: Reader, entries: list[tuple[str, Node]]) -> None:
    key = string_at(reader.cursor)
    if key is None:
        key = reader.name_up_to(":")
    reader.cursor.expect(":")
    reader.remember_member(key)
    if any(key == known for known, _ in entries):
        raise reader.cursor.refused(Text(f"「{key}」が二つあります。", f"There are two entries “{key}”."))
    with reader.names({known: static_type(value) for known, value in entries}):
        entries.append((key, reader.expression()))


def _path(reader: Reader, node: "Node | _Bracketed") -> Node:
    subject = node.node if isinstance(node, _Bracketed) else node
    fields = fields_of(static_type(subject))
    if fields is None:
        fields = dict.fromkeys(_TEMPORAL_PARTS, ANY)
    return Path(subject, reader.member(fields))


def _filter(reader: Reader, node: "Node | _Bracketed") -> Node:
    subject = node.node if isinstance(node, _Bracketed) else node
    reader.cursor.expect("[")
    element = element_type(static_type(subject))
    names: dict[str, Type] = {"item": element}
    if isinstance(element, ContextType):
        names |= element.fields
    with reader.names(names):
        condition = reader.expression()
    reader.cursor.expect("]")
    return Filter(subject, condition)


def _call(reader: Reader, node: "Node | _Bracketed") -> Node:
    function = node.node if isinstance(node, _Bracketed) else node
    cursor = reader.cursor
    cursor.expect("(")
    if cursor.takes(")"):
        return Call(function, ())
    named = _argument_name(reader)
    names: list[str] = [named] if named is not None else []
    arguments = [read_test(reader)]
    while cursor.takes(","):
        if named is not None:
            names.append(_argument_name(reader) or _no_name(reader))
        arguments.append(read_test(reader))
    cursor.expect(")")
    return Call(function, tuple(arguments), tuple(names) if named is not None else None)


def _argument_name(reader: Reader) -> str | None:
    """`name:` before an argument."""
    cursor = reader.cursor
    before = cursor.skip()
    end = before
    while end < len(cursor.text) and cursor.text[end] not in ':"(),[]{}<>=@':
        end += 1
    if end == before or not cursor.text.startswith(":", end):
        return None
    return reader.name_before_colon()


def _no_name(reader: Reader) -> str:
    raise reader.cursor.refused(Text("引数の名前が要ります。", "The name of the argument is missing."))
