"""What a piece of work costs at the database: its statements, and how often it waits for the server."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(slots=True)
class Cost:
    """Filled while the work is done."""

    statements: list[str] = field(default_factory=list)
    """Those of dispatch and of the ORM, without BEGIN and COMMIT."""
    waits: int = 0
    """Round trips, BEGIN and COMMIT counted (in a test's own transaction: SAVEPOINT and RELEASE)."""


@contextmanager
def counted() -> Iterator[Cost]:
    """Count what is done inside. Statements are not prepared there: preparing one waits once more, the first time."""
    cost = Cost()
    connection.ensure_connection()
    raw = connection.connection
    threshold, raw.prepare_threshold = raw.prepare_threshold, 1_000

    def note(run: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            cost.statements.append(sql)
        return run(sql, params, many, context)

    with tempfile.TemporaryFile() as protocol:
        raw.pgconn.trace(protocol.fileno())
        try:
            with connection.execute_wrapper(note):
                yield cost
        finally:
            raw.pgconn.untrace()
            raw.prepare_threshold = threshold
        protocol.seek(0)
        sent = [line.split(b"\t")[3] for line in protocol if line.split(b"\t")[1:2] == [b"F"]]
        cost.waits = sum(kind.startswith((b"Query", b"Sync")) for kind in sent)
