"""The rows that a scenario names are those of its tables: by staff number, by their place where people are chosen."""

from collections.abc import Iterable, Iterator, Mapping

from workflow.definition.located import Located
from workflow.definition.scenario import Answer, Replies
from workflow.definition.scenario_document import ScenarioPart
from workflow.definition.scenarios.finding import Finding
from workflow.definition.vocabulary.vocabulary import normal


def check_rows(finding: Finding, part: ScenarioPart, replies: tuple[Replies, ...], answers: tuple[Answer, ...]) -> None:
    """Report every row that no answer of a system or of a person has."""
    known = list(dict.fromkeys([*_answered(replies), *_written(answers)]))
    for row in _named(part):
        if row.value and normal(row.value) not in known:
            finding.unknown(row, "行", "row", known)


def _answered(replies: tuple[Replies, ...]) -> Iterator[str]:
    for reply in (reply for each in replies for reply in each.replies):
        for _, value in reply.outputs:
            yield from _cells(value if isinstance(value, list) else ())


def _written(answers: tuple[Answer, ...]) -> Iterator[str]:
    for answer in answers:
        rows = [row for row in answer.raw if isinstance(row, Mapping)] if isinstance(answer.raw, tuple) else []
        yield from _cells(rows)
        yield from (str(number) for number in range(1, len(rows) + 1))


def _cells(rows: Iterable[object]) -> Iterator[str]:
    for row in rows:
        yield from (normal(str(cell)) for cell in row.values()) if isinstance(row, Mapping) else ()


def _named(part: ScenarioPart) -> Iterator[Located[str]]:
    yield from part.setting.no_consent if part.setting else ()
    for line in part.steps:
        if line.receipt is not None:
            yield line.receipt.row
    for expect in (*(line.expect for line in part.steps), part.expect):
        yield from (pair.key for pair in expect.issued or ()) if expect is not None else ()
