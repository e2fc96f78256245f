"""Reading the journal: a stream's entries, and whether they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import msgspec

from workflow.engine.commands import Raise
from workflow.engine.journal import Header, Stored, check_chain
from workflow.engine.record import CaseRecord
from workflow.engine.replay import Mismatch, is_just, replay, state_hash
from workflow.engine.state import CaseState
from workflow.models import Case, JournalEntry, JournalStream, UserTask
from workflow.selectors.one_moment import one_moment
from workflow.selectors.programs import machine_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the journal, or between journal and tables, that does not hold."""

    kind: str
    stream: str
    seq: int
    """First entry concerned; 0 when it is not one entry."""
    what: str


def stored_entries(kind: str, stream: str) -> Iterator[Stored]:
    """A stream from its first entry on, with payloads where they still exist."""
    rows = (
        JournalEntry.objects.filter(kind=kind, stream=stream)
        .order_by("seq")
        .values_list("seq", "header", "hash", "payload__salt", "payload__body", "tombstone__entry")
    )
    for seq, header, digest, salt, body, tombstone in rows.iterator():
        yield Stored(
            seq=seq,
            header=bytes(header),
            hash=digest,
            salt=bytes(salt) if salt is not None else None,
            body=bytes(body) if body is not None else None,
            tombstone=tombstone is not None,
        )


def check_stream(kind: str, stream: str, head: str) -> list[Finding]:
    """Check the chain of one stream up to the hash its owner remembers."""
    fault = check_chain(kind, stream, stored_entries(kind, stream), head)
    return [Finding(kind=kind, stream=stream, seq=fault.seq, what=fault.what)] if fault else []


def check_case(case: Case) -> list[Finding]:
    """Check a case's chain, and that its journal leads to its stored state and rows.

    The case is read again: somebody may have acted since, and row and journal have to be of one moment.
    """
    with one_moment():
        return _check_case(Case.objects.get(pk=case.pk))


def _check_case(case: Case) -> list[Finding]:
    stream = str(case.uuid)
    findings = check_stream("case", stream, case.journal_head)
    if findings:
        return findings
    entries = list(stored_entries("case", stream))
    if any(entry.body is None for entry in entries):
        return []  # lawfully disposed of: the chain holds, and there is nothing left to carry out again
    outcome = replayed(entries)
    if isinstance(outcome, Mismatch):
        return [Finding(kind="case", stream=stream, seq=outcome.seq, what=outcome.what)]
    if outcome is None:
        return [Finding(kind="case", stream=stream, seq=0, what="the case has no journal")]
    return list(_compare(case, outcome))


def replayed(entries: Sequence[Stored]) -> CaseState | Mismatch | None:
    """The state that entries with payloads lead to, each under the version of its time. Raises ProgramNotFound."""
    if not entries:
        return None
    begun_under = msgspec.json.decode(entries[0].header, type=Header).program
    records = [(entry.seq, CaseRecord.from_bytes(entry.body)) for entry in entries if entry.body is not None]
    return replay(machine_of(begun_under), records, machine_of)


def reports_filed(case: Case) -> Iterator[Raise]:
    """What people filed at any time (届), oldest first, as far as it was not disposed of."""
    rows = JournalEntry.objects.filter(kind="case", stream=str(case.uuid), event="raise_report").order_by("seq")
    for body in rows.values_list("payload__body", flat=True):
        command = CaseRecord.from_bytes(bytes(body)).command if body is not None else None
        if isinstance(command, Raise):
            yield command


def state_after(case: Case, seq: int) -> CaseState | None:
    """The state that the case's journal leads to up to one entry; None where it does not, or no longer, lead there."""
    entries = list(takewhile(lambda entry: entry.seq <= seq, stored_entries("case", str(case.uuid))))
    if not entries or entries[-1].seq != seq or any(entry.body is None for entry in entries):
        return None
    outcome = replayed(entries)
    return outcome if isinstance(outcome, CaseState) else None


def _compare(case: Case, replayed: CaseState) -> Iterator[Finding]:
    if not is_just(case.state, replayed) or case.state_hash != state_hash(replayed):
        yield Finding(
            kind="case", stream=str(case.uuid), seq=0, what="the stored state is not what the journal leads to"
        )
    if case.program_hash != replayed.program:
        yield Finding(kind="case", stream=str(case.uuid), seq=0, what="the case names another version than its journal")
    rows = {str(uuid) for uuid in UserTask.objects.filter(case=case, status="open").values_list("uuid", flat=True)}
    if rows != set(replayed.tasks):
        yield Finding(kind="case", stream=str(case.uuid), seq=0, what="the open tasks are not those of the journal")
    if (case.status, case.outcome) != (replayed.status, replayed.outcome):
        yield Finding(kind="case", stream=str(case.uuid), seq=0, what="status or outcome differs from the journal")


def check_everything() -> Iterator[tuple[str, list[Finding]]]:
    """Every stream with what was found in it, one after another."""
    for case in Case.objects.order_by("started_at").iterator(chunk_size=200):
        yield f"case {case.number}", check_case(case)
    for stream in JournalStream.objects.order_by("kind", "stream").iterator():
        with one_moment():
            head = JournalStream.objects.values_list("head", flat=True).get(pk=stream.pk)
            findings = check_stream(stream.kind, stream.stream, head)
        yield f"{stream.kind} {stream.stream}", findings
    with one_moment():
        known = {str(uuid) for uuid in Case.objects.values_list("uuid", flat=True)}
        told_of = set(JournalEntry.objects.filter(kind="case").order_by().values_list("stream", flat=True).distinct())
    for case_id in sorted(told_of - known):
        what = "the journal tells of a case that is not stored"
        yield f"case {case_id}", [Finding(kind="case", stream=case_id, seq=0, what=what)]
