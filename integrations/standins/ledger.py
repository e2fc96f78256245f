"""What a stand-in system has done, on disk before it answers: the receiver's own record, apart from ours.

SQLite with full synchronisation, so a stand-in that is killed has either done a thing and knows it, or has not.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TABLES = """
create table if not exists entry (
    seq integer primary key,
    key text not null unique,
    operation text not null,
    case_id text not null,
    payload text not null,
    status integer not null,
    answer text not null,
    asked integer not null default 1,
    at text not null
);
create table if not exists thing (id text primary key, state text not null);
create table if not exists callback (
    id text primary key,
    name text not null,
    key text not null,
    data text not null,
    due_at real not null,
    state text not null default 'waiting',
    tries integer not null default 0
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One call that was answered for good, a refusal included."""

    key: str
    operation: str
    case: str
    payload: str
    """Canonical JSON."""
    status: int
    answer: str
    """JSON, given again whenever the key comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A message the stand-in owes us."""

    id: str
    name: str
    key: str
    data: Mapping[str, object]
    tries: int


class Ledger:
    """The file. One connection behind one lock: a stand-in is small, and order is easier to trust than speed."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.executescript(_TABLES)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def seen(self, key: str) -> Entry | None:
        """What was answered to this key before; counts that it was asked again."""
        self._db.execute("update entry set asked = asked + 1 where key = ?", (key,))
        row = self._db.execute(
            "select key, operation, case_id, payload, status, answer from entry where key = ?", (key,)
        ).fetchone()
        names = ("key", "operation", "case", "payload", "status", "answer")
        return Entry(**dict(zip(names, row, strict=True))) if row else None

    def write(self, entry: Entry, *, at: str) -> None:
        """Keep an answer. The unique key refuses a second one."""
        self._db.execute(
            "insert into entry (key, operation, case_id, payload, status, answer, at) values (?, ?, ?, ?, ?, ?, ?)",
            (entry.key, entry.operation, entry.case, entry.payload, entry.status, entry.answer, at),
        )

    def count(self) -> int:
        """How many entries there are: the source of running numbers."""
        return int(self._db.execute("select count(*) from entry").fetchone()[0])

    def state(self, thing: str) -> str:
        """State of a card, an order or a record; empty for one never heard of."""
        row = self._db.execute("select state from thing where id = ?", (thing,)).fetchone()
        return str(row[0]) if row else ""

    def set_state(self, thing: str, state: str) -> None:
        """Remember a new state."""
        self._db.execute("insert or replace into thing (id, state) values (?, ?)", (thing, state))

    def owe(self, callback: Callback, *, due_at: float) -> None:
        """Remember a message to be sent later."""
        self._db.execute(
            "insert or ignore into callback (id, name, key, data, due_at) values (?, ?, ?, ?, ?)",
            (callback.id, callback.name, callback.key, json.dumps(dict(callback.data), ensure_ascii=False), due_at),
        )

    def cancel_callbacks(self, key: str) -> None:
        """The messages owed under this key are no longer due."""
        self._db.execute("update callback set state = 'cancelled' where key = ? and state = 'waiting'", (key,))

    def due_callbacks(self, now: float) -> list[Callback]:
        """The messages to be sent now, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "select id, name, key, data, tries from callback where state = 'waiting' and due_at <= ?",
                (now,),
            ).fetchall()
        return [
            Callback(id=id_, name=name, key=key, data=json.loads(data), tries=tries)
            for id_, name, key, data, tries in rows
        ]

    def tried(self, callback: Callback, *, delivered: bool, again_at: float) -> None:
        """What became of a try to send a message."""
        with self._lock:
            self._db.execute(
                "update callback set tries = tries + 1, due_at = ?, state = ? where id = ? and state = 'waiting'",
                (again_at, "sent" if delivered else "waiting", callback.id),
            )

    def entries(self) -> list[dict[str, object]]:
        """Everything that was answered, in order, for people and tests."""
        with self._lock:
            rows = self._db.execute(
                "select seq, key, operation, case_id, payload, status, answer, asked, at from entry order by seq"
            ).fetchall()
        names = ("seq", "key", "operation", "case", "payload", "status", "answer", "asked", "at")
        found = [dict(zip(names, row, strict=True)) for row in rows]
        return [{**row, "payload": json.loads(row["payload"]), "answer": json.loads(row["answer"])} for row in found]

    def callbacks(self) -> list[dict[str, object]]:
        """Every message owed, sent or cancelled, for people and tests."""
        with self._lock:
            rows = self._db.execute("select id, name, key, state, tries from callback order by rowid").fetchall()
        return [dict(zip(("id", "name", "key", "state", "tries"), row, strict=True)) for row in rows]
