"""A cursor for the hot path: psycopg's server-side binding on Django's own connection and transaction.

Django binds parameters on the client, so PostgreSQL plans every statement anew; the few statements of dispatch are
prepared instead. Execute wrappers installed on the connection (query counters, guards) see these statements too.
`MEGURO_PREPARE=off` for poolers that can't prepare.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.rows import tuple_row

_PREPARE_AFTER = 3


class HotCursor:
    """Executes statements with server-side parameters. To be used inside transaction.atomic()."""

    def __init__(self) -> None:
        connection.ensure_connection()
        raw: psycopg.Connection[Any] = connection.connection
        if settings.MEGURO_PREPARE and raw.prepare_threshold is None:
            raw.prepare_threshold = _PREPARE_AFTER
        self._raw = raw
        self._cursor = psycopg.Cursor(raw, row_factory=tuple_row)

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Run one statement. Raises django.db errors as the ORM does."""
        run = self._run
        for wrapper in reversed(connection.execute_wrappers):
            run = partial(wrapper, run)
        with connection.wrap_database_errors:
            run(sql, params, False, {"connection": connection, "cursor": self._cursor})

    def _run(self, sql: str, params: Sequence[Any], many: bool, context: dict[str, Any]) -> None:
        self._cursor.execute(sql.encode(), params)

    def one(self) -> tuple[Any, ...] | None:
        """The first row of the last statement."""
        return self._cursor.fetchone()

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """Send the statements inside together: one round trip. Their errors come at its end."""
        with connection.wrap_database_errors, self._raw.pipeline():
            yield
