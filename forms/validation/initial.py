"""The answers a person starts from."""

from forms.errors import AnswerInvalid
from forms.expressions.values import Calendar, Environment, Value
from forms.field_type import Json
from forms.validation.form import Form
from forms.validation.state import Answers, evaluate_form, value_of


def initial_answers(form: Form, builtins: Environment, previous: Answers | None = None) -> dict[str, Json]:
    """The previous answers, and the initial value of every item that was never asked or was hidden until now.

    An item that a changed answer brings to light therefore starts with its initial value, not empty. What an initial
    value can't be computed for, or may not hold, starts empty.
    """
    before = {} if previous is None else previous
    state = evaluate_form(form, before, builtins)
    answers = dict(before)
    values: dict[str, Value | Calendar] = dict(state.values)
    for item in form.items:
        if item.initial is None or (item.key in before and state.items[item.key].visible):
            continue
        try:
            answers[item.key] = item.field.dump(value_of(item.initial, values), item.spec)
        except AnswerInvalid:
            answers[item.key] = None
        values[item.key] = item.field.load(answers[item.key], item.spec)
    return answers
