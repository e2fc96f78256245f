"""Run an invented system of the ward.

    python -m integrations.standins access-control --ledger FILE --secret-env NAME

Prints `READY ADDRESS` once it listens. Port 0 takes any free port.
"""

import argparse
import os
import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from integrations.standins.server import parsed_fault
from integrations.standins.start import NAMES, SecretUnusable, StandIn, start


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C; 2 when a secret is missing."""
    options = _parser().parse_args(arguments)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    with ExitStack() as stop:
        try:
            address = start(_from_options(options), stop)
        except SecretUnusable as problem:
            print(f"{options.secret_env}: {problem}", file=sys.stderr)
            return 2
        print(f"READY {address}", flush=True)
        stopped.wait()
    return 0


def _from_options(options: argparse.Namespace) -> StandIn:
    return StandIn(
        name=options.name,
        storage=str(options.ledger),
        secret=os.environ.get(options.secret_env, ""),
        port=options.port,
        smtp_port=options.smtp_port,
        callback=options.callback,
        callback_after=options.callback_after,
        faults=tuple(options.fault),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m integrations.standins", description="An invented system of the ward."
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--smtp-port", type=int, default=0, help="of the mail system; --port shows what came")
    parser.add_argument("--ledger", type=Path, help="file that keeps what was done; of the SFTP server its folder")
    parser.add_argument("--secret-env", default="", help="environment variable that holds the shared secret")
    parser.add_argument("--callback", default="", help="address that takes this system's messages")
    parser.add_argument("--callback-after", type=float, default=2.0, help="seconds between an order and its message")
    parser.add_argument(
        "--fault", type=parsed_fault, action="append", default=[], help='e.g. {"kind":"error","times":2}'
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
