"""The parts of an expression as they stand in its text, for whoever writes it again in other words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.expressions.functions import FUNCTION
from forms.expressions.parser import parse_with_signs
from forms.expressions.scope import Scope
from forms.feel.syntax.nodes import Constant, Given, Name, Node
from forms.feel.syntax.walking import parts_of
from forms.feel.types import TEXT


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    """Of what is given from outside, with its parts: 申請者.職員証番号."""
    LITERAL = "literal"
    STRING = "string"
    FUNCTION = "function"
    SYMBOL = "symbol"
    """Operators, brackets and words such as かつ; `text` is the word of FEEL."""
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One part and the columns it was written in."""

    kind: Kind
    text: str
    start: int
    end: int
    value: object = None
    path: tuple[str, ...] = ()
    """Of a name: the key and the keys of the parts."""


def tokens_of(text: str, scope: Scope) -> list[Token] | None:
    """The tokens in the order of the text, ending with END; None for a text that cannot be read.

    New names of loops and functions, and keys, are no tokens: they stay as they are written.
    """
    node, signs = parse_with_signs(text, scope)
    if node is None:
        return None
    leaves = list(_leaves(node))
    symbols = [
        Token(kind=Kind.SYMBOL, text=sign, start=at.start, end=at.end)
        for sign, at in signs
        if not any(leaf.start <= at.start < leaf.end for leaf in leaves)
    ]
    end = Token(kind=Kind.END, text="", start=len(text), end=len(text))
    return [*sorted((*leaves, *symbols), key=lambda token: token.start), end]


def _leaves(node: Node) -> Iterator[Token]:
    match node:
        case Given(text=written, path=path):
            yield Token(kind=Kind.NAME, text=written, start=node.at.start, end=node.at.end, path=path)
        case Constant(value=value, type=kind):
            which = Kind.STRING if kind == TEXT else Kind.LITERAL
            yield Token(kind=which, text="", start=node.at.start, end=node.at.end, value=value)
        case Name(name=name, type=kind) if kind == FUNCTION:
            yield Token(kind=Kind.FUNCTION, text=name, start=node.at.start, end=node.at.end)
    for part in parts_of(node):
        yield from _leaves(part)
