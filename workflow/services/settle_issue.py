"""Documents have reached their readers: the case that waits for them goes on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from workflow.engine.commands import SettleIssue
from workflow.engine.issue_keys import key_in_case
from workflow.engine.machine import Machine
from workflow.ports import CaseFacts
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.request import Prepared


def settle_issue(
    *, key: str, outcome: Literal["issued", "partly_held"], counts: Mapping[str, int], now: datetime
) -> Outcome:
    """Tell a case how its batch of this key ended; TooLate when it does not wait for it any more.

    Raises ValueError for a text that is no key, and CaseNotFound.
    """
    case, issue = key_in_case(key)
    command = SettleIssue(issue=issue, outcome=outcome, counts=dict(counts))

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared:
        return Prepared(command=command)

    return dispatch(case=UUID(case), prepare=prepare, now=now)
