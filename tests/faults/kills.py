"""What can be killed under a test: a worker, a connection to the database, the server's own process behind one."""

import os
import random
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, connection

from tests.support.database import superuser
from tests.support.machine import wait_until

_SECONDS_TO_RECOVER = 60
_OTHERS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = %s AND usename = 'meguro_app' AND pid <> %s"
    " AND backend_type = 'client backend' ORDER BY pid"
)

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Killer:
    """Kills by a seed that it prints; what it kills among `workers` it starts again."""

    workers: list[Process]
    start: Callable[[int], Process]
    """A new worker for a place in the list."""
    chance: random.Random

    def kill(self, part: str) -> None:
        """`worker`, `connection` or `server`."""
        match part:
            case "worker":
                self._worker()
            case "connection":
                for pid in self._backend():
                    with superuser() as server:
                        server.execute("SELECT pg_terminate_backend(%s)", [pid])
            case _:
                for pid in self._backend():
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        assert wait_until(lambda: not _answers(), _SECONDS_TO_RECOVER), "the server did not go down"
                        assert wait_until(_answers, _SECONDS_TO_RECOVER), "the server did not come back"

    def _worker(self) -> None:
        place = self.chance.randrange(len(self.workers))
        self.workers[place].kill()
        self.workers[place].wait()
        self.workers[place] = self.start(place)

    def _backend(self) -> Sequence[int]:
        """One that serves a worker, if there is one at the moment."""
        with connection.cursor() as cursor, superuser() as server:
            cursor.execute("SELECT pg_backend_pid()")
            pids = [row[0] for row in server.execute(_OTHERS, [connection.settings_dict["NAME"], cursor.fetchone()[0]])]
        return [self.chance.choice(pids)] if pids else []


def killer(workers: list[Process], start: Callable[[int], Process], seed: int) -> Killer:
    """Prints its seed."""
    print(f"seed {seed}")
    return Killer(workers, start, random.Random(seed))


def keep_every_commit() -> None:
    """Tests' databases may lose their last commits when the server is killed; this one no longer."""
    with superuser() as server:
        server.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" SET synchronous_commit = on'.encode())
    connection.close()


def _answers() -> bool:
    """After a kill, asked on the connection from before: a new one may still be let in before the server goes down."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True
