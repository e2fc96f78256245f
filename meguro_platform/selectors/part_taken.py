"""Which steps of the procedures in force are somebody's work, by post, unit and duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.routing.establishment import UnitKind
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from approvals.routing.standing import standing
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTaken:
    """What one procedure asks of a person beside applying."""

    program: Program
    steps: tuple[Text, ...]
    owns: bool
    """Belongs to the office in charge."""


def parts_taken(machines: list[Machine], person: str, organisation: Organisation, on: date) -> list[PartTaken]:
    """The procedures in which the person has work; what depends on the applicant is asked for a colleague."""
    matters = list(_matters_of_colleagues(person, organisation, on))
    units = {unit.code for held in organisation.postings(person, on) for unit in organisation.upwards(held.unit)}
    found = []
    for machine in machines:
        program = machine.program
        steps = tuple(
            Text(node.step, node.en)
            for node in program.nodes
            if isinstance(node, UserNode) and not node.first and _is_ones_work(node, person, matters, organisation, on)
        )
        owns = program.office.base.removeprefix("unit:") in units
        if steps or owns:
            found.append(PartTaken(program=program, steps=steps, owns=owns))
    return found


def _is_ones_work(node: UserNode, person: str, matters: list[Matter], organisation: Organisation, on: date) -> bool:
    refs = [ref for ref in node.assignee if (ref.base, ref.relations) not in {("applicant", ()), ("everyone", ())}]
    return any(standing(refs, person, matter, organisation, on) for matter in matters)


def _matters_of_colleagues(person: str, organisation: Organisation, on: date) -> Iterator[Matter]:
    """Cases of an ordinary member of each unit the person is the head of or belongs to."""
    for held in organisation.postings(person, on):
        section = organisation.unit_at(held.unit, UnitKind.SECTION)
        for unit in dict.fromkeys([held.unit, section.code if section else held.unit]):
            members = organisation.members(unit, on)
            other = next((each for each in members if each.person != person and each.post is None), None)
            other = other or next((each for each in members if each.person != person), held)
            yield Matter(applicant=other.person, drafter=other.person, unit=other.unit)
