"""An expression whose kinds of values fit: what is left is to compute it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from forms.expressions.types import Type
from forms.expressions.values import Value


class Nulls(StrEnum):
    """What an operation does with an operand that is null."""

    PROPAGATE = "propagate"
    """The result is null, the operation is not asked."""
    COMPARE = "compare"
    """The operation answers yes or no, but whoever wrote it may not have thought of null (=, のどれか)."""
    TEST = "test"
    """Asking for null is what the operation is for: 空(x)."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Always the same value."""

    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a name, or of a part of it."""

    path: tuple[str, ...]
    text: str
    """As written."""
    type: Type
    may_be_null: bool = False


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on values."""

    operation: Callable[..., Value]
    operands: tuple["Checked", ...]
    type: Type
    nulls: Nulls = Nulls.PROPAGATE
    by_calendar: bool = False
    """The operation takes the business calendar before the values."""


@dataclass(frozen=True, slots=True)
class Collect:
    """Several values as one list."""

    items: tuple["Checked", ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Negate:
    """not(x); null stays null."""

    operand: "Checked"
    type: Type


@dataclass(frozen=True, slots=True)
class Combine:
    """かつ and または in three-valued logic."""

    decisive: bool
    """The value that decides alone: no for かつ, yes for または."""
    operands: tuple["Checked", ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Choose:
    """if … then … else …; null is not yes."""

    condition: "Checked"
    then: "Checked"
    otherwise: "Checked"
    type: Type


@dataclass(frozen=True, slots=True)
class Replace:
    """x ?? y"""

    left: "Checked"
    right: "Checked"
    type: Type


@dataclass(frozen=True, slots=True)
class Keep:
    """xs[condition]"""

    source: "Checked"
    condition: "Checked"
    key: str
    """Where the element is found meanwhile."""
    type: Type


@dataclass(frozen=True, slots=True)
class Element:
    """xs[1]: counted from 1, or from the end with -1; null where there is none."""

    source: "Checked"
    position: "Checked"
    type: Type


@dataclass(frozen=True, slots=True)
class PartOf:
    """x.part, where x is computed; of a list the list of parts."""

    subject: "Checked"
    key: str
    type: Type


@dataclass(frozen=True, slots=True)
class Source:
    """Where the elements of a loop come from: a list, or whole numbers up to a last one."""

    key: str
    values: "Checked"
    last: "Checked | None"


@dataclass(frozen=True, slots=True)
class Iterate:
    """some, every and for."""

    sources: tuple[Source, ...]
    body: "Checked"
    decisive: bool | None
    """The answer that decides alone: yes for some, no for every; None for `for`, which lists all results."""
    type: Type


Checked: TypeAlias = (
    Constant | Read | Apply | Collect | Negate | Combine | Choose | Replace | Keep | Element | PartOf | Iterate
)
