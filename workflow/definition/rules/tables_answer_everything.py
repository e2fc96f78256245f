"""E013, E023, E024, E040 to E048, W108, E083, E101: decision tables can be read and answer everything once."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.tables import drawn_in, used_regulations
from workflow.definition.suggestions import did_you_mean
from workflow.definition.table_checks import check_amendments, check_shared
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for pair in checked.procedure.tables:
        yield from check_amendments(checked, pair.key.value, (pair.value,))
    for used, regulation in used_regulations(checked.names, checked.catalogue):
        yield from check_shared(checked, used, regulation)
    known = list(dict.fromkeys(table.name for table in checked.program.tables))
    for name in drawn_in(checked.outline):
        if name.value and normal(name.value) not in known:
            yield problem(
                "E083",
                name,
                f"「{name.value}」という決定表はありません。",
                f'There is no decision table "{name.value}".',
                did_you_mean(name.value, known),
            )
