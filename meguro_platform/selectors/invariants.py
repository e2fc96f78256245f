"""What must hold in the database at any time, whatever was killed in between: for `doctor` and the fault tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from approvals.models import InboxEntry
from approvals.selectors.consistency import missing_readers
from workflow.models import Case
from workflow.ports import ports
from workflow.selectors.journal import check_everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """A statement about the whole database, and how to find what breaks it."""

    id: str
    statement: str
    broken: Callable[[], Iterator[str]]
    """Sentences, one for each thing that breaks it."""


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _decided_twice() -> Iterator[str]:
    rows = _rows(
        "SELECT stream, convert_from(p.body, 'UTF8')::jsonb -> 'command' ->> 'task' AS task"
        " FROM workflow_journalentry e JOIN workflow_journalpayload p ON p.entry_id = e.id"
        " WHERE e.event = 'complete_user_task' GROUP BY 1, 2 HAVING count(*) > 1"
    )
    for case, task in rows:
        yield f"task {task} of case {case} was completed twice"


def _stuck() -> Iterator[str]:
    rows = _rows(
        "SELECT number FROM workflow_case c WHERE status = 'open'"
        " AND NOT EXISTS (SELECT FROM workflow_usertask t WHERE t.case_id = c.uuid AND t.status = 'open')"
        " AND NOT EXISTS (SELECT FROM workflow_timer t WHERE t.case_id = c.uuid)"
        " AND NOT EXISTS (SELECT FROM workflow_subscription s WHERE s.case_id = c.uuid)"
        " AND NOT EXISTS (SELECT FROM workflow_effect e WHERE e.case_id = c.uuid"
        "   AND e.status IN ('waiting', 'unknown'))"
        " AND NOT EXISTS (SELECT FROM workflow_incident i WHERE i.case_id = c.uuid AND i.closed_at IS NULL)"
        ' AND NOT EXISTS (SELECT FROM forms_issuebatch b WHERE b."case" = c.uuid'
        "   AND b.status NOT IN ('closed', 'corrected', 'called_back'))"
        " AND NOT EXISTS (SELECT FROM workflow_linkedcase l WHERE l.parent_id = c.uuid AND l.waited_for"
        "   AND l.status IN ('wanted', 'begun', 'stopping'))"
    )
    for (number,) in rows:
        yield f"case {number} is open and waits for nobody and nothing"


def _zombies() -> Iterator[str]:
    rows = _rows(
        "SELECT c.number, t.step FROM workflow_usertask t JOIN workflow_case c ON c.uuid = t.case_id"
        " WHERE t.status = 'open' AND c.status = 'ended'"
    )
    for number, step in rows:
        yield f"case {number} is over, but its step {step} is open"


def _inbox_differs() -> Iterator[str]:
    expected: set[tuple[str, str]] = set()
    for state in Case.objects.filter(status="open").values_list("state", flat=True).iterator():
        for task in state.get("tasks", {}).values():
            expected |= {(task["id"], person) for person in ports().people.assignees(task["route"])}
    stored = {(str(task), str(person)) for task, person in InboxEntry.objects.values_list("task_id", "person")}
    for task, person in sorted(expected - stored):
        yield f"task {task} is missing in the inbox of {person}"
    for task, person in sorted(stored - expected):
        yield f"task {task} is in the inbox of {person}, who may not act on it"
    rows = _rows(
        "SELECT c.number, t.step FROM approvals_inbox_entry e JOIN workflow_usertask t ON t.uuid = e.task_id"
        " JOIN workflow_case c ON c.uuid = e.case_id WHERE (e.node, e.step) <> (t.node, t.step)"
    )
    for number, step in rows:
        yield f"case {number} is in an inbox under another step than {step}"


def _journal_differs() -> Iterator[str]:
    for name, findings in check_everything():
        for finding in findings:
            yield f"{name}, entry {finding.seq}: {finding.what}"


def _effects_without_cause() -> Iterator[str]:
    rows = _rows(
        "SELECT e.key FROM workflow_effect e JOIN workflow_case c ON c.uuid = e.case_id"
        " WHERE NOT EXISTS (SELECT FROM workflow_journalentry j JOIN workflow_journalpayload p ON p.entry_id = j.id"
        "   WHERE j.kind = 'case' AND j.stream = c.uuid::text AND jsonb_path_exists("
        "     convert_from(p.body, 'UTF8')::jsonb -> 'effects',"
        "     '$[*] ? (@.kind == \"CallSystem\" && @.key == $key)', jsonb_build_object('key', e.call)))"
        " AND NOT EXISTS (SELECT FROM workflow_journaltombstone t JOIN workflow_journalentry j ON j.id = t.entry_id"
        "   WHERE j.kind = 'case' AND j.stream = c.uuid::text)"
    )
    for (key,) in rows:
        yield f"the call {key} is in the ledger, but no journaled command made it"


def _numbers() -> Iterator[str]:
    rows = _rows(
        "SELECT document_number FROM workflow_case WHERE document_number <> ''"
        " GROUP BY document_number HAVING count(*) > 1"
    )
    for (number,) in rows:
        yield f"the document number {number} was given twice"
    drawn = _rows("SELECT coalesce(sum(last), 0) FROM workflow_numberseries")[0][0]
    used = _rows("SELECT count(*) FROM workflow_case WHERE document_number <> ''")[0][0]
    if drawn != used:
        yield f"{drawn} document numbers were drawn, but {used} cases have one"


INVARIANTS = (
    Invariant(id="I2", statement="no task is completed twice", broken=_decided_twice),
    Invariant(id="I3", statement="an open case waits for somebody or something", broken=_stuck),
    Invariant(id="I4", statement="no task is open in a case that is over", broken=_zombies),
    Invariant(id="I5", statement="the inbox is what the cases' states say", broken=_inbox_differs),
    Invariant(id="I5r", statement="whoever has work on a case may read it", broken=missing_readers),
    Invariant(id="I6/I8", statement="every chain holds, every journal leads to its state", broken=_journal_differs),
    Invariant(
        id="I7", statement="every call in the ledger was made by a journaled command", broken=_effects_without_cause
    ),
    Invariant(id="I10", statement="document numbers are unique and without gaps", broken=_numbers),
)
