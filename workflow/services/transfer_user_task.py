"""振替: a person hands an open task to somebody else for good. Timers run on."""

from datetime import datetime
from uuid import UUID

from forms.plain_text import unstorable
from forms.spec import Text
from workflow.engine.commands import ProgressUserTask
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.errors import TaskNotFound
from workflow.models import UserTask
from workflow.ports import CaseFacts, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

LONGEST = 1_000
NO_REASON = Refused(
    (
        Objection(
            code="comment_required",
            message=Text(
                f"理由を{LONGEST}字までで書いてください。", f"Write a reason of at most {LONGEST} characters."
            ),
        ),
    )
)


def transfer_user_task(
    *, task: UUID, person: UUID, to: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Hand it on. Refused when it is not this person's to do or not the other's to have, TooLate when it is gone.

    Raises TaskNotFound, CommandKeyReused.
    """
    case = UserTask.objects.filter(uuid=task).values_list("case_id", flat=True).first()
    if case is None:
        raise TaskNotFound(task)
    if not is_reason(reason):
        return NO_REASON

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if str(task) not in facts.state.tasks:
            return GONE
        found = ports().people.transfer(facts, str(task), str(person), str(to))
        if isinstance(found, Objection):
            return Refused((found,))
        command = ProgressUserTask(
            task=str(task), route=found.route, actor=found.actor, act="transfer", to=str(to), comment=reason
        )
        return Prepared(command=command, writes=found.writes)

    return dispatch(case=case, prepare=prepare, now=now, key=key)


def is_reason(text: str) -> bool:
    """Whether it can stand in the record as the reason of an act."""
    return bool(text.strip()) and len(text) <= LONGEST and not unstorable(text.replace("\n", "").replace("\r", ""))
