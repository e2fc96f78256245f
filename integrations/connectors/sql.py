"""Statements to a system's PostgreSQL: one transaction for one order, parameters never mixed into the text."""

import json
import math
import os
import socket
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import psycopg
from psycopg.rows import dict_row

from integrations.connectors.address import AddressRefused, pinned
from integrations.connectors.deadline import within
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.addresses import parsed_url
from integrations.systems.connection import Connection
from integrations.systems.order import Order
from integrations.systems.system import Statement
from integrations.systems.templates import NotFillable, filled

_USUAL_PORT = 5432
_GRACE = 2.0
"""Seconds more than the database itself is given; one that is gone without a word cancels nothing."""
_NO_ROWS = "didn't produce a result"
"""In psycopg's words: the statement was carried out and is of those that give no rows."""
_LOGIN_REFUSED = "28"
"""Class of SQLSTATEs about who may come in."""


class SqlConnector:
    """A connection of its own for each order."""

    def deliver(self, order: Order) -> Reply | NoReply:
        """Carry the statement out and commit; the answer is its first row."""
        row = self._first_row(order)
        return row if isinstance(row, Reply | NoReply) else _answer(200, row or {})

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Carry out the statement that asks: a row is the answer, no row says that the key never arrived."""
        question = order.question
        if question is None:
            return no_reply(Trouble.CANNOT_ASK, order.operation.name)
        row = self._first_row(question)
        if isinstance(row, Reply | NoReply):
            return row
        return NeverArrived() if row is None else _answer(200, row)

    def _first_row(self, order: Order) -> Mapping[str, object] | Reply | NoReply | None:
        statement = order.operation.carriage
        assert isinstance(statement, Statement)
        env, began = order.values, False
        try:
            parameters = {name: filled(leaf, env) for name, leaf in statement.parameters.items()}
            seconds = order.timeout.total_seconds()
            with within(seconds + _GRACE) as limit, _connected(order.connection, seconds) as connection:
                limit.hang_up = partial(_hang_up, connection)
                began = True
                first = _first_of(connection.cursor(row_factory=dict_row), statement.sql, parameters)
            return None if first is None else {name: _plain(value) for name, value in first.items()}
        except Exception as problem:
            return _trouble(problem, began=began)


def _first_of(
    cursor: psycopg.Cursor[dict[str, object]], sql: str, parameters: Mapping[str, object]
) -> Mapping[str, object] | None:
    """The first row, if the statement gives any. The others pass by one by one: a whole table must not fill the memory,
    and to break the statement off would take back what it did."""
    rows = cursor.stream(sql.encode(), parameters)
    try:
        first = next(rows, None)
    except psycopg.ProgrammingError as problem:
        if _NO_ROWS not in str(problem):
            raise
        return None
    for _other in rows:
        pass
    return first


def _connected(connection: Connection, seconds: float) -> psycopg.Connection[tuple[object, ...]]:
    parts = parsed_url(connection.url, ("postgresql",))
    if parts is None:
        raise AddressRefused(connection.url)
    host, port = parts.hostname or "", parts.port or _USUAL_PORT
    tls = connection.tls
    connected = psycopg.connect(
        host=host,  # for the certificate; it is hostaddr that is connected to
        hostaddr=pinned(host, port, connection.allow),
        port=port,
        dbname=parts.path.strip("/"),
        user=connection.user or None,
        password=connection.password or None,
        connect_timeout=max(2, math.ceil(seconds)),
        sslmode="verify-full" if tls else "prefer",
        sslrootcert=(tls.authority or "system") if tls else None,
        sslcert=tls.certificate or None if tls else None,
        sslkey=tls.key or None if tls else None,
        application_name="meguro",
        options=f"-c statement_timeout={max(1, int(seconds * 1000))}",
    )
    connected.prepare_threshold = None
    return connected


def _hang_up(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """From another thread, whatever this one waits for. Asks for the descriptor only now: that of a connection which is
    closed by then may belong to somebody else."""
    with socket.socket(fileno=os.dup(connection.fileno())) as wire:
        wire.shutdown(socket.SHUT_RDWR)


def _trouble(problem: Exception, *, began: bool) -> Reply | NoReply:
    match problem:
        case NotFillable():
            return no_reply(Trouble.UNFIT, problem.text.ja)
        case AddressRefused():
            return no_reply(Trouble.NOT_ALLOWED, problem)
        case psycopg.errors.QueryCanceled() | psycopg.errors.ConnectionTimeout() | TimeoutError():
            return no_reply(Trouble.TIMED_OUT, problem)
        case psycopg.OperationalError() if not began:
            refused = (problem.sqlstate or "").startswith(_LOGIN_REFUSED) or "authentication failed" in str(problem)
            return no_reply(Trouble.DENIED if refused else Trouble.UNREACHABLE, problem)
        case (
            psycopg.errors.SerializationFailure()
            | psycopg.errors.DeadlockDetected()
            | psycopg.errors.LockNotAvailable()
        ):
            return _answer(503, {"message": _said(problem)})
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return no_reply(Trouble.CUT_OFF, problem)
        case psycopg.Error():
            return _answer(409, {"code": problem.sqlstate or "sql", "message": _said(problem)})
        case OSError():
            return no_reply(Trouble.UNREACHABLE, problem)
        case _:
            raise problem


def _said(problem: psycopg.Error) -> str:
    return problem.diag.message_primary or str(problem)


def _answer(status: int, content: Mapping[str, object]) -> Reply:
    return Reply(status=status, body=json.dumps(dict(content), ensure_ascii=False).encode())


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
