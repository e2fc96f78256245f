"""Reads the parts of an expression that operators stand between: literals, names, lists, contexts, calls, paths."""

from forms.feel.syntax.nodes import Bounds, Call, Constant, Entries, Filter, Listing, Name, Node, Path, Test
from forms.feel.syntax.reader import Reader
from forms.feel.types import Type
from forms.spec import Text

COMPARISONS = ("<=", ">=", "!=", "=", "<", ">")


def read_operand(reader: Reader) -> Node:
    """A literal, name, list, context or bracket with all that follows it: .part, [filter], (arguments)."""
    cursor = reader.cursor
    node = _start(reader)
    while True:
        start = cursor.skip()
        if cursor.sees(".") and not cursor.sees(".."):
            cursor.takes(".")
            node = reader.part(_plain(node), start)
        elif cursor.sees("(") and isinstance(node, Name | Path | Call | Filter | Constant | _Bracketed):
            node = _call(reader, _plain(node))
        elif cursor.sees("[") and not (reader.in_range and reader.closes_range()):
            node = _filter(reader, _plain(node))
        else:
            return _plain(node)


def read_test(reader: Reader) -> Node:
    """< 5, or an expression whose value is compared with the tested one."""
    return _comparing(reader) or reader.expression()


class _Bracketed:
    """( … ): may be called although it is no name."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node


def _plain(node: "Node | _Bracketed") -> Node:
    return node.node if isinstance(node, _Bracketed) else node


def _start(reader: Reader) -> "Node | _Bracketed":
    cursor = reader.cursor
    if literal := reader.literal():
        return literal
    start = cursor.skip()
    if cursor.takes("("):
        return _bracket(reader, start)
    if cursor.takes("["):
        return _list_or_range(reader, start)
    if cursor.takes("]"):
        return _range(reader, reader.expression(), start, low_included=False)
    if cursor.takes("{"):
        return _context(reader, start)
    found = _comparing(reader) or reader.known_name() or reader.unknown_name()
    if found is None:
        raise cursor.refused()
    return found


def _comparing(reader: Reader) -> Node | None:
    start = reader.cursor.skip()
    for sign in COMPARISONS:
        if reader.cursor.takes(sign):
            at = reader.span(start)
            return Test(sign, reader.binding_stronger_than_comparison(), at=at)
    return None


def _bracket(reader: Reader, start: int) -> "Node | _Bracketed":
    inner = read_test(reader)
    if reader.cursor.sees(".."):
        return _range(reader, inner, start, low_included=False)
    reader.cursor.expect(")", start)
    return _Bracketed(inner)


def _list_or_range(reader: Reader, start: int) -> Node:
    at = reader.span(start)
    if reader.cursor.takes("]"):
        return Listing((), at=at)
    items = [read_test(reader)]
    if reader.cursor.sees(".."):
        return _range(reader, items[0], start, low_included=True)
    while reader.cursor.takes(","):
        items.append(read_test(reader))
    reader.cursor.expect("]", start)
    return Listing(tuple(items), at=at)


def _range(reader: Reader, low: Node, start: int, *, low_included: bool) -> Node:
    cursor = reader.cursor
    cursor.expect("..", start)
    high = reader.upper_bound()
    if cursor.takes("]"):
        return Bounds(low, high, low_included, True, at=reader.span(start))
    if cursor.takes(")") or cursor.takes("["):
        return Bounds(low, high, low_included, False, at=reader.span(start))
    raise cursor.refused(Text("範囲が閉じていません。", "The range is not closed."), start)


def _context(reader: Reader, start: int) -> Node:
    entries: list[tuple[str, Node]] = []
    at = reader.span(start)
    if reader.cursor.takes("}"):
        return Entries((), at=at)
    known: dict[str, Type] = {}
    while not entries or reader.cursor.takes(","):
        key = reader.key()
        reader.cursor.expect(":")
        if key in known:
            raise reader.cursor.refused(Text(f"「{key}」が二つあります。", f"There are two entries “{key}”."))
        with reader.names(dict(known)):
            value = reader.expression()
        entries.append((key, value))
        known[key] = reader.type_of(value)
    reader.cursor.expect("}", start)
    return Entries(tuple(entries), at=at)


def _filter(reader: Reader, subject: Node) -> Node:
    start = reader.cursor.skip()
    reader.cursor.expect("[")
    at = reader.span(start)
    with reader.element(subject) as name:
        condition = reader.expression()
    reader.cursor.expect("]", start)
    return Filter(subject, condition, name, at=at)


def _call(reader: Reader, function: Node) -> Node:
    cursor = reader.cursor
    start = cursor.skip()
    cursor.expect("(")
    cursor.count()
    if cursor.takes(")"):
        return Call(function, (), at=function.at)
    named = reader.argument_name()
    names: list[str] = []
    arguments: list[Node] = []
    while not arguments or cursor.takes(","):
        if named is not None:
            names.append((reader.argument_name() if arguments else named) or _no_name(reader))
        with reader.argument(function, arguments):
            arguments.append(read_test(reader))
    cursor.expect(")", start)
    return Call(function, tuple(arguments), tuple(names) if named is not None else None, at=function.at)


def _no_name(reader: Reader) -> str:
    raise reader.cursor.refused(Text("引数の名前が要ります。", "The name of the argument is missing."))
