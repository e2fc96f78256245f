"""Cases that the calendar starts: one for each month, however often and on however many hosts the sweep looks.

The month is in the key that the case is started under, and the same key can only make the same case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from uuid import UUID, uuid5

from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.monthly import due_in, months_to_see_to
from workflow.engine.outcome import Refused, refused
from workflow.engine.state import Actor
from workflow.errors import ProcedureNotFound
from workflow.models import Case, DefinitionVersion, MissedMonth
from workflow.ports import ports
from workflow.selectors.programs import keys_in_force, machine_in_force, machine_of
from workflow.services.dispatch import Outcome
from workflow.services.request import CommandKey
from workflow.services.start_case import CASES, start_case

CALENDAR = Actor(kind="timer")
UNFORESEEN = Text(
    "思わぬ誤りが起きました。運用の担当に知らせてください。", "Something unforeseen happened. Tell the operators."
)
PATIENCE = timedelta(minutes=5)
"""How long after its instant a case is called late."""


@dataclass(frozen=True, slots=True)
class DueMonth:
    """A case that should have been started by now."""

    procedure: str
    month: date


def due_months(now: datetime) -> Iterator[DueMonth]:
    """Those of all procedures in force that are not there yet."""
    for key in keys_in_force():
        machine = machine_in_force(key)
        if machine.program.monthly is not None:
            for month in months_to_see_to(now):
                due = due_in(machine.program.monthly, month, ports().calendar())
                if due <= now and not is_started(key, month) and due >= _since(key, machine):
                    yield DueMonth(key, month)


def start_month(due: DueMonth, now: datetime) -> Outcome:
    """Start the case of a month; a second time it is the same one."""
    machine = machine_in_force(due.procedure)
    people = ports().people.starters(machine.program, now)
    if not people:
        return refused("nobody_starts", "申請者にする人が見つかりません。", "Nobody is found to be the applicant.")
    return start_case(
        procedure=due.procedure,
        applicant=UUID(people[0]),
        person=UUID(people[0]),
        answers={},
        now=now,
        warnings_accepted=True,
        by=CALENDAR,
        key=CommandKey.of(_key(due.procedure, due.month), due.procedure),
    )


def start_month_or_say_why(due: DueMonth, now: datetime) -> Outcome:
    """As start_month; why it could not be started is kept until it was, for the office to read."""
    try:
        outcome = start_month(due, now)
    except Exception:
        _keep_reason(due, UNFORESEEN, now)
        raise
    if isinstance(outcome, Refused):
        _keep_reason(due, outcome.objections[0].message, now)
    else:
        MissedMonth.objects.filter(procedure_id=due.procedure, month=due.month).delete()
    return outcome


def _keep_reason(due: DueMonth, reason: Text, now: datetime) -> None:
    said = {"reason": reason.ja, "reason_en": reason.en, "tried_at": now}
    MissedMonth.objects.update_or_create(procedure_id=due.procedure, month=due.month, defaults=said)


def case_of(procedure: str, month: date) -> UUID:
    """The uuid of the case of a month, whether it was started or not."""
    return uuid5(CASES, _key(procedure, month))


@dataclass(frozen=True, slots=True)
class ThisMonth:
    """How it stands with the case of this month."""

    due: datetime
    number: str
    """Empty until it was started."""
    late: bool
    """It should have been started and could not be."""
    why: Text
    """What stood against it at the last try; empty until one was made."""


def this_month(procedure: str, now: datetime) -> ThisMonth | None:
    """None where the calendar starts nothing, or the procedure is not in force."""
    try:
        machine = machine_in_force(procedure)
    except ProcedureNotFound:
        return None
    if machine.program.monthly is None:
        return None
    month = months_to_see_to(now)[-1]
    due = due_in(machine.program.monthly, month, ports().calendar())
    number = Case.objects.filter(pk=case_of(procedure, month)).values_list("number", flat=True).first() or ""
    late = not number and _since(procedure, machine) <= due <= now - PATIENCE
    missed = MissedMonth.objects.filter(procedure_id=procedure, month=month).first() if late else None
    why = Text(missed.reason, missed.reason_en) if missed else Text("", "")
    return ThisMonth(due=due, number=number, late=late, why=why)


def is_started(procedure: str, month: date) -> bool:
    return Case.objects.filter(pk=case_of(procedure, month)).exists()


def _key(procedure: str, month: date) -> str:
    return f"monthly:{procedure}:{month:%Y-%m}"


def _since(procedure: str, machine: Machine) -> datetime:
    """From when on the calendar starts cases like this: versions that said so before are the same beginning."""
    versions = DefinitionVersion.objects.filter(procedure__key=procedure, published_at__isnull=False)
    rows = list(versions.order_by("-published_at").values_list("program_hash", "published_at"))
    same = takewhile(lambda row: machine_of(row[0]).program.monthly == machine.program.monthly, rows)
    published = [at for _, at in same if at is not None]
    return published[-1] if published else datetime.max.replace(tzinfo=UTC)
