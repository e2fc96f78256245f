"""A FEEL expression as it was written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from forms.feel.types import ANY, Type
from forms.feel.values import Value


@dataclass(frozen=True, slots=True)
class Constant:
    """1.5, "text", true, null, @"2026-04-01"."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A name in scope, or one that may turn out to be there: in a filter over elements of unknown kind."""

    name: str
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Listing:
    """[1, 2]"""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """{a: 1, b: a + 1}; later entries see earlier ones."""

    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """[1..10)"""

    low: "Node"
    high: "Node"
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Test:
    """< 5: a comparison whose left side is the value that is tested."""

    sign: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Negative:
    """-x"""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """a + b; also - * / **"""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """a = b; also != < <= > >="""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Between:
    """x between a and b"""

    subject: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class Membership:
    """x in (tests)"""

    subject: "Node"
    tests: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """a and b, or the same with or."""

    word: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Conditional:
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
class Loop:
    """for x in xs return e"""

    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Quantified:
    """some x in xs satisfies c; also every."""

    word: str
    iterators: tuple[Iterator, ...]
    condition: "Node"


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """x instance of number; the type is None where it names none."""

    subject: "Node"
    type: Type | None


@dataclass(frozen=True, slots=True)
class Path:
    """x.name"""

    subject: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """xs[condition], xs[1]"""

    subject: "Node"
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """f(1, 2), f(a: 1, b: 2)"""

    function: "Node"
    arguments: tuple["Node", ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lambda:
    """function(a: number, b) a + b; `body` is None for one that is defined elsewhere (external)."""

    parameters: tuple[tuple[str, Type], ...]
    body: "Node | None"


@dataclass(frozen=True, slots=True)
class Ready:
    """A part that is computed elsewhere: a decision table, a value that is fitted to its type."""

    compiled: Callable[..., Value]
    """Takes the run and the frame."""
    parts: tuple["Node", ...] = ()
    type: Type = ANY


Node: TypeAlias = (
    Constant
    | Name
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
    | Conditional
    | Loop
    | Quantified
    | InstanceOf
    | Path
    | Filter
    | Call
    | Lambda
    | Ready
)


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """What a cell of a decision table asks; no tests at all ask nothing (-)."""

    tests: tuple[Node, ...]
    negated: bool = False
