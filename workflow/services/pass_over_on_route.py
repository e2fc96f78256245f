"""後閲 as the drafter says: an examiner of an open 回議 is not waited for, and looks later."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts, Settled, Write, ports
from workflow.services.act_on_route import Deadlines, act_on_route
from workflow.services.dispatch import Outcome
from workflow.services.request import NO_KEY, CommandKey


def pass_over_on_route(
    *, task: UUID, person: UUID, whom: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Pass one examiner over. Refused when it is not the drafter's to say or too late, TooLate when the task is gone.

    Whoever is passed over is told why. Raises TaskNotFound, CommandKeyReused.
    """

    def ask(facts: CaseFacts, deadlines: Deadlines) -> Settled | Objection:
        found = ports().people.pass_over(facts, str(task), str(person), str(whom), deadlines)
        if isinstance(found, Objection):
            return found
        return replace(found, writes=(*found.writes, *told_to_look_later(facts, (str(whom),), reason)))

    return act_on_route(act="pass_over", ask=ask, task=task, to=whom, reason=reason, now=now, key=key)


def told_to_look_later(case: CaseFacts, people: tuple[str, ...], reason: str) -> tuple[Write, ...]:
    """The notice to whoever is passed over."""
    number, name = case.state.number, case.program.name
    subject = f"後閲になりました: {number}"
    text = f"「{name}」({number})は、起案した人が、あなたを待たずに進めて後で見てもらうことにしました。理由: {reason}"
    return ports().notices.notice(case, f"passed over {case.now.isoformat()}", people, subject, text)
