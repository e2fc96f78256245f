"""Checks what holds several values: contexts, ranges, filters, parts, loops; and functions written in an expression."""

from typing import TYPE_CHECKING

from forms.expressions.complaints import mismatch, problem
from forms.expressions.fitting import NOTHING, Checked, is_ordered, joined
from forms.expressions.parts import part_type
from forms.feel.syntax import nodes
from forms.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    INTEGER,
    NAMED,
    NULL,
    NUMBER,
    UNKNOWN,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    context_type,
)
from forms.spec import Text

if TYPE_CHECKING:
    from forms.expressions.checker import Checker

_PUBLISHED = frozenset(NAMED.values())
"""What a value can be asked for when a function is called; of the other kinds it is known already."""


def check_entries(checker: "Checker", node: nodes.Entries, hint: Type | None) -> Checked:
    wanted = hint.types if isinstance(hint, ContextType) else {}
    entries = [(key, checker.check(value, wanted.get(key))) for key, value in node.entries]
    tree = nodes.Entries(tuple((key, value.node) for key, value in entries), at=node.at)
    return Checked(tree, context_type({key: value.type for key, value in entries}))


def check_bounds(checker: "Checker", node: nodes.Bounds, hint: Type | None) -> Checked:
    low, high = checker.pair(node.low, node.high, hint.of if isinstance(hint, RangeType) else None)
    common = joined(low.type, high.type)
    if common is None or not is_ordered(common):
        return checker.report(mismatch("..", low.type, high.type, node.at, (node.low, node.high)))
    tree = nodes.Bounds(low.node, high.node, node.low_included, node.high_included, at=node.at)
    return Checked(tree, RangeType(common))


def check_path(checker: "Checker", node: nodes.Path) -> Checked:
    subject = checker.check(node.subject)
    if subject.type == UNKNOWN:
        return NOTHING
    kind = part_type(subject.type, node.name)
    if kind is None:
        message = Text(f"「{node.name}」はありません。", f"There is no “{node.name}”.")
        return checker.report(problem("E051", node.at, message))
    return Checked(nodes.Path(subject.node, node.name, at=node.at), kind)


def check_filter(checker: "Checker", node: nodes.Filter | nodes.Element) -> Checked:
    subject = checker.check(node.subject)
    inner = node.condition if isinstance(node, nodes.Filter) else node.position
    condition = checker.check(inner)
    if UNKNOWN in (subject.type, condition.type):
        return NOTHING
    if not isinstance(subject.type, ListType):
        ja = f"[ ] で絞れるのは並びだけです。ここは{subject.type.label.ja}です。"
        return checker.report(problem("E058", node.at, Text(ja, f"Not a list: {subject.type.label.en}.")))
    if condition.type in (INTEGER, NUMBER):
        return Checked(nodes.Element(subject.node, condition.node, at=node.at), subject.type.of)
    if condition.type not in (BOOLEAN, NULL) or isinstance(node, nodes.Element):
        ja = f"[ ] の中は、条件か何番目かの数です。ここは{condition.type.label.ja}です。"
        en = f"A condition or a position is needed in [ ], not {condition.type.label.en}."
        return checker.report(problem("E058", node.at, Text(ja, en)))
    return Checked(nodes.Filter(subject.node, condition.node, node.element, at=node.at), subject.type)


def check_loop(checker: "Checker", node: nodes.Loop) -> Checked:
    iterators = [_iterator(checker, iterator, node) for iterator in node.iterators]
    body = checker.check(node.body)
    known = tuple(iterator for iterator in iterators if iterator is not None)
    if len(known) < len(iterators):
        return NOTHING
    return Checked(nodes.Loop(known, body.node, at=node.at), ListType(body.type))


def check_quantified(checker: "Checker", node: nodes.Quantified) -> Checked:
    iterators = [_iterator(checker, iterator, node) for iterator in node.iterators]
    body = checker.condition(node.condition)
    known = tuple(iterator for iterator in iterators if iterator is not None)
    if len(known) < len(iterators):
        return NOTHING
    return Checked(nodes.Quantified(node.word, known, body.node, at=node.at), BOOLEAN)


def check_lambda(checker: "Checker", node: nodes.Lambda) -> Checked:
    if node.body is None:
        message = Text("外部の関数は使えません。", "Functions defined outside cannot be used.")
        return checker.report(problem("E058", node.at, message))
    body = checker.check(node.body)
    kind = FunctionType(tuple(kind for _, kind in node.parameters), body.type)
    parameters = tuple((name, kind if kind in _PUBLISHED else ANY) for name, kind in node.parameters)
    return Checked(nodes.Lambda(parameters, body.node, at=node.at), kind)


def _iterator(
    checker: "Checker", iterator: nodes.Iterator, node: nodes.Loop | nodes.Quantified
) -> nodes.Iterator | None:
    source = checker.check(iterator.source)
    end = checker.check(iterator.end) if iterator.end else None
    if end is None and isinstance(source.type, ListType):
        return nodes.Iterator(iterator.name, source.node)
    if end is None and isinstance(source.type, RangeType) and source.type.of in (INTEGER, DATE):
        return nodes.Iterator(iterator.name, source.node)
    if end is not None and source.type == end.type and source.type in (INTEGER, DATE):
        return nodes.Iterator(iterator.name, source.node, end.node)
    if source.type != UNKNOWN and (end is None or end.type != UNKNOWN):
        ja = f"「in」の後には、並びか 1..10 のような範囲が要ります。ここは{source.type.label.ja}です。"
        en = f"A list or a range like 1..10 comes after “in”, not {source.type.label.en}."
        checker.report(problem("E058", node.at, Text(ja, en)))
    return None
