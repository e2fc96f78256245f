"""Checks what goes through lists: filters, elements, parts of elements, some, every and for."""

from typing import TYPE_CHECKING

from forms.expressions import syntax
from forms.expressions.checked import Checked, Constant, Element, Iterate, Keep, PartOf, Source
from forms.expressions.complaints import problem
from forms.expressions.types import BOOLEAN, DATE, INTEGER, NULL, NUMBER, UNKNOWN, ListType
from forms.spec import Text

if TYPE_CHECKING:
    from forms.expressions.checker import Checker

_UNKNOWN = Constant(None, UNKNOWN)


def check_filter(checker: "Checker", node: syntax.Filter) -> Checked:
    subject = checker.check(node.subject)
    condition = checker.check(node.condition)
    if UNKNOWN in (subject.type, condition.type):
        return _UNKNOWN
    if not isinstance(subject.type, ListType):
        ja = f"[ ] で絞れるのは並びだけです。ここは{subject.type.label.ja}です。"
        return checker.report(problem("E058", node.at, Text(ja, f"Not a list: {subject.type.label.en}.")))
    if condition.type in (INTEGER, NUMBER):
        return Element(subject, condition, subject.type.of)
    if condition.type not in (BOOLEAN, NULL):
        ja = f"[ ] の中は、条件か何番目かの数です。ここは{condition.type.label.ja}です。"
        en = f"A condition or a position is needed in [ ], not {condition.type.label.en}."
        return checker.report(problem("E058", node.at, Text(ja, en)))
    return Keep(subject, condition, node.key, subject.type)


def check_part(checker: "Checker", node: syntax.Part) -> Checked:
    subject = checker.check(node.subject)
    if subject.type == UNKNOWN:
        return _UNKNOWN
    if not isinstance(subject.type, ListType):
        return PartOf(subject, node.key, node.type)
    return PartOf(subject, node.key, node.type if isinstance(node.type, ListType) else ListType(node.type))


def check_iteration(checker: "Checker", node: syntax.Iteration) -> Checked:
    sources = [_source(checker, source, node) for source in node.sources]
    known = tuple(source for source in sources if source is not None)
    if node.word == "for":
        body = checker.check(node.body)
        return Iterate(known, body, None, ListType(body.type)) if len(known) == len(sources) else _UNKNOWN
    body = checker.condition(node.body)
    return Iterate(known, body, node.word == "some", BOOLEAN) if len(known) == len(sources) else _UNKNOWN


def _source(checker: "Checker", source: syntax.Source, node: syntax.Iteration) -> Source | None:
    values = checker.check(source.values)
    last = checker.check(source.last) if source.last else None
    if last is None and isinstance(values.type, ListType):
        return Source(source.key, values, None)
    if last is not None and values.type == last.type and values.type in (INTEGER, DATE):
        return Source(source.key, values, last)
    if values.type != UNKNOWN and (last is None or last.type != UNKNOWN):
        ja = f"「in」の後には、並びか 1..10 のような範囲が要ります。ここは{values.type.label.ja}です。"
        en = f"A list or a range like 1..10 comes after “in”, not {values.type.label.en}."
        checker.report(problem("E058", node.at, Text(ja, en)))
    return None
