"""E050 to E058: every expression can be read, names what exists, and gives the kind of value its place needs."""

from collections.abc import Iterator

from forms.errors import ExpressionInvalid
from forms.source.problem import Problem
from workflow.definition.checked import Checked


def check(checked: Checked) -> Iterator[Problem]:
    for written in checked.written:
        found = written.compiled(checked.scope(written))
        if not isinstance(found, ExpressionInvalid):
            continue
        for each in found.problems:
            yield Problem(
                id=each.code,
                position=written.text.position_of(each.column),
                message=each.message,
                hint=each.hint,
                length=each.length,
            )
