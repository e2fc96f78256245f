"""W113: a day that is written down is still to come: of a wait, a deadline, a publication, the end of a table.

Only where somebody said what day it is; what is recorded never depends on it.
"""

from collections.abc import Iterator
from datetime import date, datetime

from forms.errors import ExpressionBudgetExceeded, ExpressionNotEvaluable
from forms.expressions.expression import Expression
from forms.source.problem import Problem
from forms.spec import Text
from forms.tables.versions import ValidityUnreadable, read_validity
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.tables import used_regulations
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    today = checked.catalogue.today
    if today is None:
        return
    for written, expression in checked.expressions:
        day = _day(expression) if written.role in ("at", "due") and not expression.reads else None
        if day is not None and day < today:
            yield problem(
                "W113",
                written.text,
                f"「{written.text.value}」は、もう過ぎています。",
                f'"{written.text.value}" has already passed.',
                Text("これからの日にするか、この手順を消してください", "write a day to come, or remove the step"),
            )
    for name, where, ends in _tables(checked):
        if ends is not None and ends < today:
            yield problem(
                "W113",
                where,
                f"決定表「{name}」は{ends.isoformat()}で終わっています。新しい案件で使う版がありません。",
                f'The table "{name}" ended on {ends.isoformat()}; new cases have none to go by.',
                Text("その後の版を足してください", "add the version that follows"),
            )


def _day(expression: Expression) -> date | None:
    try:
        value = expression.evaluate({})
    except (ExpressionBudgetExceeded, ExpressionNotEvaluable):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _tables(checked: Checked) -> Iterator[tuple[str, Located[str], date | None]]:
    """Each table, where it comes into the procedure, and the last day of its last version; None without an end."""
    for pair in checked.procedure.tables:
        if pair.value.valid is not None:
            yield normal(pair.key.value), pair.value.valid, _end([pair.value.valid.value])
    for used, regulation in used_regulations(checked.names, checked.catalogue):
        for name in dict.fromkeys(table.table for table in regulation.tables):
            valid = [table.valid for table in regulation.tables if table.table == name]
            yield f"{regulation.name}.{name}", used, _end(valid)


def _end(valid: list[str]) -> date | None:
    try:
        ends = [read_validity(text).last if text else None for text in valid]
    except ValidityUnreadable:
        return None
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None
