"""Reads boxed expressions from their XML."""

from collections.abc import Callable

from lxml import etree

from forms.dmn.errors import DmnUnreadable
from forms.dmn.model import (
    Box,
    ConditionalBox,
    ContextBox,
    DecisionTable,
    FilterBox,
    FunctionBox,
    InputClause,
    Invocation,
    IteratorBox,
    ListBox,
    Literal,
    OutputClause,
    Relation,
    Rule,
    Variable,
)
from forms.dmn.xml import child, children, local_name, text_of
from forms.feel.syntax.characters import one_spaced
from forms.spec import Text


def read_box(element: etree._Element) -> Box | None:
    """The expression in this element; None for an element that is none."""
    read = _READERS.get(local_name(element))
    return read(element) if read else None


def read_function(element: etree._Element) -> FunctionBox:
    """A function definition, also as the logic of a knowledge model."""
    parameters = tuple(variable_of(parameter) for parameter in children(element, "formalParameter"))
    kind = (element.get("kind") or "FEEL").upper()
    body = _only_box(element)
    if not parameters and isinstance(body, DecisionTable):
        parameters = _names_asked(body)
    external = kind not in ("FEEL", "F")
    return FunctionBox(parameters, None if external else body, element.get("typeRef"))


def variable_of(element: etree._Element) -> Variable:
    """The name and type of a variable, a parameter, or of the element that has a variable."""
    inner = child(element, "variable")
    named = inner if inner is not None else element
    name = named.get("name") or element.get("name") or ""
    return Variable(one_spaced(name), named.get("typeRef") or text_of(child(named, "typeRef")) or None)


def _names_asked(table: DecisionTable) -> tuple[Variable, ...]:
    """A table that is a function by itself takes what its columns ask for."""
    return tuple(Variable(one_spaced(clause.expression), clause.type_ref) for clause in table.inputs)


def _only_box(element: etree._Element | None) -> Box | None:
    return next((box for inner in element if (box := read_box(inner))), None) if element is not None else None


def _box_in(element: etree._Element, name: str) -> Box:
    box = _only_box(child(element, name))
    return box if box is not None else Literal("null")


def _literal(element: etree._Element) -> Box:
    return Literal(text_of(element), element.get("typeRef"))


def _context(element: etree._Element) -> Box:
    entries = []
    for entry in children(element, "contextEntry"):
        variable = variable_of(entry) if child(entry, "variable") is not None else None
        entries.append((variable, _only_box(entry) or Literal("null")))
    return ContextBox(tuple(entries), element.get("typeRef"))


def _list(element: etree._Element) -> Box:
    return ListBox(tuple(box for inner in element if (box := read_box(inner))), element.get("typeRef"))


def _relation(element: etree._Element) -> Box:
    columns = tuple(one_spaced(column.get("name", "")) for column in children(element, "column"))
    rows = tuple(tuple(box for inner in row if (box := read_box(inner))) for row in children(element, "row"))
    if any(len(row) != len(columns) for row in rows):
        raise DmnUnreadable(Text("関係表の行と列の数が合いません。", "A row of a relation has another length."))
    return Relation(columns, rows, element.get("typeRef"))


def _invocation(element: etree._Element) -> Box:
    bindings = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        name = one_spaced(parameter.get("name", "")) if parameter is not None else ""
        bindings.append((name, _only_box(binding) or Literal("null")))
    return Invocation(_only_box(element) or Literal("null"), tuple(bindings), element.get("typeRef"))


def _conditional(element: etree._Element) -> Box:
    condition, then, otherwise = (_box_in(element, name) for name in ("if", "then", "else"))
    return ConditionalBox(condition, then, otherwise, element.get("typeRef"))


def _filter(element: etree._Element) -> Box:
    return FilterBox(_box_in(element, "in"), _box_in(element, "match"), element.get("typeRef"))


def _iterator(element: etree._Element) -> Box:
    body = "return" if local_name(element) == "for" else "satisfies"
    variable = Variable(one_spaced(element.get("iteratorVariable", "")))
    return IteratorBox(
        local_name(element), variable, _box_in(element, "in"), _box_in(element, body), element.get("typeRef")
    )


def _table(element: etree._Element) -> Box:
    return DecisionTable(
        inputs=tuple(_input(clause) for clause in children(element, "input")),
        outputs=tuple(_output(clause) for clause in children(element, "output")),
        rules=tuple(
            Rule(
                tuple(text_of(entry) for entry in children(rule, "inputEntry")),
                tuple(text_of(entry) for entry in children(rule, "outputEntry")),
            )
            for rule in children(element, "rule")
        ),
        hit_policy=element.get("hitPolicy") or "UNIQUE",
        aggregation=element.get("aggregation"),
        type_ref=element.get("typeRef"),
    )


def _input(element: etree._Element) -> InputClause:
    expression = child(element, "inputExpression")
    return InputClause(
        expression=text_of(expression),
        type_ref=expression.get("typeRef") if expression is not None else None,
        values=text_of(child(element, "inputValues")) or None,
    )


def _output(element: etree._Element) -> OutputClause:
    name = element.get("name")
    return OutputClause(
        name=one_spaced(name) if name else None,
        type_ref=element.get("typeRef"),
        values=text_of(child(element, "outputValues")) or None,
        default=text_of(child(element, "defaultOutputEntry")) or None,
    )


_READERS: dict[str, Callable[[etree._Element], Box]] = {
    "literalExpression": _literal,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": read_function,
    "invocation": _invocation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iterator,
    "some": _iterator,
    "every": _iterator,
    "decisionTable": _table,
}
