"""Bugs in the ledger of calls for a run of pytest that has to notice them: `-p tests.support.planted_ledger_bugs`.

PLANTED names the bug. Most take a condition out of a statement that keeps two workers, a system or a person right.
"""

import importlib
import os
from collections.abc import Callable
from typing import Any

CLAIM, SETTLE = "workflow.services.claim_effects", "workflow.services.settle_effect"
CHANNELS, QUESTIONS = "workflow.services.channels", "workflow.services.questions"


def instead(module: str, name: str, old: str, new: str = "") -> Callable[[], None]:
    """A statement with a piece of it gone, or another in its place."""

    def plant() -> None:
        found = importlib.import_module(module)
        statement = getattr(found, name)
        assert old in statement, (name, old)
        setattr(found, name, statement.replace(old, new))

    return plant


def another(module: str, name: str, value: Callable[..., Any]) -> Callable[[], None]:
    """Another function under this name."""
    return lambda: setattr(importlib.import_module(module), name, value)


def without_constraint(table: str, constraint: str) -> Callable[[], None]:
    """A table whose rows nobody holds to it."""

    def plant() -> None:
        from tests.support import database

        clone = database._clone_template

        def clone_without(name: str) -> None:
            clone(name)
            with database.superuser(name) as server:
                server.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}".encode())

        database._clone_template = clone_without

    return plant


BUGS: dict[str, Callable[[], None]] = {
    "old fences may write": instead(SETTLE, "_MARK", "AND e.fence = m.fence "),
    "a lease is settled twice": instead(SETTLE, "_MARK", " AND e.leased_until IS NOT NULL"),
    "no fence for calls of cases": another(SETTLE, "_still_held", lambda effect: True),
    "fences do not rise": instead(CLAIM, "_CLAIM", "fence = e.fence + 1", "fence = e.fence"),
    "leases are not heeded": instead(
        CLAIM, "_CLAIM", "AND (e.leased_until IS NULL OR e.leased_until <= clock.now) ", ""
    ),
    "leases never end": instead(
        CLAIM, "_CLAIM", "AND (e.leased_until IS NULL OR e.leased_until <= clock.now) ", "AND e.leased_until IS NULL "
    ),
    "who is late renews": instead("workflow.services.renew_leases", "_RENEW", "AND e.fence = held.fence "),
    "order is not kept": instead(CLAIM, "_CLAIM", "older.id < e.id", "false"),
    "what nobody knows holds up nobody": instead(CLAIM, "_CLAIM", "IN ('waiting', 'unknown')", "IN ('waiting')"),
    "no doubt after a lost lease": instead(
        CLAIM, "_CLAIM", "in_doubt = e.in_doubt OR e.leased_until IS NOT NULL", "in_doubt = e.in_doubt"
    ),
    "losses are not counted": instead(
        CLAIM, "_CLAIM", "(e.leased_until IS NOT NULL AND e.leased_by <> %(worker)s)::int", "0"
    ),
    "calls are sent before their time": instead(CLAIM, "_CLAIM", "AND e.next_at <= clock.now"),
    "no limit at once": instead(CLAIM, "_CLAIM", "wanted.at_once - coalesce", "1000 - 0 * coalesce"),
    "each worker counts for itself": instead(
        CLAIM,
        "LOCK_CHANNELS",
        "SELECT FROM workflow_channel WHERE target = ANY(%(targets)s::text[]) ORDER BY target FOR UPDATE;",
    ),
    "no limit per second": instead(CLAIM, "_CLAIM", "- wanted.per_second", "- 0 * wanted.per_second"),
    "a pause is not heeded": instead(CLAIM, "_CLAIM", "channel.paused_at IS NOT NULL OR "),
    "a restored ledger sends": instead(
        CLAIM,
        "_CLAIM",
        "WHERE NOT EXISTS (SELECT FROM workflow_ledgerstate",
        "WHERE true OR NOT EXISTS (SELECT FROM workflow_ledgerstate",
    ),
    "the breaker stays closed": instead(CHANNELS, "_FAILURE", "THEN 'open' ELSE", "THEN 'closed' ELSE"),
    "an open breaker lets all through": instead(CLAIM, "_CLAIM", "least(wanted.room, 1)", "wanted.room"),
    "a success closes nothing": instead(CHANNELS, "_SUCCESS", "breaker = 'closed',", "breaker = channel.breaker,"),
    "patience that a system asks for": another("integrations.services.record_replies", "wait_for", lambda *_: None),
    "attempts are not completed": instead(
        "integrations.services.attempts", "_COMPLETE", "WHERE a.id = m.id", "WHERE a.id = -m.id"
    ),
    "failed tries do not count": another("integrations.services.record_replies", "failed_before", lambda _: {}),
    "nobody is asked about lost answers": another(
        "integrations.services.record_replies", "must_not_repeat", lambda _: False
    ),
    "calls go to the successor": another("integrations.services.hand_on", "bound_to", lambda _: ""),
    "a call twice under one key": without_constraint("workflow_effect", "effect_key_once"),
    "a message twice": without_constraint("workflow_inboundmessage", "message_once_per_sender"),
    "whoever proposes confirms": without_constraint("integrations_correction", "correction_needs_two_people"),
    "questions take no place": instead(CLAIM, "_CLAIM", "AND asked.ended_at IS NULL", "AND false"),
    "questions do not wait": instead(QUESTIONS, "_GO", "under_way.count < %(at_once)s", "%(at_once)s > 0"),
}


def pytest_configure() -> None:
    if planted := os.environ.get("PLANTED"):
        BUGS[planted]()
