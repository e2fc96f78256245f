"""A step with one stage: whether one of those seated at it may do what he asks, and what follows."""

import msgspec

from approvals.routing.matter import matter_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route
from approvals.routing.settle import NotYours, settle
from approvals.services.port_rows import actor_of, day_of, kept_by, later_view_rows, reader_rows
from forms.spec import Text
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
        return Objection(code=found.code, message=_did_another_step(case, node, task, person) or found.reason)
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


def _did_another_step(case: CaseFacts, node: UserNode, task: str, person: str) -> Text | None:
    """Which step keeps somebody from acting here (兼務不可); None when it is not that."""
    done = matter_of(case.program, case.state, task).actors
    step = next((step for step in node.not_same_as if done.get(step) == person), None)
    if step is None:
        return None
    name = case.program.by_id[step].step
    return Text(
        f"兼務不可: 「{name}」を行った人は、この手順を処理できません。",
        f'Whoever did "{name}" may not act on this step.',
    )
