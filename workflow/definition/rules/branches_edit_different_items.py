"""E057: no item is written in two branches, or for two rows, that may run beside each other."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.beside_document import ChildStep
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep, HumanStep, ParallelStep, SetStep, Step
from workflow.definition.located import Located
from workflow.definition.outline import PlacedList
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(ParallelStep):
        seen: dict[str, tuple[Located[str], int]] = {}
        for number, branch in enumerate(placed.lists):
            for item in _written(branch):
                first, where = seen.setdefault(normal(item.value), (item, number))
                if where != number:
                    yield problem(
                        "E057",
                        item,
                        f"「{item.value}」は別の枝({first.position.line}行目)でも書き込みます。"
                        "同時に進む枝は同じ項目に書き込めません。",
                        f'"{item.value}" is also written in another branch (line {first.position.line}).',
                    )

    for placed in checked.outline.all:
        loops = checked.names.loops_around(placed)
        if all(step.in_order is not None and step.in_order.value for _, step in loops):
            continue
        for item in _items(placed.step):
            if normal(item.value) in checked.names.items and "#" not in checked.names.target(placed, item.value):
                yield _for_each_row(checked, item)


def _for_each_row(checked: Checked, item: Located[str]) -> Problem:
    ja = checked.vocabulary.language == "ja"
    in_order = "順番: はい" if ja else "in_order: yes"
    return problem(
        "E057",
        item,
        f"「{item.value}」は、同時に進む行がそれぞれ書き込みます。行の列に書くか、「{in_order}」にしてください。",
        f'"{item.value}" is written for rows beside each other; write a column of the row, or say "{in_order}".',
    )


def _written(branch: PlacedList) -> Iterator[Located[str]]:
    for placed in branch.steps:
        for inner in placed.walk():
            yield from _items(inner.step)


def _items(step: Step) -> Iterator[Located[str]]:
    match step:
        case HumanStep():
            yield from (edit.item for edit in step.edit)
        case CallStep() | ChildStep():
            yield from (pair.key for pair in step.receive)
        case SetStep():
            yield from (pair.key for pair in step.values)
