"""Moves the cases of a version, and is killed on the way: python -m tests.faults.moving DATABASE VERSION AT STATEMENTS.

It ends itself by `kill -9` before so many statements were sent, COMMIT counted as one, or ends well before.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django


def main(database: str, version: str, at: str, statements: str) -> None:
    django.setup()
    from django.db import connection

    from workflow.services.migrate_cases import migrate_some

    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    left, commit = [int(statements)], connection.commit

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute: Callable[..., Any], *args: Any) -> Any:
        count()
        return execute(*args)

    def counted_commit() -> None:
        count()
        commit()

    connection.commit = counted_commit  # type: ignore[method-assign]
    with connection.execute_wrapper(counted):
        while migrate_some(version=int(version), now=datetime.fromisoformat(at)):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
