"""Whose case it is: none of these people ever decides on it, or settles what is stuck in it."""

from workflow.engine.nodes import STARTING, UserNode
from workflow.engine.program import Program
from workflow.engine.state import CaseState


def submitters(program: Program, state: CaseState) -> frozenset[str]:
    """Whoever handed it in, in any round: who writes it instead of a drafter who left is no less its author."""
    nodes = program.by_id
    return frozenset(
        passed.actor.person
        for passed in state.passed
        if passed.actor.person and isinstance(node := nodes.get(passed.node), UserNode) and node.kind in STARTING
    )


def owners(program: Program, state: CaseState, incident: str = "") -> frozenset[str]:
    """Applicant, drafter, typist and who handed it in; of an incident in what was raised beside it, who raised that."""
    parties, stuck = state.parties, state.incidents.get(incident)
    token = state.tokens.get(stuck.token or "") if stuck else None
    filer = state.chain(token.scope)[0].raised_by if token else ""
    return submitters(program, state) | frozenset({parties.applicant, parties.drafter, parties.typist, filer} - {""})
