"""When a case will probably be decided, and on what the estimate rests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from approvals.selectors.away import Away, away
from approvals.selectors.open_case import OpenCase
from approvals.selectors.route_stop import LATER, Stop
from approvals.selectors.step_pace import Pace
from approvals.selectors.way_ahead import nodes_ahead
from forms.tokyo_time import TOKYO
from workflow.engine.nodes import DECIDING, Node, UserNode, WaitNode
from workflow.engine.way import nodes_on_the_way
from workflow.ports import ports

_FURTHEST = 31
"""Days looked ahead for one that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDecision:
    """An estimate with its basis."""

    day: date
    steps: int
    """Steps that are still to be done, the open one included."""
    count: int
    """Recorded times behind the step of which the fewest are known."""
    waited: timedelta
    """How long it has been where it is."""
    usual: timedelta
    """The median of that step."""
    away: Away | None = None
    """Who has to be back before it can be decided, where that makes it later."""


def expected_decision(case: OpenCase, paces: Mapping[str, Pace], stops: Sequence[Stop]) -> ExpectedDecision | None:
    """The sum of the medians up to the deciding step, moved to an open day on which nobody has to be waited for.

    None when the case waits for no person, is decided, has a wait for something else before, or too little is known.
    `stops`: the way of the case through people.
    """
    task = max(case.state.tasks.values(), key=lambda each: each.opened_at, default=None)
    if task is None:
        return None
    known = _paces_until_decided([case.machine.user_node(task.node), *nodes_ahead(case)], paces)
    if known is None:
        return None
    reached = max(task.opened_at + known[0].median, case.now) + _sum(known[1:])
    placed = _on_a_day(reached, _waited_for(case, [stop for stop in stops if stop.state in ("now", "next")]))
    if placed is None:
        return None
    day, missing = placed
    return ExpectedDecision(
        day=day,
        steps=len(known),
        count=min(pace.count for pace in known),
        waited=case.now - task.opened_at,
        usual=known[0].median,
        away=missing,
    )


def decision_after(case: OpenCase, target: str, paces: Mapping[str, Pace], stops: Sequence[Stop]) -> date | None:
    """The same estimate, had the case been sent back to a step just now: whoever acted behind it is asked again."""
    node = case.machine.user_node(target)
    ahead = list(nodes_on_the_way(case.machine, case.form.values, behind=[target]))
    known = _paces_until_decided([node, *ahead], paces)
    if known is None:
        return None
    asked = {target, *(each.id for each in ahead)}
    again = [stop for stop in stops if stop.node in asked and stop.state in ("done", "now", "next")]
    placed = _on_a_day(case.now + _sum(known), _waited_for(case, again))
    return placed[0] if placed else None


def _on_a_day(reached: datetime, missing: Away | None) -> tuple[date, Away | None] | None:
    """An open day, and who has to be back before; None while nobody knows when that is."""
    day = reached.astimezone(TOKYO).date()
    if missing is None or missing.back <= day:
        return _open_day(day), None
    return (_open_day(missing.back), missing) if missing.last else None


def _waited_for(case: OpenCase, stops: Sequence[Stop]) -> Away | None:
    """Of all who are away with nobody beside them to act, up to the decision: who is back last."""
    absent = []
    for stop in stops:
        if stop.mark not in LATER:
            found = [away(case, person.uuid) for person in stop.people]
            if found and all(found):
                absent.append(min(filter(None, found), key=lambda each: each.back))
        if stop.kind in DECIDING:
            break
    return max(absent, key=lambda each: each.back, default=None)


def _paces_until_decided(nodes: Sequence[Node], paces: Mapping[str, Pace]) -> list[Pace] | None:
    """Of each human step up to the one that decides; None where there is none, or something else is waited for."""
    known = []
    for node in nodes:
        if isinstance(node, WaitNode) or (isinstance(node, UserNode) and node.step not in paces):
            return None
        if isinstance(node, UserNode):
            known.append(paces[node.step])
            if node.kind in DECIDING:
                return known
    return None


def _sum(paces: Sequence[Pace]) -> timedelta:
    return sum((pace.median for pace in paces), timedelta())


def _open_day(day: date) -> date:
    calendar = ports().calendar()
    ahead = (day + timedelta(days=days) for days in range(_FURTHEST))
    return next((each for each in ahead if calendar.business_days_between(each, each)), day)
