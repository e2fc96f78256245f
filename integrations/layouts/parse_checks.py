"""Reads the checks of a layout file: expressions over one detail."""

from forms.errors import ExpressionInvalid
from forms.expressions.expression import Expression, compile_expression
from forms.expressions.scope import Scope
from forms.feel.types import BOOLEAN
from forms.source.nodes import Node, ScalarNode
from forms.source.problem import Problem
from forms.source.written import Written
from forms.spec import Text
from integrations.layouts import words
from integrations.layouts.layout import Check, Consequence
from integrations.layouts.parse_records import text_of


def parse_checks(written: Written, node: Node | None, scope: Scope | None) -> tuple[Check, ...]:
    """The checks under 検査. Without a scope, because items are wrong, their expressions are not looked at."""
    found = []
    for part in written.items(node):
        parts = dict(written.parts(part, words.CHECK))
        consequence = written.one_of(parts.get("consequence"), words.CONSEQUENCES, "reject")
        expression = _expression(written, parts.get("expression"), scope)
        if expression is not None:
            id_, name = written.text(parts.get("id")), text_of(written, parts, "check")
            found.append(Check(id=id_, name=name, expression=expression, consequence=Consequence(consequence)))
    return tuple(found)


def _expression(written: Written, node: Node | None, scope: Scope | None) -> Expression | None:
    text = written.text(node)
    if not isinstance(node, ScalarNode) or not text or scope is None:
        return None
    try:
        expression = compile_expression(node.text, scope, BOOLEAN)
    except ExpressionInvalid as invalid:
        written.problems += [
            Problem(
                id=problem.code,
                position=node.position_of(problem.column),
                message=problem.message,
                hint=problem.hint,
                length=problem.length,
            )
            for problem in invalid.problems
        ]
        return None
    written.problems += [_may_be_empty(node, expression, key) for key in sorted(expression.unguarded)]
    return expression


def _may_be_empty(node: ScalarNode, expression: Expression, key: str) -> Problem:
    name = next((read.text for read in expression.names if ".".join(read.path) == key), key)
    return Problem(
        id="E054",
        position=node.position_of(max(node.text.find(name), 0)),
        message=Text(
            f"「{name}」は空のことがあり、そのとき検査が決まりません。",
            f"“{name}” may be empty, and then the check is undecided.",
        ),
        hint=Text(
            f"「{name} ?? 値」か「空({name})」で、空のときの意味を書いてください",
            f"Say what is meant then, with “{name} ?? value” or “empty({name})”",
        ),
        length=len(name),
    )
