"""A cursor for the hot path: psycopg's server-side binding on Django's own connection and transaction.

Django binds parameters on the client, so PostgreSQL plans every statement anew; the few statements of dispatch and of
the inbox are prepared instead. Execute wrappers installed on the connection (query counters, guards) see them too, and
so does Django's log of statements.
`MEGURO_PREPARE=off` for poolers that can't prepare.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper
from psycopg.pq import Format
from psycopg.rows import tuple_row

Params = Sequence[Any] | Mapping[str, Any]

_PREPARE_AFTER = 3


class HotCursor:
    """Executes statements with server-side parameters. Whoever writes uses it inside transaction.atomic()."""

    def __init__(self) -> None:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        raw: psycopg.Connection[Any] = connection.connection
        if settings.MEGURO_PREPARE and raw.prepare_threshold is None:
            raw.prepare_threshold = _PREPARE_AFTER
        self._raw = raw
        self._cursor = psycopg.Cursor(raw, row_factory=tuple_row)

    def execute(self, sql: str, params: Params = ()) -> None:
        """Run one statement. Raises django.db errors as the ORM does."""
        run = self._run
        for wrapper in reversed(connection.execute_wrappers):
            run = partial(wrapper, run)
        with connection.wrap_database_errors:
            run(sql, params, False, {"connection": connection, "cursor": self._cursor})

    def _run(self, sql: str, params: Params, many: bool, context: dict[str, Any]) -> None:
        log = (
            CursorDebugWrapper(self._cursor, connection).debug_sql(sql) if connection.queries_logged else nullcontext()
        )
        with log:
            self._cursor.execute(sql.encode(), params)

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement, sent in the binary form, which takes half the time to read."""
        self._cursor.format = Format.BINARY
        self.execute(sql, params)
        return self._cursor.fetchall()

    def one(self) -> tuple[Any, ...] | None:
        """The first row of the last statement."""
        return self._cursor.fetchone()

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """Send the statements inside together: one round trip. Their errors come at its end."""
        with connection.wrap_database_errors, self._raw.pipeline():
            yield
