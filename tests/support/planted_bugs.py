"""Bugs for a run of pytest that has to notice them: `-p tests.support.planted_bugs` with PLANTED=NAME.

Each takes away one thing that keeps cases right.
"""

import os
from collections.abc import Callable

from psycopg.sql import SQL, Identifier


def no_case_lock() -> None:
    """Acts on one case run beside each other."""
    from workflow.selectors.hot_cursor import HotCursor, Params

    execute = HotCursor.execute

    def unlocked(self: HotCursor, sql: str, params: Params = ()) -> None:
        execute(self, sql.replace(" FOR UPDATE", ""), params)

    HotCursor.execute = unlocked  # type: ignore[method-assign]


def no_unique_key() -> None:
    """A command key may stand in the journal twice."""
    from tests.support import database

    clone = database._clone_template

    def without(name: str) -> None:
        clone(name)
        with database.superuser(name) as server:
            query = "SELECT conname FROM pg_constraint WHERE conrelid = 'workflow_journalentry'::regclass"
            names = [row[0] for row in server.execute(query + " AND contype = 'u'") if "command_key" in row[0]]
            assert names
            for each in names:
                server.execute(SQL("ALTER TABLE workflow_journalentry DROP CONSTRAINT {}").format(Identifier(each)))

    database._clone_template = without


def no_full_join() -> None:
    """A block is left before its last branch is done."""
    from workflow.engine import enter, parallel
    from workflow.engine.nodes import JoinNode
    from workflow.engine.run import Run
    from workflow.engine.state import Token

    def early(run: Run, token: Token, node: JoinNode) -> None:
        run.state.scopes[token.scope].got += 1
        parallel.enter_join(run, token, node)

    enter.enter_join = early  # type: ignore[attr-defined]


def no_compensation() -> None:
    """Nobody remembers how a call is undone."""
    from workflow.engine import calls

    calls.compensation_of = lambda *_: None


BUGS: dict[str, Callable[[], None]] = {
    "case_lock": no_case_lock,
    "unique_key": no_unique_key,
    "join_count": no_full_join,
    "compensation_entry": no_compensation,
}


def pytest_configure() -> None:
    if planted := os.environ.get("PLANTED"):
        BUGS[planted]()
