"""The chain of a case in segments, as the auditor's page draws it."""

from datetime import UTC, datetime, timedelta

from approvals.selectors.journal_sentences import Sentence
from meguro_platform.web.audit_chain import segments_of
from workflow.selectors.journal import Finding

MONDAY = datetime(2026, 5, 11, 1, tzinfo=UTC)


def entry(seq: int, day: int) -> Sentence:
    texts = dict.fromkeys(("actor", "person", "post", "capacity", "principal", "comment", "step", "program"), "")
    at = MONDAY + timedelta(days=day)
    return Sentence(
        seq=seq, at=at, event="e", kind="person", text="", changes=(), followed=(), round=1, hash=f"{seq:064}", **texts
    )


def finding(seq: int) -> Finding:
    return Finding(kind="case", stream="s", seq=seq, what="")


def test_each_day_is_a_segment_that_ends_with_its_last_hash() -> None:
    found = segments_of([entry(1, 0), entry(2, 0), entry(3, 2)], [])

    assert [(one.entries, one.state, one.short) for one in found] == [(2, "ok", "0000…002"), (1, "ok", "0000…003")]


def test_what_stands_behind_a_fault_is_said_to_be_unknown() -> None:
    found = segments_of([entry(1, 0), entry(2, 1), entry(3, 2)], [finding(2)])

    assert [(one.state, one.fault) for one in found] == [("ok", 0), ("bad", 2), ("behind", 0)]


def test_a_finding_about_no_entry_leaves_the_chain_alone() -> None:
    assert [one.state for one in segments_of([entry(1, 0)], [finding(0)])] == ["ok"]


def test_many_days_stand_in_eight_segments() -> None:
    found = segments_of([entry(seq, seq) for seq in range(1, 31)], [])

    assert (len(found), found[0].entries, sum(one.entries for one in found)) == (8, 23, 30)


def test_no_entries_are_no_segments() -> None:
    assert segments_of([], []) == []
