"""E055, E102, E024: 設定 gives values to items that exist and are not computed."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import SetStep
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(SetStep):
        assert isinstance(placed.step, SetStep)
        if placed.step.has("values") and not placed.step.values:
            heading = placed.step.heading("values")
            yield problem("E024", heading, "設定する項目がありません。", "Nothing is set here.")
        for pair in placed.step.values:
            item = checked.names.items.get(normal(pair.key.value))
            if "#" in checked.names.target(placed, pair.key.value):
                continue
            if item is None:
                yield problem(
                    "E055",
                    pair.key,
                    f"「{pair.key.value}」という項目はありません。",
                    f'There is no item "{pair.key.value}".',
                    likely_or_all(pair.key.value, [each.name for each in checked.program.form.items]),
                )
            elif item.formula or item.lookup or item.type.value in ("table", "attachment"):
                yield problem(
                    "E102",
                    pair.key,
                    f"「{pair.key.value}」は計算や連携で入る項目なので、設定できません。",
                    f'"{pair.key.value}" is computed or filled by a call; it cannot be set.',
                )
