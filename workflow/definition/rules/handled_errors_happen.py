"""E013: a handler names errors that can happen: a failed call, a refusal of a system, or the code of a raising step."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep, EachStep, GroupStep
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    known = checked.names.errors
    codes = set(map(normal, known))
    for placed in checked.outline.all:
        handlers = placed.step.on_error if isinstance(placed.step, CallStep | GroupStep | EachStep) else ()
        for error in (error for handler in handlers for error in handler.errors):
            if normal(error.value) not in codes:
                yield problem(
                    "E013",
                    error,
                    f"「{error.value}」というエラーは起きません。",
                    f'No error "{error.value}" can happen.',
                    likely_or_all(error.value, dict.fromkeys(known)),
                )
