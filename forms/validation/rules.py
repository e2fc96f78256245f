"""The form's own rules across items (検査)."""

from collections.abc import Collection, Iterator

from forms.errors import ExpressionBudgetExceeded
from forms.spec import Text
from forms.validation.form import Check, Form
from forms.validation.outcome import AnswerProblem
from forms.validation.state import FormState


def broken_rules(form: Form, state: FormState, writable: Collection[str]) -> Iterator[tuple[Check, AnswerProblem]]:
    """The rules that are false; null passes. Only rules about something the writer can put right are asked."""
    concerned = concerned_items(form, writable)
    for check in form.checks:
        if concerned & (check.reads | set(check.spec.items)) and (problem := _problem(check, state)):
            yield check, problem


def _problem(check: Check, state: FormState) -> AnswerProblem | None:
    message = Text(check.spec.message, check.spec.message_en or check.spec.message)
    try:
        if check.condition.evaluate(state.values) is not False:
            return None
    except ExpressionBudgetExceeded as exceeded:
        message = Text(exceeded.ja, exceeded.en)
    place = next((key for key in check.spec.items if state.items[key].visible), None)
    return AnswerProblem(item=place, message=message)


def concerned_items(form: Form, writable: Collection[str]) -> set[str]:
    """The writable items, and those computed from them, also over several steps."""
    concerned, size = set(writable), -1
    while len(concerned) != size:
        size = len(concerned)
        concerned |= {item.key for item in form.items if item.computed_from & concerned}
    return concerned
