"""E101, E102: 編集項目, 見せない and 検査 name items of the form.

What is computed, filled by calls or hidden from a step cannot be edited there.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(HumanStep):
        assert isinstance(placed.step, HumanStep)
        for edit in placed.step.edit:
            item = checked.names.items.get(normal(edit.item.value))
            if item is None:
                yield _unknown(checked, edit.item)
            elif normal(edit.item.value) in {normal(hidden.value) for hidden in placed.step.hide}:
                yield problem(
                    "E102",
                    edit.item,
                    f"「{edit.item.value}」はこの手順では見せないので、書けません。",
                    f'"{edit.item.value}" is hidden from this step, so it cannot be edited there.',
                )
            elif _is_filled_by_itself(item) or item in checked.procedure.internal:
                yield problem(
                    "E102",
                    edit.item,
                    f"「{edit.item.value}」は計算や連携で入る項目なので、人は書けません。",
                    f'"{edit.item.value}" is computed or filled by a call; nobody can edit it.',
                )
        hidden = placed.step.hide
        yield from (_unknown(checked, name) for name in hidden if normal(name.value) not in checked.names.items)
    for check_ in checked.procedure.checks:
        for name in check_.at:
            if normal(name.value) not in checked.names.items:
                yield _unknown(checked, name)


def _is_filled_by_itself(item: FormPart) -> bool:
    return bool(item.formula or item.lookup or (item.fill and item.fill.value == "none"))


def _unknown(checked: Checked, name: Located[str]) -> Problem:
    return problem(
        "E101",
        name,
        f"「{name.value}」という項目はありません。",
        f'There is no item "{name.value}".',
        did_you_mean(name.value, [item.name for item in checked.program.form.items]),
    )
