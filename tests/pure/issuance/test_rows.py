"""What may become of one person's document, and when a batch is done."""

from itertools import pairwise

import pytest

from forms.issuance.rows import LABELS, NEXT, RowState, first_state, may_follow, outcome_of


def test_a_document_is_made_published_and_received() -> None:
    way = [RowState.MAKING, RowState.MADE, RowState.PUBLISHED, RowState.RECEIVED]

    assert all(may_follow(now, then) for now, then in pairwise(way))


def test_reading_after_the_time_still_counts() -> None:
    assert may_follow(RowState.UNREAD, RowState.RECEIVED)


@pytest.mark.parametrize("state", [RowState.PUBLISHED, RowState.RECEIVED, RowState.UNREAD])
def test_what_was_published_never_goes_back(state: RowState) -> None:
    assert NEXT[state].isdisjoint({RowState.MAKING, RowState.MADE, RowState.PAPER, RowState.HELD})


def test_a_held_document_is_never_published_without_being_made_again() -> None:
    assert not may_follow(RowState.HELD, RowState.MADE)
    assert not may_follow(RowState.HELD, RowState.PUBLISHED)


def test_every_state_has_a_word_and_what_may_follow() -> None:
    assert set(LABELS) == set(NEXT) == set(RowState)


def test_whoever_consents_gets_it_on_the_screen_everybody_else_on_paper() -> None:
    assert first_state(sendable=True, consents=True, without_consent="paper") is RowState.MADE
    assert first_state(sendable=True, consents=False, without_consent="paper") is RowState.PAPER


def test_without_consent_a_document_may_also_be_held() -> None:
    assert first_state(sendable=True, consents=False, without_consent="hold") is RowState.HELD


@pytest.mark.parametrize("consents", [True, False])
def test_what_cannot_be_laid_out_is_held_whoever_consents(consents: bool) -> None:
    assert first_state(sendable=False, consents=consents, without_consent="paper") is RowState.HELD


@pytest.mark.parametrize("waiting", [RowState.MAKING, RowState.MADE, RowState.PUBLISHED, RowState.PAPER])
def test_one_waiting_row_keeps_a_batch_open(waiting: RowState) -> None:
    assert outcome_of({waiting: 1, RowState.RECEIVED: 2099}, receipt_wanted=True) is None


def test_without_receipts_published_is_the_end() -> None:
    assert outcome_of({RowState.PUBLISHED: 2100}, receipt_wanted=False) == "issued"


def test_a_held_row_is_told_in_the_outcome() -> None:
    assert outcome_of({RowState.UNREAD: 1, RowState.HELD: 1}, receipt_wanted=True) == "partly_held"


def test_read_unread_and_handed_over_documents_are_issued() -> None:
    counts = {RowState.RECEIVED: 2000, RowState.UNREAD: 40, RowState.PAPER_HANDED: 60, RowState.HELD: 0}

    assert outcome_of(counts, receipt_wanted=True) == "issued"
