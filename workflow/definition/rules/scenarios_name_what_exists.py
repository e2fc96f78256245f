"""E120: scenarios name steps, items, verdicts, operations and people that exist."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked
from workflow.definition.scenarios.scenarios import scenarios_of


def check(checked: Checked) -> Iterator[Problem]:
    yield from scenarios_of(checked.compiled)[1]
