"""引上げ: somebody further up takes an open task before those below him have acted; they look later."""

from datetime import datetime
from uuid import UUID

from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, ports
from workflow.services.act_on_route import Deadlines, act_on_route
from workflow.services.dispatch import Outcome
from workflow.services.request import NO_KEY, CommandKey


def pull_up_task(*, task: UUID, person: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY) -> Outcome:
    """Take it up. Refused when the definition or the person's place does not allow it, TooLate when the task is gone.

    Raises TaskNotFound, CommandKeyReused.
    """

    def ask(facts: CaseFacts, deadlines: Deadlines) -> Settled | Objection:
        return ports().people.pull_up(facts, str(task), str(person), deadlines)

    return act_on_route(act="pull_up", ask=ask, task=task, reason=reason, now=now, key=key)
