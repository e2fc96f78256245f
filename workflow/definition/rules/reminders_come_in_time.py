"""W109: the first reminder comes no later than the deadline, where both are counted from the moment the work begins."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.document import HumanStep
from workflow.definition.located import Located
from workflow.engine.values import Due, Reminder, Span

Pair = tuple[Located[Due] | None, Located[Reminder] | None]


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(HumanStep):
        assert isinstance(placed.step, HumanStep)
        for due, remind in _pairs(placed.step):
            if due and remind and not due.value.start and not _in_time(remind.value.every, due.value):
                yield problem(
                    "W109",
                    remind,
                    "最初の催促が、期限の後になります。",
                    "The first reminder comes after the deadline.",
                    Text(
                        "催促の間隔を、期限までの長さ以下にしてください",
                        "remind after no more time than there is",
                    ),
                )


def _pairs(step: HumanStep) -> Iterator[Pair]:
    yield step.due, step.remind
    if isinstance(step, CirculationStep):
        yield from ((part.due, part.remind) for _, part in step.parts if part is not None)


def _in_time(one: Span, other: Span) -> bool:
    """Whether one is no longer than the other; also where only a calendar can say."""
    if one.unit == other.unit:
        return one.amount <= other.amount
    return one.plain is None or other.plain is None or one.plain <= other.plain
