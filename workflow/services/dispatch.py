"""The one door: every command that changes a stored case passes here, whoever gives it.

1. BEGIN; lock the case row. A command key that was used answers what it answered then.
2. `prepare` turns what was asked into a command, under the lock, or refuses it.
3. The engine carries the command out; people and numbers it asks for are found in memory.
4. One statement writes case, tasks, timers, journal and calls; the rows of other apps follow in the same pipeline.
5. COMMIT; then, best effort, wake whoever delivers calls.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from forms.spec import Text
from workflow.engine.carry_out import CarriedOut, carry_out
from workflow.engine.effects import CallSystem
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.world import LiveWorld
from workflow.errors import CaseNotFound, CommandKeyReused, TaskNotFound
from workflow.ports import CaseFacts, ports
from workflow.selectors.hot_cursor import HotCursor
from workflow.selectors.programs import machine_of
from workflow.services.answers import Answers
from workflow.services.locked_case import CaseOfTask, Known, find_known, lock_case
from workflow.services.request import NO_KEY, CommandKey, Mark, Prepared
from workflow.services.write_case import write_late, write_step


@dataclass(frozen=True, slots=True)
class Done:
    """The command was carried out, now or before under the same key."""

    result: dict[str, Any]
    again: bool = False
    """True when it had been carried out before and nothing happened now."""


Outcome = Done | TooLate | Refused
Prepare = Callable[[CaseFacts, Machine], Prepared | TooLate | Refused]

STALE = Refused(
    (
        Objection(
            code="stale_revision",
            message=Text(
                "表示した後に、この案件の内容が変わりました。何も記録していません。変わったところを確かめて、もう一度操作してください。",
                "The case changed after it was shown to you. Nothing was recorded. Look at what changed and act again.",
            ),
        ),
    )
)


UNHEARD_OF = Refused(
    (
        Objection(
            code="revision_unknown",
            message=Text(
                "この案件に、まだその revision はありません。何も記録していません。案件を読みなおして送ってください。",
                "The case has no such revision yet. Nothing was recorded. Read the case and send the revision it has.",
            ),
        ),
    )
)
"""Whoever names a revision that nobody has seen would never be told that the case changed."""


def dispatch(
    *,
    case: UUID | CaseOfTask,
    prepare: Prepare,
    now: datetime,
    key: CommandKey = NO_KEY,
    shown_revision: int | None = None,
    marks: Sequence[Mark] = (),
    late_marks: Sequence[Mark] = (),
) -> Outcome:
    """Carry out one command on a stored case. Raises CaseNotFound, TaskNotFound, CommandKeyReused.

    `marks` are written with a command that was carried out, `late_marks` with one that came too late.
    """
    try:
        with transaction.atomic():
            outcome, calls = _dispatch(case, prepare, now, key, shown_revision, marks, late_marks)
    except IntegrityError as problem:
        return answer_of_twin(key, problem)
    if calls:
        ports().wake()
    return outcome


def _dispatch(
    case: UUID | CaseOfTask,
    prepare: Prepare,
    now: datetime,
    key: CommandKey,
    shown_revision: int | None,
    marks: Sequence[Mark],
    late_marks: Sequence[Mark],
) -> tuple[Outcome, bool]:
    cursor = HotCursor()
    locked = lock_case(cursor, case, key.key)
    if locked is None:
        raise TaskNotFound(case.task) if isinstance(case, CaseOfTask) else CaseNotFound(case)
    if locked.known:
        return answer_again(locked.known, key), False
    machine = machine_of(locked.program_hash)
    facts = CaseFacts(program=machine.program, state=locked.state, now=now, organisation=locked.organisation)
    if shown_revision is not None and not locked.content_revision <= shown_revision <= locked.revision:
        refusal = STALE if shown_revision < locked.content_revision else UNHEARD_OF
        return _unless_known(cursor, key, refusal), False
    prepared = prepare(facts, machine)
    if not isinstance(prepared, Prepared):
        return _unless_known(cursor, key, prepared), False
    machine = prepared.machine or machine
    answers = Answers(cursor=cursor, machine=machine, now=now, organisation=locked.organisation)
    world = LiveWorld(now, ports().calendar())
    done = carry_out(machine, locked.state, prepared.command, world, answers)
    if isinstance(done, CarriedOut):
        result = write_step(cursor, locked, machine, prepared, done, world, answers.writes, key, marks)
        return Done(result), has_calls(done)
    known = find_known(cursor, key.key)
    if known is None and isinstance(done, TooLate):
        write_late(cursor, locked, prepared.command, now, late_marks)
    return (answer_again(known, key) if known else done), False


def answer_of_twin(key: CommandKey, problem: IntegrityError) -> Done:
    """The answer of whoever used the key at the same moment and committed first; the lock of a case parts only its own.

    Raises CommandKeyReused, and the problem itself when the key was not its reason.
    """
    with transaction.atomic():
        known = find_known(HotCursor(), key.key)
    if known is None:
        raise problem
    return answer_again(known, key)


def answer_again(known: Known, key: CommandKey) -> Done:
    """The answer a command key got the first time. Raises CommandKeyReused when it stood for something else."""
    if known.digest != key.digest:
        raise CommandKeyReused(key.key)
    return Done(known.result, again=True)


def _unless_known(cursor: HotCursor, key: CommandKey, outcome: TooLate | Refused) -> Outcome:
    """A twin of this command may have gone first while this one waited for the lock: then its answer stands."""
    known = find_known(cursor, key.key)
    return answer_again(known, key) if known else outcome


def has_calls(done: CarriedOut) -> bool:
    return any(isinstance(effect, CallSystem) for effect in done.effects)
