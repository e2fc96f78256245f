"""E120: scenarios name steps, items, verdicts, operations and people that exist."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked


def check(checked: Checked) -> Iterator[Problem]:
    yield from checked.scenarios[1]
