"""The whole product as `bootstrap.py run` starts it, and the ways to kill parts of it."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from meguro_platform.embedded.folder import socket_folder
from tests.support.machine import PROJECT, environment, processes_of, wait_until

READY = re.compile(r"^READY http://127\.0\.0\.1:(\d+)$", re.MULTILINE)
_SECONDS_TO_BE_READY = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A running product in a data folder of its own."""

    data: Path
    port: int

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database answers, asked past the product."""
        with psycopg.connect(host=str(socket_folder(self.data)), user="meguro_app", dbname="meguro") as connection:
            return connection.execute(sql.encode()).fetchall()

    def ledger(self, slug: str) -> list[tuple[str, str, str]]:
        """What a stand-in system has done: key, operation, case."""
        connection = sqlite3.connect(self.data / "stand-ins" / f"{slug}.ledger")
        try:
            return connection.execute("select key, operation, case_id from entry where status = 200").fetchall()
        finally:
            connection.close()

    def kill(self, part: str, chance: random.Random) -> None:
        """`kill -9` one process of a part: worker, sweep, web or backend (one that serves us, of PostgreSQL)."""
        pids = self._backends() if part == "backend" else self._processes(_NAMES[part])
        if part == "web" and len(pids) > 1:
            pids.remove(min(pids))  # a server's own child, most of the time: the first is their parent
        if pids:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(sorted(pids)), signal.SIGKILL)

    def _backends(self) -> list[int]:
        with suppress(psycopg.OperationalError):
            found = self.rows(
                "SELECT pid FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND usename = 'meguro_app' AND pid <> pg_backend_pid()"
            )
            return [int(row[0]) for row in found]
        return []

    def _processes(self, name: str) -> list[int]:
        return [pid for pid, command in processes_of(self.data).items() if command.startswith(name)]


_NAMES = {"worker": "worker-now: ", "sweep": "sweep: ", "web": "web: "}
PARTS = ("worker", "web", "backend", "sweep")


@contextmanager
def running_product(data: Path) -> Iterator[Product]:
    """Start it, wait until it serves, end it."""
    output = data / "run.out"
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "bootstrap.py", "run", "--bare", "--port", "0"],
            cwd=PROJECT,
            env=environment(data),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        wait_until(lambda: bool(READY.search(output.read_text())) or process.poll() is not None, _SECONDS_TO_BE_READY)
        ready = READY.search(output.read_text())
        assert ready, output.read_text()
        yield Product(data=data, port=int(ready.group(1)))
        assert process.poll() is None, output.read_text()
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        for pid in processes_of(data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
