"""Starting a case: the application is submitted and the machine runs for the first time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from forms.field_type import NO_FILES, Files
from workflow.engine.admit import Sent, admit_start
from workflow.engine.carry_out import CarriedOut, carry_out
from workflow.engine.machine import Machine
from workflow.engine.origin import Origin
from workflow.engine.outcome import Refused
from workflow.engine.state import Actor, Json, Parties
from workflow.engine.world import LiveWorld
from workflow.ports import CaseFacts, Write, ports
from workflow.selectors.hot_cursor import HotCursor
from workflow.selectors.programs import machine_in_force
from workflow.services.answers import Answers
from workflow.services.dispatch import Done, Outcome, answer_again, answer_of_twin, has_calls
from workflow.services.document_numbers import fiscal_year
from workflow.services.earlier_case import origin_of
from workflow.services.linked_case_rows import began_from
from workflow.services.locked_case import find_known
from workflow.services.look_up import Looking
from workflow.services.pass_over_on_route import told_to_look_later
from workflow.services.reason import reason_refused
from workflow.services.request import NO_KEY, CommandKey, Prepared
from workflow.services.write_case import write_step

CASES = UUID("7c1d5e0a-2f4b-5d8e-9a36-5b0c8f1e2d47")
"""Namespace of case uuids that are made from a command key: the same key can only make the same case."""


def start_case(
    *,
    procedure: str,
    applicant: UUID,
    person: UUID,
    answers: Mapping[str, Json],
    now: datetime,
    post: str = "",
    comment: str = "",
    files: Files = NO_FILES,
    warnings_accepted: bool = False,
    drop_hidden: bool = False,
    earlier: UUID | None = None,
    by: Actor | None = None,
    looked_up: Json = None,
    later: tuple[UUID, ...] = (),
    key: CommandKey = NO_KEY,
    writes: tuple[Write, ...] = (),
) -> Outcome:
    """Submit an application of `applicant`, typed by `person`, with raw answers as they were sent.

    `earlier`: the finished case that it starts from; whoever calls has asked whether the person may read it.
    `by`: who starts it, where it is neither of the two. `looked_up`: what a draft keeps of what systems told.
    `later`: examiners who are not waited for (後閲); the comment says why.
    Refused when the person may not start it, an answer is wrong or an examiner is waited for whatever is said.
    Raises ProcedureNotFound, CommandKeyReused.
    """
    machine = machine_in_force(procedure)
    parties = ports().people.start_actor(machine.program, str(applicant), str(person), post, now)
    if not isinstance(parties, Parties):
        return Refused((parties,))
    if later and (silent := reason_refused(comment)) is not None:
        return silent
    origin = origin_of(machine, earlier, applicant)
    if isinstance(origin, Refused):
        return origin
    sent = Sent(
        answers=answers,
        comment=comment,
        later=tuple(map(str, later)),
        files=files,
        warnings_accepted=warnings_accepted,
        drop_hidden=drop_hidden,
    )
    if machine.form.asking:
        sent = _after_asking(machine, parties, sent, origin, looked_up, now)
    case = uuid5(CASES, key.key) if key.key else uuid4()
    try:
        with transaction.atomic():
            outcome, calls = _start(machine, case, parties, sent, origin, by, now, key, writes)
    except IntegrityError as problem:
        return answer_of_twin(key, problem)
    if calls:
        ports().wake()
    return outcome


def _after_asking(
    machine: Machine, parties: Parties, sent: Sent, origin: Origin | None, looked_up: Json, now: datetime
) -> Sent:
    """The same, with what systems say that items depend on: in the transaction nobody asks."""
    looking, world = Looking.with_kept(looked_up, now, submitting=True), LiveWorld(now, ports().calendar())
    asking = replace(sent, ask=looking.ask)
    admit_start(machine, case="", number="", parties=parties, sent=asking, world=world, origin=origin)
    return replace(sent, ask=looking.remembered)


def _start(
    machine: Machine,
    case: UUID,
    parties: Parties,
    sent: Sent,
    origin: Origin | None,
    by: Actor | None,
    now: datetime,
    key: CommandKey,
    writes: tuple[Write, ...],
) -> tuple[Outcome, bool]:
    cursor = HotCursor()
    known = find_known(cursor, key.key)
    if known:
        return answer_again(known, key), False
    world = LiveWorld(now, ports().calendar())
    command = admit_start(
        machine,
        case=str(case),
        number=next_number(cursor, now),
        parties=parties,
        sent=sent,
        world=world,
        origin=origin,
        by=by,
    )
    if isinstance(command, Refused):
        return command, False
    plugs = Answers(cursor=cursor, machine=machine, now=now, organisation="")
    done = carry_out(machine, None, command, world, plugs)
    if not isinstance(done, CarriedOut):
        return done, False
    facts = CaseFacts(program=machine.program, state=done.after, now=now)
    if sent.later:
        if (refusal := ports().people.may_look_later(facts, sent.later)) is not None:
            return Refused((refusal,)), False
        writes = (*writes, *told_to_look_later(facts, sent.later, sent.comment))
    linked = (began_from(facts, origin),) if origin else ()
    prepared = Prepared(command=command, writes=(*ports().people.started(facts), *linked, *writes))
    result = write_step(cursor, None, machine, prepared, done, world, plugs.writes, key)
    return Done(result), has_calls(done)


def next_number(cursor: HotCursor, now: datetime) -> str:
    """申請番号: fiscal year and a number from a sequence. Gaps are allowed, so nobody waits for anybody."""
    cursor.execute("SELECT nextval('workflow_case_number')")
    row = cursor.one()
    assert row is not None
    return f"{fiscal_year(now)}-{row[0]:06d}"
