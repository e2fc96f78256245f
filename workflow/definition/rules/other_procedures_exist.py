"""E055, E083, E101: 別手続 and 起票 name a procedure and items of it, and what comes back has an item here."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.beside_document import ChildStep, OpenStep
from workflow.definition.checked import Checked, problem
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, ChildStep):
            named = [*(pair.key for pair in step.pass_), *(pair.value for pair in step.receive)]
            yield from _named(checked, step.procedure, named)
            yield from _starts_by_itself(checked, step.procedure)
            yield from _received(checked, placed, step)
        elif isinstance(step, OpenStep):
            yield from _named(checked, step.procedure, [pair.key for pair in step.carry])
            if step.state and step.state.value != "draft_state":
                yield from _starts_by_itself(checked, step.procedure)


def _named(checked: Checked, procedure: Located[str], items: list[Located[str]]) -> Iterator[Problem]:
    known, key = checked.catalogue.procedures, procedure.value
    if not known or not key:
        return  # nobody says which procedures there are
    if key not in known:
        yield problem(
            "E083",
            procedure,
            f"definitions/procedures/{key}.yaml はありません。",
            f"There is no definitions/procedures/{key}.yaml.",
            likely_or_all(key, known),
        )
        return
    theirs = dict.fromkeys(map(normal, known[key]))
    for item in items:
        if normal(item.value) not in theirs:
            yield problem(
                "E101",
                item,
                f"「{key}」に「{item.value}」という項目はありません。",
                f'"{key}" has no item "{item.value}".',
                likely_or_all(item.value, theirs),
            )


def _starts_by_itself(checked: Checked, procedure: Located[str]) -> Iterator[Problem]:
    """A case that starts from a finished one needs somebody who chooses it."""
    other = checked.catalogue.other_procedures.get(procedure.value)
    if other is not None and other.from_case:
        yield problem(
            "E083",
            procedure,
            f"「{procedure.value}」は、元の案件をえらんで始める手続です。ここからは始められません。",
            f'Cases of "{procedure.value}" start from an earlier case that somebody chooses; this cannot start one.',
        )


def _received(checked: Checked, placed: Placed, step: ChildStep) -> Iterator[Problem]:
    for pair in step.receive:
        if normal(pair.key.value) not in checked.names.items and "#" not in checked.names.target(
            placed, pair.key.value
        ):
            yield problem(
                "E055",
                pair.key,
                f"「{pair.key.value}」という項目はありません。",
                f'There is no item "{pair.key.value}".',
                likely_or_all(pair.key.value, [item.name for item in checked.program.form.items]),
            )
