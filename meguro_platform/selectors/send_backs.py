"""How often the cases of a procedure were sent back in the last year, by the kind of reason that was chosen."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from approvals.selectors.reason_kinds import reason_kinds
from meguro_platform.selectors.journal_bytes import place_of
from workflow.engine.commands import CompleteUserTask, ProgressUserTask
from workflow.engine.record import CaseRecord
from workflow.models import Case, JournalEntry

LATELY = timedelta(days=365)
ENOUGH = 5
"""Of fewer send-backs the kinds are not told: they would speak of single cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBacks:
    """Of the cases that were handed in since `since`."""

    since: datetime
    cases: int
    cases_back: int
    """Those that were sent back at least once."""
    kinds: tuple[tuple[str, int], ...]
    """Word that was recorded and how often: those of today's list, words it has no more, last none at all."""

    @property
    def total(self) -> int:
        return sum(times for _, times in self.kinds)

    @property
    def are_enough(self) -> bool:
        return self.total >= ENOUGH


def send_backs_of(procedure: str, now: datetime) -> SendBacks:
    """From the journal, as far as payloads are kept. One that was taken back afterwards counts too."""
    since = now - LATELY
    cases = Case.objects.filter(procedure_id=procedure, started_at__gte=since)
    back, counted = set[str](), Counter[str]()
    for stream, body in _may_send_back(cases).values_list("stream", "payload__body"):
        match CaseRecord.from_bytes(bytes(body)).command:
            case CompleteUserTask(send_back_to=to, reason_kind=kind) if to:
                counted[kind] += 1
            case ProgressUserTask(verdict="send_back", reason_kind=kind):
                counted[kind] += 1
            case _:
                continue
        back.add(stream)
    listed = [kind.ja for kind in reason_kinds().send_back]
    words = (*listed, *sorted(counted.keys() - {*listed, ""}), "")
    kinds = tuple((kind, counted[kind]) for kind in words)
    return SendBacks(since=since, cases=cases.count(), cases_back=len(back), kinds=kinds)


def _may_send_back(cases: "QuerySet[Case]") -> "QuerySet[JournalEntry]":
    """A step that was finished so, or one place of a 回議: only the payload tells."""
    streams = cases.annotate(stream=Cast("uuid", CharField())).values("stream")
    finished = Q(event="complete_user_task", back__gt=0)
    inside = Q(event="progress_user_task", verdict__gt=0)
    return JournalEntry.objects.annotate(
        back=place_of('"send_back_to":"', "payload__body"),
        verdict=place_of('"verdict":"send_back"', "payload__body"),
    ).filter(finished | inside, kind="case", stream__in=streams)
