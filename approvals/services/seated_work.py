"""A step with one stage: whether one of those seated at it may do what he asks, and what follows."""

import msgspec

from approvals.routing.organisation import Organisation
from approvals.routing.route import Route
from approvals.routing.settle import NotYours, settle
from approvals.services.port_rows import actor_of, day_of, kept_by, later_view_rows, reader_rows
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, Write


def settle_seats(
    case: CaseFacts,
    node: UserNode,
    task: str,
    person: str,
    verdict: str,
    organisation: Organisation,
    no_later_view: bool,
) -> Settled | Objection:
    """The act as it will be recorded, or why it is not this person's."""
    route = msgspec.convert(case.state.tasks[task].route, Route)
    found = settle(route, person, verdict, organisation, day_of(case.now))
    if isinstance(found, NotYours):
        return Objection(code=found.code, message=found.reason)
    writes: list[Write] = []
    if found.later_views and not no_later_view:
        writes.append(later_view_rows(case, node, found.later_views, "deputy"))
    if found.later_views:
        writes.append(reader_rows(case, [seat.person for seat in found.later_views]))
    if route.held_by and not found.complete:
        writes.append(kept_by(task, ""))
    return Settled(
        actor=actor_of(found.seat),
        route=msgspec.to_builtins(found.route),
        complete=found.complete,
        later_view_waived=bool(found.later_views) and no_later_view,
        writes=tuple(writes),
    )
