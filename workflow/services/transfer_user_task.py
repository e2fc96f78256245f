"""振替: a person hands an open task to somebody else for good. Timers run on."""

from datetime import datetime
from uuid import UUID

from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, ports
from workflow.services.act_on_route import Deadlines, act_on_route
from workflow.services.dispatch import Outcome
from workflow.services.request import NO_KEY, CommandKey


def transfer_user_task(
    *, task: UUID, person: UUID, to: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Hand it on. Refused when it is not this person's to do or not the other's to have, TooLate when it is gone.

    Raises TaskNotFound, CommandKeyReused.
    """

    def ask(facts: CaseFacts, _deadlines: Deadlines) -> Settled | Objection:
        return ports().people.transfer(facts, str(task), str(person), str(to))

    return act_on_route(act="transfer", ask=ask, task=task, to=to, reason=reason, now=now, key=key)
