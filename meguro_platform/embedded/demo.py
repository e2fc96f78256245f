"""`bootstrap.py run`: from a bare checkout to a ward that serves, and back to nothing running."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from meguro_platform.embedded import binaries, cluster, forked, setup, ward
from meguro_platform.embedded.folder import PROJECT, data_folder
from meguro_platform.embedded.ports import HOST, USUAL, answers
from meguro_platform.embedded.processes import OPEN, OPENING, TABLES, Plan, plan
from meguro_platform.embedded.shell import Step, StepFailedError, say
from meguro_platform.embedded.supervisor import Supervisor

SECONDS_TO_ANSWER = 40.0


class Stopped(BaseException):
    """Somebody asked us to end; it passes every handler of errors, as KeyboardInterrupt does."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number
        """The exit status that shells give to a process ended by this signal."""


def serve(*, once: bool, bare: bool, port: int | None) -> int:
    """Set up, play a case, serve until a signal. Returns the exit status.

    With `once` end after the case; with `bare` the ward has no past, which saves its tests some seconds.
    """
    data = data_folder()
    files = _files_of_database(data)
    setup.for_running()
    if files:
        files.finish(beside=True)
    setup.go_on_inside()
    for folder in ("broker/messages", "broker/control", "logs"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    with _database() as database:
        planned = plan(data, USUAL if port is None else port)
        known = ward.is_known(database)
        tables = None if known else Step("Tables", [setup.PYTHON, PROJECT / "manage.py", *TABLES], planned.environment)
        forked.import_product(planned.environment)
        if tables:
            tables.finish()
        supervisor = Supervisor()
        try:
            verdict = _open(supervisor, planned, bare=bare, known=known)
            ward.note(database)
            if once:
                return verdict
            print(f"READY http://{HOST}:{planned.port}", flush=True)
            while True:
                supervisor.look()
                if database:
                    database.ensure_running()
                time.sleep(0.3)
        finally:
            supervisor.stop()
            planned.listener.close()


def stop_on_signals() -> None:
    """SIGTERM, SIGHUP and Ctrl-C end us in order; a second one while we are ending changes nothing."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, stop)


def _files_of_database(data: Path) -> Step | None:
    """Begins to make them while packages are still being fetched, where PostgreSQL is on the machine already."""
    if "DATABASE_URL" in os.environ or not binaries.candidates():
        return None
    if binaries.cluster_folder(data, binaries.choose(data)).exists():
        return None
    return Step("Files of the database", [sys.executable, "-m", "meguro_platform.embedded.cluster", data])


@contextlib.contextmanager
def _database() -> Iterator[cluster.Membership | None]:
    """The private cluster, or None when DATABASE_URL names a database that somebody else runs."""
    if "DATABASE_URL" in os.environ:
        yield None
        return
    with cluster.in_use(data_folder()) as membership:
        say(f"PostgreSQL {membership.binaries.major} ({membership.binaries.origin})")
        yield membership


def _open(supervisor: Supervisor, planned: Plan, *, bare: bool, known: bool) -> int:
    """Start everything, make the ward ready and play a case for everybody to see; the verdict on the case.

    In a ward that is not `known` the workers wait until it has a past, whose work they would take otherwise.
    """
    waiting = [] if known else list(planned.workers)
    for child in (*planned.servers, *(planned.workers if known else ())):
        supervisor.start(child)

    def heard(line: str) -> None:
        while line == OPEN and waiting:
            supervisor.start(waiting.pop(0))

    verdict = forked.spoken("open-ward", [*OPENING, *(["--bare"] if bare else [])], heard=heard)
    if waiting:
        raise StepFailedError("The ward could not be made ready.")
    supervisor.wait_for("An answer of the web server", lambda: answers(planned.port), SECONDS_TO_ANSWER)
    say(f"Running: {', '.join(child.name for child in supervisor.children)}")
    return verdict
