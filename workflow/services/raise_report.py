"""A person files a report that may be filed at any time (届), also after the end of the case if it says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from forms.field_type import NO_FILES, Files
from workflow.engine.admit import Sent, admit_report
from workflow.engine.anytime import why_not_raised
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.state import Actor, CaseState, Json
from workflow.engine.world import LiveWorld
from workflow.errors import ReportNotFound
from workflow.ports import CaseFacts, ports
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.look_up import Looking
from workflow.services.request import NO_KEY, CommandKey, Prepared


def raise_report(
    *,
    case: UUID,
    report: str,
    person: UUID,
    answers: Mapping[str, Json],
    now: datetime,
    comment: str = "",
    files: Files = NO_FILES,
    warnings_accepted: bool = False,
    drop_hidden: bool = False,
    key: CommandKey = NO_KEY,
) -> Outcome:
    """File a report with raw answers as they were sent.

    Refused when the person may not file it or an answer is wrong, TooLate when it can't be filed any more, or not
    before the one before is done. Raises CaseNotFound, ReportNotFound, CommandKeyReused.
    """
    sent = Sent(
        answers=answers,
        comment=comment,
        files=files,
        warnings_accepted=warnings_accepted,
        drop_hidden=drop_hidden,
    )

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        handler = next((each for each in facts.program.anytime if each.name == report and each.kind == "report"), None)
        if handler is None:
            raise ReportNotFound(report)
        actor = ports().people.may_raise(facts, handler.who, str(person))
        if isinstance(actor, Objection):
            return Refused((actor,))
        reason = why_not_raised(facts.program, facts.state, report, now)
        if reason is not None:
            return TooLate(reason)
        if machine.report_form(report).asking and sent.ask is None:
            raise _AskFirst(machine, facts.state, actor)
        world = LiveWorld(now, ports().calendar())
        command = admit_report(machine, facts.state, report=report, actor=actor, sent=sent, world=world)
        return command if isinstance(command, Refused) else Prepared(command=command)

    file = partial(dispatch, case=case, prepare=prepare, now=now, key=key)
    try:
        return file()
    except _AskFirst as first:
        looking, world = Looking(now=now, submitting=True), LiveWorld(now, ports().calendar())
        asked = replace(sent, ask=looking.ask)
        admit_report(first.machine, first.state, report=report, actor=first.actor, sent=asked, world=world)
        sent = replace(sent, ask=looking.remembered)
    return file()


class _AskFirst(Exception):
    """The case was locked, and let go again: the report has items for which systems have to be asked."""

    def __init__(self, machine: Machine, state: CaseState, actor: Actor) -> None:
        super().__init__()
        self.machine, self.state, self.actor = machine, state, actor
