"""Whether a step still finds somebody when whoever did another step may not act on it (兼務不可)."""

from dataclasses import replace
from datetime import date

from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened, Unassignable, open_route
from approvals.routing.organisation import Organisation
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program


def nobody_is_left(
    node: UserNode, program: Program, matter: Matter, organisation: Organisation, on: date
) -> Text | None:
    """Why nobody can act once somebody did a step that excludes him; None where somebody always can."""
    able = _people(node, matter, organisation, on)
    for excluded in node.not_same_as:
        other = program.by_id.get(excluded)
        if not isinstance(other, UserNode):
            continue
        for person in sorted(_people(other, matter, organisation, on)):
            if able - {person}:
                continue
            after = replace(matter, actors={**matter.actors, other.id: person})
            found = open_route(node, after, organisation, on)
            if isinstance(found, Unassignable):
                return Text(
                    f"「{other.step}」を行える人のほかに「{node.step}」を行える人がいません(兼務不可)。",
                    f"Nobody but who does “{other.step}” can act on “{node.step}”.",
                )
    return None


def _people(node: UserNode, matter: Matter, organisation: Organisation, on: date) -> set[str]:
    if node.first:
        return {matter.applicant}
    found = open_route(node, matter, organisation, on)
    return {seat.person for seat in found.route.seats} if isinstance(found, Opened) else set()
