"""Keeps one private PostgreSQL alive as long as somebody uses it.

    python -m meguro_platform.embedded.keeper DATA_FOLDER [quick]

Every user holds a shared lock on `users.lock`, and the kernel lets go of it however the user ends. So the keeper needs
no counting: when it gets that lock alone, nobody is left, and it shuts the server down. A server that dies is started
again.
"""

import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from meguro_platform.embedded.binaries import choose
from meguro_platform.embedded.server import Server, ServerFailedError

USERS_LOCK = "users.lock"
KEEPER_LOCK = "keeper.lock"
LOOK_EVERY = 0.1
"""Seconds between two looks at the server and at its users."""
ATTEMPTS = 50
"""How often a server is started again that finds the processes of a killed one still ending."""


def keep(server: Server) -> None:
    """Run the server until its last user has gone. Raises ServerFailedError when it does not start."""
    process = _start(server)
    print("ready", flush=True)
    with (server.data / USERS_LOCK).open("w") as users:
        while not _alone(users):
            if process.poll() is not None:
                process = _start(server)
            time.sleep(LOOK_EVERY)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _alone(users: IO[str]) -> bool:
    """Whether the users' lock could be taken alone; it is kept then, so that nobody comes in while we close."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(server: Server) -> subprocess.Popen[bytes]:
    """Start the server; while the processes of a killed one are still ending, try again."""
    for _ in range(ATTEMPTS):
        process = server.start()
        try:
            server.wait_until_ready(process)
        except ServerFailedError:
            if not server.has_predecessor():
                raise
            time.sleep(LOOK_EVERY)
        else:
            return process
    raise ServerFailedError(f"PostgreSQL died and does not come back:\n{server.last_words()}")


def main(arguments: list[str]) -> None:
    """Take the keeper's place, or leave it to the one who has it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the users decide when it is over
    data = Path(arguments[0])
    with (data / KEEPER_LOCK).open("w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        server = Server(data=data, binaries=choose(data), quick="quick" in arguments)
        try:
            server.prepare()
            keep(server)
        except ServerFailedError as problem:
            print(problem, flush=True)
            sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
