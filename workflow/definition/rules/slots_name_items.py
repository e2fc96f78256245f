"""E101: slots name items or what every case knows; those of the 件名 only items that everybody may see."""

from collections.abc import Iterator

from forms.errors import ExpressionInvalid
from forms.expressions.scope import Scope
from forms.expressions.slots import Slot, parse_slots
from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import NotifyStep
from workflow.definition.located import Located
from workflow.engine.scope import MAIN


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(NotifyStep):
        assert isinstance(placed.step, NotifyStep)
        for text in (placed.step.subject, placed.step.text):
            yield from _slots(checked.scope_at(placed), text) if text else ()
    if checked.procedure.subject:
        yield from _subject(checked, checked.procedure.subject)


def _subject(checked: Checked, text: Located[str]) -> Iterator[Problem]:
    """Lists show it to whoever may read the case, without asking what else is known of the case."""
    wrong = tuple(_slots(checked.scopes[MAIN], text))
    yield from wrong
    slots = () if wrong else parse_slots(text.value, checked.scopes[MAIN])
    items = {item.key for item in checked.program.form.items}
    for slot in (part for part in slots if isinstance(part, Slot)):
        if slot.path in checked.program.kept_from_some:
            yield problem(
                "E101",
                text.position_of(slot.offset),
                f"「{slot.spelling}」は見せる人が限られています。一覧に出る件名には書けません。",
                f"Not everybody may see “{slot.spelling}”, and everybody reads the subject in lists.",
            )
        elif slot.path not in items:
            yield problem(
                "E101",
                text.position_of(slot.offset),
                f"「{slot.spelling}」は様式の項目ではありません。件名には様式の項目だけを書けます。",
                f"“{slot.spelling}” is no item of the form; a subject names nothing else.",
            )


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
