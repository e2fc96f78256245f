"""What an English screen shows of a shipped procedure has an English name, and what explains it is in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.spec import ItemSpec, SectionSpec
from tests.support.definitions import EVERY_PROCEDURE, load_shipped
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program


def of_item(item: ItemSpec) -> Iterator[tuple[str, str]]:
    yield item.name, item.en
    yield item.help, item.help_en
    yield from ((choice.name, choice.en) for choice in item.choices)
    for column in item.columns:
        yield from of_item(column)


def names(program: Program) -> Iterator[tuple[str, str]]:
    """(Japanese, English) of everything that has a name, and of what explains it."""
    yield program.name, program.en
    yield program.description, program.description_en
    yield from ((check.message, check.message_en) for check in program.form.checks)
    for part in program.form.parts:
        yield from [(part.name, part.en)] if isinstance(part, SectionSpec) else of_item(part)
    yield from ((outcome.name, program.outcome_en(outcome.name)) for outcome in program.outcomes)
    for node in program.nodes:
        yield node.step, node.en
        if isinstance(node, UserNode):
            yield node.help, node.help_en
            yield from ((each.verdict, each.en) for each in node.buttons if not each.verdict.isascii())
    for handler in program.anytime:
        yield handler.name, handler.en
        for item in handler.form.items:
            yield from of_item(item)


@pytest.mark.parametrize("path", EVERY_PROCEDURE, ids=lambda path: path.stem)
def test_what_a_shipped_procedure_calls_and_explains_is_there_in_english(path: Path) -> None:
    program = load_shipped(path, path.read_text(encoding="utf-8")).program

    assert program is not None
    assert {name for name, english in names(program) if not english} - {""} == set()
