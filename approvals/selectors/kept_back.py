"""Items of a case that a reader is not shown: 見せる人 says who sees one, 見せない hides some from those of a step."""

from collections.abc import Iterator
from datetime import date

from approvals.routing.matter import matter_of
from approvals.routing.organisation import Organisation
from approvals.routing.standing import standing
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program
from workflow.engine.state import CaseState
from workflow.ports import ports


def kept_back(program: Program, state: CaseState, reader: str, organisation: Organisation, on: date) -> frozenset[str]:
    """Keys of the items that this reader must not see. Who wrote the application sees all of it.

    What a step hides is shown to somebody who also has, or had, a step of the case that does not hide it.
    """
    if reader in {state.parties.applicant, state.parties.drafter, state.parties.typist}:
        return frozenset()
    steps = list(_steps_of(program, state, reader))
    written = {edit.item for node in steps for edit in node.edit}
    hidden = set.intersection(*(set(node.hide) for node in steps)) if steps else set()
    matter = matter_of(program, state) if program.shown_to else None
    closed = {
        item
        for item, people in program.shown_to.items()
        if matter is not None and standing(people, reader, matter, organisation, on) is None
    }
    return frozenset((hidden | closed) - written)


def _steps_of(program: Program, state: CaseState, reader: str) -> Iterator[UserNode]:
    """The steps that the reader has done or could do now."""
    nodes = [passed.node for passed in state.passed if passed.actor.person == reader]
    nodes += [task.node for task in state.tasks.values() if reader in ports().people.assignees(task.route)]
    for node in map(program.by_id.__getitem__, dict.fromkeys(nodes)):
        if isinstance(node, UserNode):
            yield node
