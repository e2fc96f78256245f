"""What the 施行 of a case sent: when, to whom, how; and the document itself, made again from the journal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from approvals.selectors.case_at import entries_up_to, entries_up_to_call, state_after
from approvals.selectors.open_case import OpenCase
from forms.documents.read_template import read_template
from forms.documents.sent_letter import SentLetter
from forms.documents.template import placeholders
from forms.source.source import Source
from workflow.engine.commands import CompleteUserTask
from workflow.engine.enforce import with_day
from workflow.engine.journal import Stored
from workflow.engine.letter import letter_values
from workflow.engine.machine import Machine
from workflow.engine.nodes import CallNode, UserNode
from workflow.engine.record import CaseRecord
from workflow.engine.sending import BY, DAY, SEAL, SEAL_NUMBER, TO
from workflow.engine.state import CaseState, Json
from workflow.engine.world import LiveWorld
from workflow.models import Case
from workflow.ports import ports
from workflow.selectors.journal import stored_entries
from workflow.selectors.programs import machine_of

FACTS = (DAY, TO, BY, SEAL, SEAL_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One document that was sent."""

    seq: int
    """Of the journal's entry."""
    step: str
    at: datetime
    person: str
    facts: tuple[tuple[str, str], ...]
    """(what, as people read it)"""
    is_void: bool
    """The case was sent back since; the document is out all the same."""
    is_open: bool
    """Whether the reader sees all that stands in it, and so may have it."""


def letters_sent(case: OpenCase) -> list[Sent]:
    """The documents that were sent, newest first."""
    acts = [passed for passed in case.state.passed if passed.verdict == "enforced"]
    if not acts:
        return []
    said = {record.now: (seq, command.answers or {}) for seq, record, command in _acts_of(case.case)}
    found = []
    for passed in reversed(acts):
        node = _sending_node(case.machine, passed.node)
        seq, answers = said.get(passed.at, (0, {}))
        found.append(
            Sent(
                seq=seq,
                step=case.words(node.step, node.en) if node else "",
                at=passed.at,
                person=case.people.name(passed.actor.person),
                facts=tuple(_facts(case, answers)),
                is_void=passed.void,
                is_open=bool(seq) and (node is None or may_have(case, case.machine, node)),
            )
        )
    return found


def may_have(case: OpenCase, machine: Machine, node: UserNode) -> bool:
    """Whether the reader is shown every item that the document of this 施行 prints."""
    assert node.sending is not None
    letter = machine.program.letter(node.sending.template)
    template, _ = read_template(Source(letter.name, letter.text))
    asked = placeholders(template) if template else ()
    return not any(item.key in case.kept_back and item.name in asked for item in machine.program.form.items)


def letter_sent(case: OpenCase, seq: int) -> SentLetter | None:
    """What the entry of this number sent; None where it sent nothing, or the reader may not have it.

    Raises DocumentNotMade when the journal can no longer be read.
    """
    acted = next((record.now for each, record, _ in _acts_of(case.case) if each == seq), None)
    passed = next((each for each in case.state.passed if each.verdict == "enforced" and each.at == acted), None)
    if passed is None:
        return None
    entries = entries_up_to(case.case.uuid, seq)
    state = state_after(entries)
    machine = machine_of(state.program)
    node = _sending_node(machine, passed.node)
    return _letter(machine, state, node, entries) if node and may_have(case, machine, node) else None


def _sending_node(machine: Machine, node: str) -> UserNode | None:
    """The 施行 of this id; None where another version had it."""
    found = machine.program.by_id.get(node)
    return found if isinstance(found, UserNode) and found.sending else None


def letter_in_hand(case: OpenCase, task: str) -> SentLetter | None:
    """What the reader's open 施行 would send now; None where he has none."""
    mine = case.task_of_reader()
    node = case.machine.user_node(mine.node) if mine and mine.id == task else None
    if node is None or node.sending is None or not may_have(case, case.machine, node):
        return None
    letter = case.machine.program.letter(node.sending.template)
    answers = with_day(case.machine, node, case.state.answers, case.world)
    values = letter_values(case.machine, replace(case.state, answers=dict(answers)), case.world)
    return SentLetter(number=case.case.number, template=letter.name, text=letter.text, values=values)


def letter_of_call(case: UUID, call: str) -> SentLetter:
    """What the 施行 sent that asked for this call.

    Raises DocumentNotMade when the journal no longer tells it.
    """
    entries = entries_up_to_call(case, call)
    state = state_after(entries)
    machine = machine_of(state.program)
    carried = machine.program.by_id[call.partition("/")[0]]
    assert isinstance(carried, CallNode)
    node = next(each for each in machine.program.nodes if isinstance(each, UserNode) and each.next == carried.id)
    return _letter(machine, state, node, entries)


def _acts_of(case: Case) -> list[tuple[int, CaseRecord, CompleteUserTask]]:
    found = []
    for entry in stored_entries("case", str(case.uuid)):
        record = CaseRecord.from_bytes(entry.body) if entry.body is not None else None
        if record and isinstance(record.command, CompleteUserTask) and record.command.verdict == "enforced":
            found.append((entry.seq, record, record.command))
    return found


def _letter(machine: Machine, state: CaseState, node: UserNode, entries: list[Stored]) -> SentLetter:
    assert node.sending is not None
    letter = machine.program.letter(node.sending.template)
    at = CaseRecord.from_bytes(entries[-1].body or b"{}").now
    values = letter_values(machine, state, LiveWorld(at, ports().calendar()))
    return SentLetter(number=state.number, template=letter.name, text=letter.text, values=values)


def _facts(case: OpenCase, answers: dict[str, Json]) -> list[tuple[str, str]]:
    items = (case.machine.form.by_key[key] for key in FACTS)
    return [
        (case.words(item.spec.name, item.spec.en), item.field.show(answers[item.key], item.spec, case.language))
        for item in items
        if answers.get(item.key) is not None
    ]
