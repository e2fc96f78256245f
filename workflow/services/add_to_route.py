"""追加: the drafter puts somebody more on the route of an open 回議, within the limits of its definition."""

from datetime import datetime
from uuid import UUID

from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, ports
from workflow.services.act_on_route import Deadlines, act_on_route
from workflow.services.dispatch import Outcome
from workflow.services.request import NO_KEY, CommandKey


def add_to_route(
    *, task: UUID, person: UUID, to: UUID, stage: str, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Add one person at a stage. Refused when limits or people do not allow it, TooLate when the task is gone.

    Raises TaskNotFound, CommandKeyReused.
    """

    def ask(facts: CaseFacts, deadlines: Deadlines) -> Settled | Objection:
        return ports().people.add(facts, str(task), str(person), str(to), stage, deadlines)

    return act_on_route(act="add", ask=ask, task=task, to=to, reason=reason, now=now, key=key)
