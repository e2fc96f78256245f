"""An administrator settles something that only an administrator can settle (要対応)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from forms.spec import Text
from workflow.engine.commands import SettleAction, SettleIncident
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused
from workflow.engine.parties import owners
from workflow.engine.state import Actor, Json
from workflow.ports import CaseFacts
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import NO_KEY, CommandKey, Prepared

NO_REASON = Refused((Objection(code="comment_required", message=Text("理由を書いてください。", "Write a reason.")),))
OWN_CASE = Refused(
    (
        Objection(
            code="own_case",
            message=Text(
                "自分が申請・起案・入力した案件の要対応は、ほかの管理者が片付けます。",
                "An incident of a case that one applied for, drafted or typed is settled by another administrator.",
            ),
        ),
    )
)


def settle_incident(
    *,
    case: UUID,
    incident: str,
    action: SettleAction,
    administrator: UUID,
    reason: str,
    now: datetime,
    send_back_to: str = "",
    answers: Mapping[str, Json] | None = None,
    person: str = "",
    key: CommandKey = NO_KEY,
) -> Outcome:
    """Try again, skip, send back, give what is missing, give the work to `person`, or stop the case.

    The caller has checked that the person is an administrator. Refused where the case does not allow what was chosen,
    and where it is his own.
    Raises CaseNotFound, CommandKeyReused.
    """
    if not reason.strip():
        return NO_REASON
    actor = Actor(person=str(administrator), capacity="administrator")
    command = SettleIncident(
        incident=incident,
        action=action,
        actor=actor,
        comment=reason,
        send_back_to=send_back_to,
        answers=dict(answers or {}),
        person=person,
    )

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | Refused:
        if str(administrator) in owners(machine.program, facts.state, incident):
            return OWN_CASE
        return Prepared(command=command)

    return dispatch(case=case, prepare=prepare, now=now, key=key)
