"""A decision model (DMN 1.1 to 1.5) as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition:
    """A named type."""

    name: str
    type_ref: str | None = None
    is_list: bool = False
    allowed: str | None = None
    """Unary tests each value must pass."""
    constraint: str | None = None
    """Unary tests the whole value must pass."""
    components: tuple["ItemDefinition", ...] = ()
    parameters: tuple[str | None, ...] | None = None
    """Type names of the parameters; only of functions."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A name with its type."""

    name: str
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A FEEL expression."""

    text: str
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class ContextBox:
    """Named entries; one without a name at the end is the result."""

    entries: tuple[tuple[Variable | None, "Box"], ...]
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class ListBox:
    """A list."""

    items: tuple["Box", ...]
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts with the same names."""

    columns: tuple[str, ...]
    rows: tuple[tuple["Box", ...], ...]
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionBox:
    """A function. `body` is None for one in another language."""

    parameters: tuple[Variable, ...]
    body: "Box | None"
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call with named arguments."""

    function: "Box"
    bindings: tuple[tuple[str, "Box"], ...]
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionalBox:
    """if, then, else"""

    condition: "Box"
    then: "Box"
    otherwise: "Box"
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class FilterBox:
    """The elements of a list that match."""

    source: "Box"
    match: "Box"
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class IteratorBox:
    """for, some, every"""

    kind: str
    variable: Variable
    source: "Box"
    body: "Box"
    type_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputClause:
    """A column of questions."""

    expression: str
    type_ref: str | None = None
    values: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputClause:
    """A column of answers."""

    name: str | None
    type_ref: str | None = None
    values: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: tests and answers."""

    tests: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """Rules by rows."""

    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]
    hit_policy: str = "UNIQUE"
    aggregation: str | None = None
    type_ref: str | None = None


Box: TypeAlias = (
    Literal
    | ContextBox
    | ListBox
    | Relation
    | FunctionBox
    | Invocation
    | ConditionalBox
    | FilterBox
    | IteratorBox
    | DecisionTable
)


@dataclass(frozen=True, slots=True)
class InputData:
    """A value from outside."""

    variable: Variable


@dataclass(frozen=True, slots=True)
class Decision:
    """A value computed from others."""

    variable: Variable
    requires: tuple[str, ...]
    """References to inputs, decisions and functions, as `#id` or `namespace#id`."""
    box: Box | None


@dataclass(frozen=True, slots=True)
class KnowledgeModel:
    """A function that decisions share."""

    variable: Variable
    requires: tuple[str, ...]
    function: FunctionBox | None


@dataclass(frozen=True, slots=True)
class DecisionService:
    """Decisions that can be called together like a function."""

    variable: Variable
    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]


Element: TypeAlias = InputData | Decision | KnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One file."""

    namespace: str
    name: str
    elements: Mapping[str, Element] = field(default_factory=dict)
    """By id."""
    types: tuple[ItemDefinition, ...] = ()
    imports: Mapping[str, str] = field(default_factory=dict)
    """For each namespace the name it is imported under."""
