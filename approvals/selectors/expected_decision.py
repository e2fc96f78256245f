"""When a case will probably be decided, and on what the estimate rests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from approvals.selectors.open_case import OpenCase
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


def expected_decision(case: OpenCase, paces: Mapping[str, Pace]) -> ExpectedDecision | None:
    """The sum of the medians up to the deciding step, moved to an open day.

    None when the case waits for no person, is decided, has a wait for something else before, or too little is known.
    """
    task = max(case.state.tasks.values(), key=lambda each: each.opened_at, default=None)
    if task is None:
        return None
    known = _paces_until_decided([case.machine.user_node(task.node), *nodes_ahead(case)], paces)
    if known is None:
        return None
    begun = max(task.opened_at + known[0].median, case.now)
    return ExpectedDecision(
        day=_open_day(begun + _sum(known[1:])),
        steps=len(known),
        count=min(pace.count for pace in known),
        waited=case.now - task.opened_at,
        usual=known[0].median,
    )


def decision_after(case: OpenCase, target: str, paces: Mapping[str, Pace]) -> date | None:
    """The same estimate, had the case been sent back to a step just now."""
    node = case.machine.user_node(target)
    ahead = nodes_on_the_way(case.machine, case.form.values, behind=[target])
    known = _paces_until_decided([node, *ahead], paces)
    return _open_day(case.now + _sum(known)) if known else None


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


def _open_day(at: datetime) -> date:
    day, calendar = at.astimezone(TOKYO).date(), ports().calendar()
    ahead = (day + timedelta(days=days) for days in range(_FURTHEST))
    return next((each for each in ahead if calendar.business_days_between(each, each)), day)
