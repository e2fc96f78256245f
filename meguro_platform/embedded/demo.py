"""`bootstrap.py run`: from a bare checkout to a ward that serves, and back to nothing running."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator, Sequence
from types import FrameType

from meguro_platform.embedded import cluster, setup, tables
from meguro_platform.embedded.folder import PROJECT, data_folder
from meguro_platform.embedded.ports import HOST, USUAL, answers
from meguro_platform.embedded.processes import STORY, TABLES, WARD, Plan, plan
from meguro_platform.embedded.shell import StepFailedError, run, say, spoken
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
    setup.for_running()
    data = data_folder()
    for folder in ("broker/messages", "broker/control", "logs"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    with _database() as database:
        planned = plan(data, USUAL if port is None else port)
        if not tables.are_made(database):
            run("Tables", [setup.PYTHON, PROJECT / "manage.py", *TABLES], more=planned.environment)
            tables.note_made(database)
        supervisor = Supervisor()
        try:
            _start(supervisor, planned, (*WARD, "--bare") if bare else WARD)
            verdict = _manage(STORY, planned)  # a case goes through before the ward opens, for everybody to see
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


@contextlib.contextmanager
def _database() -> Iterator[cluster.Membership | None]:
    """The private cluster, or None when DATABASE_URL names a database that somebody else runs."""
    if "DATABASE_URL" in os.environ:
        yield None
        return
    with cluster.in_use(data_folder()) as membership:
        say(f"PostgreSQL {membership.binaries.major} ({membership.binaries.origin})")
        yield membership


def _start(supervisor: Supervisor, planned: Plan, ward: Sequence[str]) -> None:
    for server in planned.servers:
        supervisor.start(server)
    if _manage(ward, planned) != 0:
        raise StepFailedError("The ward could not be made ready.")
    for worker in planned.workers:
        supervisor.start(worker)
    supervisor.wait_for("An answer of the web server", lambda: answers(planned.port), SECONDS_TO_ANSWER)
    say(f"Running: {', '.join(child.name for child in supervisor.children)}")


def _manage(command: Sequence[str], planned: Plan) -> int:
    """Run a command of manage.py, its words passed on at once; returns its exit status."""
    status, _ = spoken([setup.PYTHON, PROJECT / "manage.py", *command], more=planned.environment)
    return status
