"""A worker that picks files up, as often as it is told: python -m tests.faults.picking_up DATABASE STORAGE SYSTEMS.

Each line that it reads is JSON: {"kill": 7} ends a picking-up by `kill -9` before its seventh act, {"stop": "read"}
stops it before its first act of that name, {"largest": 1000} lets it write no larger file, {} does nothing of the
kind. An act is a question to the database, to the other side's folder, or to our storage. Each picking-up is a
process of its own, forked from one that has imported the product; its number and then its end are written as lines.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

KILLED = "killed"


class Acts:
    """Counts what a picking-up does and ends or stops it."""

    def __init__(self, kill: int, stop: str) -> None:
        self._kill, self._stop, self._done = kill, stop, 0

    def before(self, name: str) -> None:
        self._done += 1
        if self._done == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if name == self._stop:
            self._stop = ""
            os.kill(os.getpid(), signal.SIGSTOP)

    def watch(self, owner: Any, name: str) -> None:
        """Count this function of it, too."""
        inner: Callable[..., Any] = getattr(owner, name)

        def act(*args: Any, **options: Any) -> Any:
            self.before(name)
            return inner(*args, **options)

        setattr(owner, name, act)


def main(database: str, storage: str, systems: str) -> None:
    """Until nobody tells it anything any more."""
    django.setup()
    from django.conf import settings
    from django.db import connection

    import integrations.connectors.sftp
    import integrations.services.pick_up  # noqa: F401

    settings.CONNECTED_SYSTEMS, settings.MEDIA_ROOT = json.loads(systems), storage
    connection.settings_dict["NAME"] = database
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            pick_up(**json.loads(line))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(KILLED if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status), flush=True)


def pick_up(kill: int = 0, stop: str = "", largest: int = 0) -> None:
    """One picking-up; exits with the number of files kept, or with 99 for an exception."""
    from django.core.files.storage import default_storage
    from django.db import connection
    from django.utils import timezone

    from integrations.connectors.sftp import SftpPlace
    from integrations.services.pick_up import pick_up_files

    acts = Acts(kill, stop)
    for name in ("files", "read", "rename", "remove"):
        acts.watch(SftpPlace, name)
    acts.watch(default_storage, "save")
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    def ask(run: Callable[..., Any], *rest: Any) -> Any:
        acts.before("sql")
        return run(*rest)

    kept = 99
    try:
        with connection.execute_wrapper(ask):
            kept = pick_up_files(now=timezone.now())
    finally:
        os._exit(kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
