"""E101: the slots of a notice name items or what every case knows."""

from collections.abc import Iterator

from forms.errors import ExpressionInvalid
from forms.expressions.scope import Scope
from forms.expressions.slots import parse_slots
from forms.source.problem import Problem
from workflow.definition.checked import Checked
from workflow.definition.document import NotifyStep
from workflow.definition.located import Located


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(NotifyStep):
        assert isinstance(placed.step, NotifyStep)
        for text in (placed.step.subject, placed.step.text):
            yield from _slots(checked.scope_at(placed), text) if text else ()


def _slots(scope: Scope, text: Located[str]) -> Iterator[Problem]:
    try:
        parse_slots(text.value, scope)
    except ExpressionInvalid as invalid:
        for each in invalid.problems:
            yield Problem(
                id=each.code,
                position=text.position_of(each.column),
                message=each.message,
                hint=each.hint,
                length=each.length,
            )
