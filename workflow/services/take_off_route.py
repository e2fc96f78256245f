"""Taking off the route of an open 回議 again whom the drafter added, as long as nobody has relied on him."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, Write, ports
from workflow.services.act_on_route import Deadlines, act_on_route
from workflow.services.dispatch import Outcome
from workflow.services.request import NO_KEY, CommandKey


def take_off_route(
    *, task: UUID, person: UUID, whom: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Take one person off. Refused when he was not added or has begun, TooLate when the task is gone.

    Whoever has the work already is told why it is gone. Raises TaskNotFound, CommandKeyReused.
    """

    def ask(facts: CaseFacts, deadlines: Deadlines) -> Settled | Objection:
        found = ports().people.take_off(facts, str(task), str(person), str(whom), deadlines)
        if isinstance(found, Objection):
            return found
        return replace(found, writes=(*found.writes, *_tell(facts, str(task), found, reason)))

    return act_on_route(act="take_off", ask=ask, task=task, to=whom, reason=reason, now=now, key=key)


def _tell(facts: CaseFacts, task: str, found: Settled, reason: str) -> tuple[Write, ...]:
    had, keep = ports().people.assignees(facts.state.tasks[task].route), ports().people.assignees(found.route)
    losing = tuple(one for one in had if one not in keep)
    subject = f"{facts.state.number} の経路から外れました"
    text = (
        f"「{facts.program.name}」({facts.state.number})は、起案した人があなたを経路から外したため、"
        f"受信箱からなくなりました。理由: {reason}"
    )
    return ports().notices.notice(facts, f"taken off {facts.now.isoformat()}", losing, subject, text)
