"""The staff numbers in a scenario are those of the rows that its systems answer."""

from collections.abc import Iterator

from workflow.definition.located import Located
from workflow.definition.scenario import Replies
from workflow.definition.scenario_document import ScenarioPart
from workflow.definition.scenarios.finding import Finding
from workflow.definition.vocabulary.vocabulary import normal


def check_rows(finding: Finding, part: ScenarioPart, replies: tuple[Replies, ...]) -> None:
    """Report every row that no answer of a system has."""
    known = list(dict.fromkeys(_answered(replies)))
    for row in _named(part):
        if row.value and normal(row.value) not in known:
            finding.unknown(row, "行", "row", known)


def _answered(replies: tuple[Replies, ...]) -> Iterator[str]:
    for reply in (reply for each in replies for reply in each.replies):
        for _, value in reply.outputs:
            for row in value if isinstance(value, list) else ():
                yield from (normal(str(cell)) for cell in row.values()) if isinstance(row, dict) else ()


def _named(part: ScenarioPart) -> Iterator[Located[str]]:
    yield from part.setting.no_consent if part.setting else ()
    for line in part.steps:
        if line.receipt is not None:
            yield line.receipt.row
    for expect in (*(line.expect for line in part.steps), part.expect):
        yield from (pair.key for pair in expect.issued or ()) if expect is not None else ()
