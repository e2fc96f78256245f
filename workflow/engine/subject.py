"""件名: what a case is about, in one line, for lists and headings; from stored answers alone."""

from collections.abc import Mapping

from forms.expressions.slots import Slot, fill_slots
from workflow.engine.machine import Machine
from workflow.engine.scope import MAIN
from workflow.engine.state import Json

ITEM = "件名"
"""The item that says it where the procedure does not."""


def subject_items(machine: Machine) -> tuple[str, ...]:
    """Keys of the items that it is made of."""
    program = machine.program
    if program.subject:
        return tuple(part.path for part in machine.pieces(program.subject, MAIN) if isinstance(part, Slot))
    named = (item.key for item in program.form.items if item.name == ITEM and item.key not in program.kept_from_some)
    return tuple(named)[:1]


def subject_of(machine: Machine, answers: Mapping[str, Json], language: str) -> str:
    """With these answers; empty while nothing is written."""
    items, wanted = machine.form.by_key, subject_items(machine)
    written = {key: answers[key] for key in wanted if answers.get(key) is not None}
    said = {key: items[key].field.show(answer, items[key].spec, language) for key, answer in written.items()}
    if not machine.program.subject:
        return "".join(said.values())
    return fill_slots(machine.pieces(machine.program.subject, MAIN), said) if said or not wanted else ""
