"""A FEEL expression as it was written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from forms.feel.types import ANY, Type
from forms.feel.values import Value


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of a part of the text, counted from 0."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the part stands; of a sign between two operands, where the sign stands."""

    at: Span = field(default=NOWHERE, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant(_Placed):
    """1.5, "text", true, null, @"2026-04-01", 500円."""

    value: Value
    type: Type | None = None
    """Where the value alone does not tell it: an amount, a number of days, a choice."""


@dataclass(frozen=True, slots=True)
class Name(_Placed):
    """A name in scope, or one that may turn out to be there: in a filter over elements of unknown kind."""

    name: str
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Given(_Placed):
    """A value that is given from outside, or a part of one: 申請者.職員証番号."""

    path: tuple[str, ...]
    text: str
    """As written."""
    type: Type
    may_be_null: bool = False


@dataclass(frozen=True, slots=True)
class Listing(_Placed):
    """[1, 2]"""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries(_Placed):
    """{a: 1, b: a + 1}; later entries see earlier ones."""

    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Bounds(_Placed):
    """[1..10)"""

    low: "Node"
    high: "Node"
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Test(_Placed):
    """< 5: a comparison whose left side is the value that is tested."""

    sign: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Negative(_Placed):
    """-x"""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic(_Placed):
    """a + b; also - * / **"""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison(_Placed):
    """a = b; also != < <= > >="""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Between(_Placed):
    """x between a and b"""

    subject: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class Membership(_Placed):
    """x in (tests); x が a b のどれか; negated: のどれでもない."""

    subject: "Node"
    tests: tuple["Node", ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Combination(_Placed):
    """a and b, or the same with or."""

    word: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fallback(_Placed):
    """x ?? y: y when x is null. Of procedures only."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Conditional(_Placed):
    """if c then a else b"""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Iterator:
    """x in list, or x in 1..10."""

    name: str
    source: "Node"
    end: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Loop(_Placed):
    """for x in xs return e"""

    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Quantified(_Placed):
    """some x in xs satisfies c; also every."""

    word: str
    iterators: tuple[Iterator, ...]
    condition: "Node"


@dataclass(frozen=True, slots=True)
class InstanceOf(_Placed):
    """x instance of number; the type is None where it names none."""

    subject: "Node"
    type: Type | None


@dataclass(frozen=True, slots=True)
class Path(_Placed):
    """x.name"""

    subject: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Filter(_Placed):
    """xs[condition], xs[1]"""

    subject: "Node"
    condition: "Node"
    element: str = "item"
    """The name of the element while the condition looks at it."""


@dataclass(frozen=True, slots=True)
class Element(_Placed):
    """xs[1] where it is known beforehand that the condition is a number."""

    subject: "Node"
    position: "Node"


@dataclass(frozen=True, slots=True)
class Call(_Placed):
    """f(1, 2), f(a: 1, b: 2)"""

    function: "Node"
    arguments: tuple["Node", ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lambda(_Placed):
    """function(a: number, b) a + b; `body` is None for one that is defined elsewhere (external)."""

    parameters: tuple[tuple[str, Type], ...]
    body: "Node | None"


@dataclass(frozen=True, slots=True)
class Ready(_Placed):
    """A part that is computed elsewhere: a decision table, a value that is fitted to its type."""

    compiled: Callable[..., Value]
    """Takes the run and the frame."""
    parts: tuple["Node", ...] = ()
    type: Type = ANY


Node: TypeAlias = (
    Constant
    | Name
    | Given
    | Listing
    | Entries
    | Bounds
    | Test
    | Negative
    | Arithmetic
    | Comparison
    | Between
    | Membership
    | Combination
    | Fallback
    | Conditional
    | Loop
    | Quantified
    | InstanceOf
    | Path
    | Filter
    | Element
    | Call
    | Lambda
    | Ready
)


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """What a cell of a decision table asks; no tests at all ask nothing (-)."""

    tests: tuple[Node, ...]
    negated: bool = False
