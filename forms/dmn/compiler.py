"""Turns boxed expressions into trees of FEEL, so that both are computed the same way."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.dmn import model
from forms.dmn.item_types import ANYTHING, ItemType, plain_name
from forms.dmn.tables import Input, Output, Rule, Table
from forms.feel.evaluation.compiler import compile_node, compile_tests
from forms.feel.evaluation.frame import Compiled
from forms.feel.evaluation.testing import Tester
from forms.feel.syntax import nodes
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.parser import parse_expression, parse_tests
from forms.feel.syntax.scope import Scope, members_of
from forms.feel.syntax.static_types import element_type, static_type
from forms.feel.types import ANY, ContextType, FunctionType, Type
from forms.spec import Text

_RESULT = ""
"""The key of the last entry of a context, which is its result. No name is empty."""


@dataclass(frozen=True, slots=True)
class BoxCompiler:
    """Knows the types of a model."""

    types: Mapping[str, ItemType]

    def compile(self, box: model.Box, scope: Scope) -> Compiled:
        return compile_node(self.tree(box, scope))

    def type_named(self, name: str | None) -> ItemType:
        return self.types.get(plain_name(name), ANYTHING) if name else ANYTHING

    def tree(self, box: model.Box, scope: Scope) -> nodes.Node:
        """The expression; where a type is written, its value is fitted to it."""
        node = self._tree(box, scope)
        return _fitted(node, self.type_named(box.type_ref)) if box.type_ref else node

    def _tree(self, box: model.Box, scope: Scope) -> nodes.Node:
        match box:
            case model.Literal(text=text):
                return self._literal(text, scope)
            case model.ContextBox():
                return self._context(box, scope)
            case model.ListBox(items=items):
                return nodes.Listing(tuple(self.tree(item, scope) for item in items))
            case model.Relation(columns=columns, rows=rows):
                return nodes.Listing(tuple(self._row(columns, row, scope) for row in rows))
            case model.FunctionBox():
                return self.function(box, scope)
            case model.Invocation(function=function, bindings=bindings):
                arguments = tuple(self.tree(argument, scope) for _, argument in bindings)
                return nodes.Call(self.tree(function, scope), arguments, tuple(name for name, _ in bindings))
            case model.ConditionalBox():
                parts = (self.tree(part, scope) for part in (box.condition, box.then, box.otherwise))
                return nodes.Conditional(*parts)
            case model.FilterBox():
                return self._filter(box, scope)
            case model.IteratorBox():
                return self._iterator(box, scope)
            case model.DecisionTable():
                return nodes.Ready(self._table(box, scope).draw, type=self.type_named(box.type_ref).type)

    def function(self, box: model.FunctionBox, scope: Scope) -> nodes.Lambda:
        """A function with its parameters in scope of its body."""
        parameters = tuple((given.name, self.type_named(given.type_ref).type) for given in box.parameters)
        body = self.tree(box.body, within(scope, dict(parameters))) if box.body is not None else None
        return nodes.Lambda(parameters, body)

    def _literal(self, text: str, scope: Scope) -> nodes.Node:
        try:
            return parse_expression(text, scope, self._plain_types())
        except NotFeel as unread:
            return _broken(unread)

    def _tests(self, text: str, scope: Scope) -> Tester:
        try:
            return compile_tests(parse_tests(text, scope, self._plain_types()))
        except NotFeel as unread:
            message = unread.message
            return lambda run, frame, value: run.null(message)

    def _plain_types(self) -> dict[str, Type]:
        return {name: item.type for name, item in self.types.items()}

    def _context(self, box: model.ContextBox, scope: Scope) -> nodes.Node:
        entries: list[tuple[str, nodes.Node]] = []
        known: dict[str, Type] = {}
        for variable, inner in box.entries:
            node = self.tree(inner, within(scope, known))
            name = variable.name if variable else _RESULT
            if variable and variable.type_ref:
                node = _fitted(node, self.type_named(variable.type_ref))
            known[name] = static_type(node)
            entries.append((name, node))
        tree = nodes.Entries(tuple(entries))
        return nodes.Path(tree, _RESULT) if _RESULT in known else tree

    def _row(self, columns: tuple[str, ...], row: tuple[model.Box, ...], scope: Scope) -> nodes.Node:
        cells = (self.tree(cell, scope) for cell in row)
        return nodes.Entries(tuple(zip(columns, cells, strict=True)))

    def _filter(self, box: model.FilterBox, scope: Scope) -> nodes.Node:
        source = self.tree(box.source, scope)
        element = element_type(static_type(source))
        names: dict[str, Type] = {"item": element}
        if isinstance(element, ContextType):
            names |= element.types
        return nodes.Filter(source, self.tree(box.match, within(scope, names)))

    def _iterator(self, box: model.IteratorBox, scope: Scope) -> nodes.Node:
        source = self.tree(box.source, scope)
        names = {box.variable.name: element_type(static_type(source)), "partial": ANY}
        iterators = (nodes.Iterator(box.variable.name, source),)
        body = self.tree(box.body, within(scope, names))
        return nodes.Loop(iterators, body) if box.kind == "for" else nodes.Quantified(box.kind, iterators, body)

    def _table(self, box: model.DecisionTable, scope: Scope) -> Table:
        inputs = tuple(self._input(clause, scope) for clause in box.inputs)
        outputs = tuple(self._output(clause, box, scope) for clause in box.outputs)
        rules = tuple(
            Rule(
                tuple(self._tests(test, scope) for test in rule.tests),
                tuple(compile_node(self._literal(answer, scope)) for answer in rule.answers),
            )
            for rule in box.rules
            if len(rule.tests) == len(inputs) and len(rule.answers) == len(outputs)
        )
        return Table(
            inputs=inputs, outputs=outputs, rules=rules, hit_policy=box.hit_policy, aggregation=box.aggregation
        )

    def _input(self, clause: model.InputClause, scope: Scope) -> Input:
        return Input(
            value=compile_node(self._literal(clause.expression, scope)),
            allowed=self._tests(clause.values, scope) if clause.values else None,
            type=self.type_named(clause.type_ref),
        )

    def _output(self, clause: model.OutputClause, box: model.DecisionTable, scope: Scope) -> Output:
        single = len(box.outputs) == 1
        kind = self.type_named(clause.type_ref)
        allowed = clause.values or kind.allowed or (self.type_named(box.type_ref).allowed if single else None)
        return Output(
            name=clause.name,
            default=compile_node(self._literal(clause.default, scope)) if clause.default else None,
            order=self._single_tests(allowed, scope) if allowed else (),
            type=kind,
        )

    def _single_tests(self, text: str, scope: Scope) -> tuple[Tester, ...]:
        """The allowed values one by one, in their order."""
        try:
            tests = parse_tests(text, scope, self._plain_types())
        except NotFeel:
            return ()
        return tuple(compile_tests(nodes.UnaryTests((test,))) for test in tests.tests)


def within(scope: Scope, types: Mapping[str, Type]) -> Scope:
    """The scope with more names, and with the keys of their contexts."""
    members = scope.members.union(*(members_of(kind) for kind in types.values()))
    return Scope({**scope.types, **types}, members)


def _fitted(node: nodes.Node, item: ItemType) -> nodes.Node:
    if isinstance(item.type, FunctionType) or item == ANYTHING:
        return node
    value, fit = compile_node(node), item.fit
    return nodes.Ready(lambda run, frame: fit(run, value(run, frame)), (node,), item.type)


def _broken(unread: NotFeel) -> nodes.Node:
    message = Text(
        f"式が読めません: {unread.message.ja}({unread.column + 1}文字目)",
        f"The expression cannot be read: {unread.message.en} (character {unread.column + 1})",
    )
    return nodes.Ready(lambda run, frame: run.null(message))
