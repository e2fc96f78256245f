"""Writing what a command did: everything in one statement, the rows of other apps in the same pipeline."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from forms.fields.table import rows_of
from forms.services.submission_rows import sent_files, submission_row
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import (
    Command,
    CompleteUserTask,
    FireTimer,
    Migrate,
    ProgressUserTask,
    PullBack,
    Raise,
    ReceiveMessage,
    ResumeCall,
    SettleIncident,
    Start,
    Urge,
    Withdraw,
)
from workflow.engine.effects import (
    CallBackIssue,
    CallSystem,
    CloseTask,
    EndCase,
    MoveDeadline,
    Notify,
    OpenCase,
    OpenIncident,
    RaiseEnded,
    ReviseAnswers,
    RowEnded,
    Show,
    StartChild,
    StartIssue,
    StopChild,
)
from workflow.engine.machine import Machine
from workflow.engine.record import CaseRecord
from workflow.engine.state import Actor, CaseState, Json
from workflow.engine.world import LiveWorld
from workflow.ports import Write
from workflow.selectors.hot_cursor import HotCursor
from workflow.services.case_rows import NO_WAIT, add_calls, add_tasks, add_waits, drop_calls, ended_by
from workflow.services.journal_rows import Entry, add_entry
from workflow.services.locked_case import LockedCase
from workflow.services.request import CommandKey, Mark, Prepared
from workflow.services.statement import Statement, write_sql


def write_step(
    cursor: HotCursor,
    locked: LockedCase | None,
    machine: Machine,
    prepared: Prepared,
    done: CarriedOut,
    world: LiveWorld,
    writes: Sequence[Write],
    key: CommandKey,
    marks: Sequence[Mark] = (),
) -> dict[str, Any]:
    """Write a carried-out command; returns the answer that is kept under its key. `locked` is None for a new case."""
    state, now = done.after, world.now
    revision = locked.revision + 1 if locked else 1
    statement = Statement()
    for sql, params in marks:
        statement.add(sql, params)
    encoded = state.to_bytes()
    state_hash = hashlib.sha256(encoded).hexdigest()
    result = {"case": state.case, "number": state.number, "revision": revision, "status": state.status}
    entry = entry_of(prepared, done, world, key, state_hash, result)
    last, head = (locked.journal_seq, locked.journal_head) if locked else (0, "0" * 64)
    placed = add_entry(statement, entry, last=last, head=head)
    columns = case_columns(machine, done, now) | {
        "revision": revision,
        "content_revision": locked.content_revision if locked and not renewed(locked, done) else revision,
        "state": encoded.decode(),
        "state_hash": state_hash,
        "journal_seq": placed.seq,
        "journal_head": placed.hash,
    }
    if locked:
        if locked.program_hash != state.program:
            columns["program_hash"] = state.program
        sets = ", ".join(f'"{name}" = %s' for name in columns)
        statement.add(f"UPDATE workflow_case SET {sets} WHERE uuid = %s", [*columns.values(), locked.uuid])
    else:
        statement.insert("workflow_case", [first_columns(machine, state, now) | columns])
    add_tasks(statement, machine, done, now, actor_of(prepared.command).person)
    add_waits(statement, done, now)
    add_calls(statement, UUID(state.case), done.effects, now, prepared.calls_wait if state.recalls else NO_WAIT)
    drop_calls(statement, UUID(state.case), done.effects, now)
    add_revision(statement, done, revision, actor_of(prepared.command), now)
    keep_files(statement, prepared.command, done)
    with cursor.pipeline():
        cursor.execute(statement.sql, statement.params)
        for write in (*prepared.writes, *writes):
            cursor.execute(*write_sql(write))
    return result


def write_late(cursor: HotCursor, locked: LockedCase, command: Command, now: datetime, marks: Sequence[Mark]) -> None:
    """A machine's command came too late: journal that, once per object, and leave the revision alone.

    People's late clicks change nothing and are answered on the page; they are not journaled.
    """
    statement = Statement()
    for sql, params in marks:
        statement.add(sql, params)
    if actor_of(command).kind != "person":
        record = CaseRecord(command=command, now=now)
        entry = Entry(
            kind="case",
            stream=str(locked.uuid),
            event="too_late",
            at=now,
            actor=actor_of(command),
            program=locked.program_hash,
            round=locked.state.round,
            body=record.to_bytes(),
        )
        placed = add_entry(statement, entry, last=locked.journal_seq, head=locked.journal_head)
        statement.add(
            "UPDATE workflow_case SET journal_seq = %s, journal_head = %s WHERE uuid = %s",
            [placed.seq, placed.hash, locked.uuid],
        )
    if statement.parts:
        cursor.execute(statement.sql, statement.params)


def entry_of(
    prepared: Prepared, done: CarriedOut, world: LiveWorld, key: CommandKey, state_hash: str, result: dict[str, Any]
) -> Entry:
    """The journal entry of a carried-out command."""
    command, state = prepared.command, done.after
    record = CaseRecord(
        command=command,
        now=world.now,
        answers_to_effects=list(done.answers),
        reads=world.reads,
        changed=changed_items(done),
        effects=list(told_effects(done)),
        state=state_hash,
    )
    task = None
    if isinstance(command, CompleteUserTask | ProgressUserTask) and done.before is not None:
        task = done.before.tasks.get(command.task)
    return Entry(
        kind="case",
        stream=state.case,
        event=event_of(command),
        at=world.now,
        actor=actor_of(command),
        program=state.program,
        step=task.node if task else "",
        round=state.round,
        opened_at=task.opened_at if task else None,
        command_key=key.key,
        command_digest=key.digest,
        shown=prepared.shown,
        body=record.to_bytes(),
        result=result if key.key else None,
    )


def event_of(command: Command) -> str:
    """The name of what happened, as entries carry it."""
    return str(type(command).__struct_config__.tag)


def changed_items(done: CarriedOut) -> dict[str, list[Json]]:
    """Items that changed, with their values before and after."""
    before, after = done.before.answers if done.before else {}, done.after.answers
    return {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}


TOLD = (
    CallSystem,
    CallBackIssue,
    CloseTask,
    EndCase,
    MoveDeadline,
    Notify,
    OpenCase,
    OpenIncident,
    RaiseEnded,
    RowEnded,
    Show,
    StartChild,
    StartIssue,
    StopChild,
)
"""Effects that people want to read of in the journal."""


def told_effects(done: CarriedOut) -> Iterator[dict[str, Json]]:
    """These effects with their kind; of documents how many there are, not what they say."""
    for effect in done.effects:
        if isinstance(effect, TOLD):
            told = msgspec.to_builtins(effect) | {"kind": type(effect).__name__}
            yield told | {"rows": rows_of(effect.rows)} if isinstance(effect, StartIssue) else told


def actor_of(command: Command) -> Actor:
    """Who gave a command."""
    match command:
        case Start() | CompleteUserTask() | ProgressUserTask() | Withdraw() | PullBack() | SettleIncident() | Raise():
            return command.actor
        case ResumeCall() | Urge() | Migrate():
            return command.actor
        case FireTimer():
            return Actor(kind="timer")
        case ReceiveMessage():
            return Actor(kind="message")
        case _:
            return Actor(kind="system")


def renewed(locked: LockedCase, done: CarriedOut) -> bool:
    """Whether what people were shown is not what they would act on now: other answers, or another version."""
    return locked.program_hash != done.after.program or revised(done)


def revised(done: CarriedOut) -> bool:
    """Whether the answers have a new revision."""
    return any(isinstance(effect, ReviseAnswers) for effect in done.effects)


def add_revision(statement: Statement, done: CarriedOut, revision: int, actor: Actor, now: datetime) -> None:
    """Keep the answers as a new revision of the submission."""
    if revised(done):
        row = submission_row(
            case=done.after.case, revision=revision, answers=done.after.answers, written_by=actor.person or None, at=now
        )
        statement.insert("forms_submission", [row])


def keep_files(statement: Statement, command: Command, done: CarriedOut) -> None:
    """Files in new answers, and in what a report says, count as sent: they stay as long as the case."""
    answers = list(done.after.answers.values()) if revised(done) else []
    if isinstance(command, Raise):
        answers += command.answers.values()
    if sent := sent_files(answers):
        statement.add(*sent)


def case_columns(machine: Machine, done: CarriedOut, now: datetime) -> dict[str, Any]:
    """What lists ask for, repeated from the state."""
    state, end = done.after, ended_by(done.effects)
    nodes = machine.program.by_id
    waiting = [nodes[token.node].step for token in state.tokens.values() if not token.lane_of]
    columns: dict[str, Any] = {
        "status": state.status,
        "outcome": state.outcome,
        "document_number": state.document_number,
        "steps": json.dumps(waiting, ensure_ascii=False),
        "changed_at": now,
    }
    if end is not None:
        columns |= {"outcome_kind": end.kind, "ended_at": now}
    return columns


def first_columns(machine: Machine, state: CaseState, now: datetime) -> dict[str, Any]:
    """What never changes in a case row."""
    return {
        "uuid": state.case,
        "number": state.number,
        "procedure_id": machine.program.key,
        "program_hash": state.program,
        "applicant": state.parties.applicant,
        "typist": state.parties.typist or None,
        "unit": state.parties.unit,
        "outcome_kind": "",
        "started_at": now,
    }
