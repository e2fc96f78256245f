"""催促: whoever applied asks those who have the work to see to it."""

from datetime import datetime
from uuid import UUID

from forms.spec import Text
from workflow.engine.commands import Urge
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused
from workflow.engine.state import Actor
from workflow.ports import CaseFacts
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

NOT_YOURS = Refused(
    (
        Objection(
            code="missing_right",
            message=Text("催促できるのは、申請した人と起案した人だけです。", "Only whoever applied may ask for it."),
        ),
    )
)


def urge_case(*, case: UUID, person: UUID, now: datetime, key: CommandKey = NO_KEY) -> Outcome:
    """Remind those who have the work. Refused for others and too soon; TooLate when nobody has any.

    Raises CaseNotFound, CommandKeyReused.
    """

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | Refused:
        parties = facts.parties
        if str(person) not in (parties.applicant, parties.drafter, parties.typist):
            return NOT_YOURS
        return Prepared(command=Urge(actor=Actor(person=str(person), unit=parties.unit, post=parties.post)))

    return dispatch(case=case, prepare=prepare, now=now, key=key)
