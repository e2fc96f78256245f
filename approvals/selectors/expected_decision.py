"""When a case will probably be decided, and on what the estimate rests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from approvals.selectors.open_case import OpenCase
from approvals.selectors.step_pace import Pace
from approvals.selectors.way_ahead import nodes_ahead
from forms.tokyo_time import TOKYO
from workflow.engine.nodes import Node, UserNode, WaitNode
from workflow.engine.state import OpenTask
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
    nodes = list(_until_decided(case, task))
    steps = [node.step for node in nodes if isinstance(node, UserNode)]
    decides = isinstance(nodes[-1], UserNode) and nodes[-1].kind == "decide"
    if not decides or any(isinstance(node, WaitNode) for node in nodes) or not all(step in paces for step in steps):
        return None
    first, *rest = (paces[step] for step in steps)
    begun = max(task.opened_at + first.median, case.now)
    return ExpectedDecision(
        day=_open_day(begun + sum((pace.median for pace in rest), timedelta())),
        steps=len(steps),
        count=min(paces[step].count for step in steps),
        waited=case.now - task.opened_at,
        usual=first.median,
    )


def _until_decided(case: OpenCase, task: OpenTask) -> Iterator[Node]:
    """The open step and those to come, up to the one that decides."""
    node: Node = case.machine.user_node(task.node)
    ahead = nodes_ahead(case)
    while True:
        yield node
        if isinstance(node, UserNode) and node.kind == "decide":
            return
        following = next(ahead, None)
        if following is None:
            return
        node = following


def _open_day(at: datetime) -> date:
    day, calendar = at.astimezone(TOKYO).date(), ports().calendar()
    ahead = (day + timedelta(days=days) for days in range(_FURTHEST))
    return next((each for each in ahead if calendar.business_days_between(each, each)), day)
