"""取下げ: the applicant takes the application back for good."""

from datetime import datetime
from uuid import UUID

from forms.spec import Text
from workflow.engine.commands import Withdraw
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.ports import CaseFacts, ports
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

NOT_POSSIBLE = TooLate(Text("この手続は取り下げられません。", "Cases of this procedure can't be withdrawn."))


def withdraw_case(*, case: UUID, person: UUID, now: datetime, comment: str = "", key: CommandKey = NO_KEY) -> Outcome:
    """Withdraw a case, as far as its definition allows. Raises CaseNotFound, CommandKeyReused."""

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        withdrawal = machine.program.withdrawal
        if withdrawal is None:
            return NOT_POSSIBLE
        actor = ports().people.may_withdraw(facts, withdrawal.who, str(person))
        if isinstance(actor, Objection):
            return Refused((actor,))
        return Prepared(command=Withdraw(actor=actor, comment=comment))

    return dispatch(case=case, prepare=prepare, now=now, key=key)
