"""Types as they are written after `instance of` and after the names of parameters."""

from forms.feel.syntax.reader import Reader
from forms.feel.syntax.scope import Names
from forms.feel.types import FunctionType, ListType, RangeType, Type, context_type


def read_type(reader: Reader) -> Type | None:
    """The type that is written here; None for a name that is no type, such as `list` without its elements' type."""
    cursor = reader.cursor
    cursor.enter()
    try:
        if (cursor.sees_word("list") or cursor.sees_word("range")) and (inner := _in_brackets(reader)):
            return inner[0]
        if cursor.takes_word("context"):
            return _context(reader) if cursor.takes("<") else None
        if cursor.takes_word("function"):
            return _function(reader) if cursor.takes("<") else None
        return _named(reader)
    finally:
        cursor.leave()


def _in_brackets(reader: Reader) -> tuple[Type | None] | None:
    """list<T> and range<T>; None when no bracket follows the word."""
    cursor = reader.cursor
    before = cursor.at
    word = _word(reader)
    if not cursor.takes("<"):
        cursor.at = before
        return None
    inner = read_type(reader)
    cursor.expect(">")
    if inner is None:
        return (None,)
    return (ListType(inner) if word == "list" else RangeType(inner),)


def _context(reader: Reader) -> Type | None:
    fields: dict[str, Type | None] = {}
    while not fields or reader.cursor.takes(","):
        name = reader.new_name(":")
        reader.cursor.expect(":")
        fields[name] = read_type(reader)
    reader.cursor.expect(">")
    known = {name: kind for name, kind in fields.items() if kind is not None}
    return context_type(known) if len(known) == len(fields) else None


def _function(reader: Reader) -> Type | None:
    parameters: list[Type | None] = []
    while not reader.cursor.sees(">") and (not parameters or reader.cursor.takes(",")):
        parameters.append(read_type(reader))
    reader.cursor.expect(">")
    reader.cursor.expect("->")
    result = read_type(reader)
    known = tuple(kind for kind in parameters if kind is not None)
    return FunctionType(known, result) if result is not None and len(known) == len(parameters) else None


def _named(reader: Reader) -> Type | None:
    cursor = reader.cursor
    first = cursor.word()
    found = Names(reader.types).at(cursor.text, cursor.skip(), first) if first else None
    if found:
        cursor.at = found[1]
        return reader.types[found[0]]
    _word(reader)
    while cursor.takes("."):
        _word(reader)
    return None


def _word(reader: Reader) -> str:
    """Raises NotFeel when no word stands here."""
    word = reader.cursor.word()
    if word is None:
        raise reader.cursor.refused()
    reader.cursor.at += len(word)
    return word
