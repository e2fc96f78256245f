"""An expression as it was written, before anybody asks whether its kinds of values fit."""

from dataclasses import dataclass
from typing import TypeAlias

from forms.expressions.types import Type
from forms.expressions.values import Value


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of a part of the text, counted from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """500円, 2026-04-01, はい."""

    value: Value
    type: Type
    text: str
    at: Span


@dataclass(frozen=True, slots=True)
class String:
    """「紛失」: a text, or a choice when it meets one."""

    value: str
    at: Span


@dataclass(frozen=True, slots=True)
class Listing:
    """[1, 2, 3]"""

    items: tuple["Node", ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """申請者.職員証番号"""

    path: tuple[str, ...]
    text: str
    type: Type
    may_be_null: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Negative:
    """-x"""

    operand: "Node"
    at: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """a + b; also - * /"""

    sign: str
    left: "Node"
    right: "Node"
    at: Span
    """Of the sign."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """a = b; also ≠ < <= > >="""

    sign: str
    left: "Node"
    right: "Node"
    at: Span
    """Of the sign."""


@dataclass(frozen=True, slots=True)
class Combination:
    """a かつ b かつ c, or the same with または."""

    word: str
    """and, or"""
    operands: tuple["Node", ...]
    at: Span


@dataclass(frozen=True, slots=True)
class OneOf:
    """x が「a」「b」のどれか; negated: のどれでもない."""

    subject: "Node"
    options: tuple["Node", ...]
    negated: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Within:
    """x in [low..high], x between low and high."""

    subject: "Node"
    low: "Node"
    high: "Node"
    low_included: bool
    high_included: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Fallback:
    """x ?? y: y when x is null."""

    left: "Node"
    right: "Node"
    at: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    """if c then a else b"""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    at: Span


@dataclass(frozen=True, slots=True)
class Filter:
    """行程[運賃 > 1000円], 行程[1]"""

    subject: "Node"
    condition: "Node"
    key: str
    """Where the element is found while the condition looks at it."""
    at: Span


@dataclass(frozen=True, slots=True)
class Part:
    """行程[1].運賃"""

    subject: "Node"
    key: str
    text: str
    type: Type
    at: Span


@dataclass(frozen=True, slots=True)
class Source:
    """x in xs, x in 1..3"""

    key: str
    values: "Node"
    last: "Node | None"


@dataclass(frozen=True, slots=True)
class Iteration:
    """some x in xs satisfies c; also every; for x in xs return e."""

    word: str
    sources: tuple[Source, ...]
    body: "Node"
    at: Span


@dataclass(frozen=True, slots=True)
class Call:
    """合計(a, b)"""

    function: str
    arguments: tuple["Node", ...]
    at: Span


Node: TypeAlias = (
    Literal
    | String
    | Listing
    | Reading
    | Negative
    | Arithmetic
    | Comparison
    | Combination
    | OneOf
    | Within
    | Fallback
    | Conditional
    | Filter
    | Part
    | Iteration
    | Call
)


def starts_at(node: Node) -> int:
    """The column of the first character of the part, however deep its first operand lies."""
    while True:
        match node:
            case Arithmetic() | Comparison() | Fallback():
                node = node.left
            case Combination():
                node = node.operands[0]
            case OneOf() | Within() | Filter() | Part():
                node = node.subject
            case _:
                return node.at.start
