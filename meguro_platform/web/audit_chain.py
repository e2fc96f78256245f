"""A case's chain in segments of a day each: how many entries, the last hash, and whether they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from approvals.selectors.journal_sentences import Sentence
from meguro_platform.web.wording import local
from workflow.selectors.journal import Finding

MOST = 8
"""Segments on a page; what is older stands in the first one."""
State = Literal["ok", "bad", "behind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Neighbouring entries of the chain."""

    first: date
    last: date
    entries: int
    fault: int
    """The entry that does not hold; 0 for none."""
    state: State
    """behind: stands after an entry that does not hold, so nothing can be said of it."""
    hash: str
    """Of its last entry."""

    @property
    def short(self) -> str:
        return f"{self.hash[:4]}…{self.hash[-3:]}"


def segments_of(sentences: Sequence[Sentence], findings: Sequence[Finding]) -> list[Segment]:
    """The oldest first. A finding that is about no entry says nothing about the chain."""
    fault = min((finding.seq for finding in findings if finding.seq), default=0)
    days = [list(entries) for _, entries in groupby(sentences, key=lambda entry: local(entry.at))]
    if len(days) > MOST:
        older = [entry for day in days[: 1 - MOST] for entry in day]
        days = [older, *days[1 - MOST :]]
    return [_segment(entries, fault) for entries in days]


def _segment(entries: Sequence[Sentence], fault: int) -> Segment:
    is_faulty = bool(fault) and entries[0].seq <= fault <= entries[-1].seq
    state: State = "bad" if is_faulty else "behind" if fault and entries[0].seq > fault else "ok"
    return Segment(
        first=local(entries[0].at),
        last=local(entries[-1].at),
        entries=len(entries),
        fault=fault if is_faulty else 0,
        state=state,
        hash=entries[-1].hash,
    )
