"""An administrator settles something that only an administrator can settle (要対応)."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from forms.spec import Text
from workflow.engine.commands import SettleIncident
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused
from workflow.engine.state import Actor
from workflow.ports import CaseFacts
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

NO_REASON = Refused((Objection(code="comment_required", message=Text("理由を書いてください。", "Write a reason.")),))


def settle_incident(
    *,
    case: UUID,
    incident: str,
    action: Literal["retry", "skip", "cancel"],
    administrator: UUID,
    reason: str,
    now: datetime,
    key: CommandKey = NO_KEY,
) -> Outcome:
    """Try again, skip, or stop the case. The caller has checked that the person is an administrator.

    Raises CaseNotFound, CommandKeyReused.
    """
    if not reason.strip():
        return NO_REASON
    actor = Actor(person=str(administrator), capacity="administrator")
    command = SettleIncident(incident=incident, action=action, actor=actor, comment=reason)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared:
        return Prepared(command=command)

    return dispatch(case=case, prepare=prepare, now=now, key=key)
