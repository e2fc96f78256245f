"""E092, E101: the tables of a 回議 say who decides, and what is consented to are items."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from forms.tables.answers import PEOPLE, POST
from forms.tables.reader import answer_words
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import TableSpec
from workflow.engine.stages import ARTICLE, CONSULT, DECIDER, ENGLISH, VERIFY


def check(checked: Checked) -> Iterator[Problem]:
    tables = {spec.name: spec for spec in checked.program.tables}
    for placed in checked.steps(CirculationStep):
        step = placed.step
        assert isinstance(step, CirculationStep)
        if (spec := tables.get(normal(step.table.value))) is not None:
            yield from _first_table(checked, step.table, spec)
        for name in step.more_tables:
            if (spec := tables.get(normal(name.value))) is not None:
                yield from _further_table(checked, name, spec)
        for item in step.content:
            if normal(item.value) not in checked.names.items:
                yield problem(
                    "E101",
                    item,
                    f"「{item.value}」という項目はありません。",
                    f'There is no item "{item.value}".',
                    did_you_mean(item.value, [each.name for each in checked.program.form.items]),
                )


def _first_table(checked: Checked, name: Located[str], spec: TableSpec) -> Iterator[Problem]:
    wanted = DECIDER if checked.vocabulary.language == "ja" else ENGLISH[DECIDER]
    answers = answer_words(spec.text, as_csv=spec.csv)
    decider = answers.get(DECIDER) or answers.get(ENGLISH[DECIDER])
    if decider is None or decider[0].kind not in (POST, PEOPLE) or decider[0].many or spec.hit == "collect":
        yield problem(
            "E092",
            name,
            f"決定表「{name.value}」の結果に「{wanted}(職)」がありません。決定者は一人だけです。",
            f'The table "{name.value}" does not say who decides ("{wanted}(post)"), or names several.',
        )


def _further_table(checked: Checked, name: Located[str], spec: TableSpec) -> Iterator[Problem]:
    may_add = {word for ja in (CONSULT, VERIFY, ARTICLE) for word in (ja, ENGLISH[ja])}
    if spec.hit != "collect" or not set(answer_words(spec.text, as_csv=spec.csv)) <= may_add:
        hit = "一致: すべて" if checked.vocabulary.language == "ja" else "hit: collect"
        yield problem(
            "E092",
            name,
            f"足す表「{name.value}」は「{hit}」で、結果は協議先と審査先だけです。",
            f'The further table "{name.value}" needs "{hit}" and answers only consult and verify.',
            Text(
                f"その表に「{hit}」を書き、結果の列を協議先と審査先だけにしてください",
                f'write "{hit}" in that table, and keep only its answers consult and verify',
            ),
        )
