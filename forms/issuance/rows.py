"""The states that one person's document goes through, and when a batch is done; for simulation and stored batches."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from forms.spec import Text


class RowState(StrEnum):
    """Where the document of one row stands."""

    MAKING = "making"
    MADE = "made"
    """Ready; nobody can read it before the batch is published."""
    PUBLISHED = "published"
    """Its person can read it."""
    RECEIVED = "received"
    """Its person has read it."""
    UNREAD = "unread"
    """The time to read it is over. Reading it later still counts."""
    PAPER = "paper"
    """To be printed and handed over."""
    PAPER_HANDED = "paper_handed"
    HELD = "held"
    """Can't be made or sent until somebody decides, or a correction replaces it."""


LABELS: Mapping[RowState, Text] = {
    RowState.MAKING: Text("作成中", "Being made"),
    RowState.MADE: Text("作成済", "Made"),
    RowState.PUBLISHED: Text("公開済", "Published"),
    RowState.RECEIVED: Text("受領済", "Received"),
    RowState.UNREAD: Text("未読", "Unread"),
    RowState.PAPER: Text("紙", "Paper"),
    RowState.PAPER_HANDED: Text("紙交付済", "Paper handed over"),
    RowState.HELD: Text("保留", "Held"),
}
"""The words of definitions (期待の交付) and of screens."""

NEXT: Mapping[RowState, frozenset[RowState]] = {
    RowState.MAKING: frozenset({RowState.MADE, RowState.PAPER, RowState.HELD}),
    RowState.MADE: frozenset({RowState.PUBLISHED, RowState.PAPER, RowState.HELD}),
    RowState.PUBLISHED: frozenset({RowState.RECEIVED, RowState.UNREAD}),
    RowState.RECEIVED: frozenset(),
    RowState.UNREAD: frozenset({RowState.RECEIVED}),
    RowState.PAPER: frozenset({RowState.PAPER_HANDED, RowState.HELD}),
    RowState.PAPER_HANDED: frozenset(),
    RowState.HELD: frozenset({RowState.MAKING, RowState.PAPER}),
}
"""What may follow a state; anything else is refused."""

READABLE = frozenset({RowState.PUBLISHED, RowState.RECEIVED, RowState.UNREAD})
"""Its person can read the document."""

Outcome = Literal["issued", "partly_held"]


def may_follow(now: RowState, then: RowState) -> bool:
    """May a row go from one state to the other?"""
    return then in NEXT[now]


def first_state(*, sendable: bool, consents: bool, without_consent: Literal["paper", "hold"]) -> RowState:
    """The state of a row once it was looked at. `sendable`: its person is known and its document can be laid out.

    `consents` is true for everybody where a document needs no consent.
    """
    if not sendable:
        return RowState.HELD
    if consents:
        return RowState.MADE
    return RowState.PAPER if without_consent == "paper" else RowState.HELD


def outcome_of(counts: Mapping[RowState, int], *, receipt_wanted: bool) -> Outcome | None:
    """How the batch ended; None while a row still waits. Without a wish for receipts, published is the end."""
    waiting = {RowState.MAKING, RowState.MADE, RowState.PAPER} | ({RowState.PUBLISHED} if receipt_wanted else set())
    if any(counts.get(state) for state in waiting):
        return None
    return "partly_held" if counts.get(RowState.HELD) else "issued"
