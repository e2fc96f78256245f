"""The people of an open task are looked for again, because somebody who had it left, is away, or came back."""

from datetime import datetime
from uuid import UUID

from workflow.engine.commands import FindAgain
from workflow.engine.machine import Machine
from workflow.engine.outcome import Refused, TooLate
from workflow.ports import CaseFacts, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import Prepared


def find_people_again(*, case: UUID, task: UUID, now: datetime) -> Outcome:
    """Give the work to whoever has it now, or put it before the administrators. TooLate when nobody need: the task
    is gone, or everybody who has it is there. Raises CaseNotFound."""

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if str(task) not in facts.state.tasks or not ports().people.people_changed(facts, str(task)):
            return GONE
        return Prepared(command=FindAgain(task=str(task)))

    return dispatch(case=case, prepare=prepare, now=now)
