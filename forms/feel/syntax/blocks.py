"""Reads if, for, some, every and function."""

from forms.feel.syntax.nodes import Conditional, Iterator, Lambda, Loop, Node, Quantified
from forms.feel.syntax.reader import Reader
from forms.feel.syntax.static_types import element_type
from forms.feel.syntax.type_names import read_type
from forms.feel.types import ANY, ListType, Type
from forms.spec import Text


def read_block(reader: Reader) -> Node | None:
    """The block that starts here; None when something else does."""
    cursor = reader.cursor
    start = cursor.skip()
    if cursor.takes_word("if"):
        return _conditional(reader, start)
    if cursor.takes_word("for"):
        return _loop(reader, start)
    for word in ("some", "every"):
        if cursor.takes_word(word):
            return _quantified(reader, word, start)
    return None


def read_function(reader: Reader) -> Node | None:
    """function(…) …; None when something else starts here."""
    start = reader.cursor.skip()
    if not reader.cursor.takes_word("function"):
        return None
    at = reader.span(start)
    reader.cursor.expect("(")
    parameters: list[tuple[str, Type]] = []
    while not reader.cursor.sees(")"):
        if parameters:
            reader.cursor.expect(",")
        parameters.append(_parameter(reader))
    reader.cursor.expect(")")
    external = reader.cursor.takes_word("external")
    with reader.names(dict(parameters)):
        body = reader.expression()
    return Lambda(tuple(parameters), None if external else body, at=at)


def _parameter(reader: Reader) -> tuple[str, Type]:
    name = reader.new_name(":", ",", ")")
    if not reader.cursor.takes(":"):
        return name, reader.parameter_type()
    kind = read_type(reader)
    if kind is None:
        raise reader.cursor.refused(Text(f"「{name}」の型がありません。", f"The type of “{name}” is not known."))
    return name, kind


def _conditional(reader: Reader, start: int) -> Node:
    at = reader.span(start)
    condition = reader.expression()
    reader.cursor.expect_word("then", start)
    then = reader.expression()
    reader.cursor.expect_word("else", start)
    return Conditional(condition, then, reader.expression(), at=at)


def _loop(reader: Reader, start: int) -> Node:
    at = reader.span(start)
    iterators, names = _iterators(reader, "return", start)
    with reader.names(names | {"partial": ListType(ANY)}):
        return Loop(iterators, reader.expression(), at=at)


def _quantified(reader: Reader, word: str, start: int) -> Node:
    at = reader.span(start)
    iterators, names = _iterators(reader, "satisfies", start)
    with reader.names(names):
        return Quantified(word, iterators, reader.expression(), at=at)


def _iterators(reader: Reader, end: str, start: int) -> tuple[tuple[Iterator, ...], dict[str, Type]]:
    """x in xs, y in ys. Each list may use the names before it."""
    names: dict[str, Type] = {}
    iterators: list[Iterator] = []
    while not iterators or reader.cursor.takes(","):
        name = reader.new_name("in")
        reader.cursor.expect_word("in")
        with reader.names(dict(names)):
            source = reader.expression()
            last = reader.expression() if reader.cursor.takes("..") else None
        iterators.append(Iterator(name, source, last))
        names[name] = element_type(reader.type_of(source))
    reader.cursor.expect_word(end, start)
    return tuple(iterators), names
