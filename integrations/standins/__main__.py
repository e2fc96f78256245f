"""Run one stand-in system: `python -m integrations.standins access-control --ledger FILE --secret-env NAME`.

Prints `READY http://127.0.0.1:PORT` once it listens. `--port 0` takes any free port.
"""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from integrations.signing import is_usable_secret
from integrations.standins.callbacks import send_for_ever
from integrations.standins.desk import Desk
from integrations.standins.faults import Faults
from integrations.standins.ledger import Ledger
from integrations.standins.server import Server, parsed_fault
from integrations.standins.systems import SYSTEMS, System


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C; 2 when the secret is missing."""
    options = _parser().parse_args(arguments)
    secrets = tuple(os.environ.get(options.secret_env, "").split())
    if not secrets or not all(is_usable_secret(secret) for secret in secrets):
        print(f"{options.secret_env}: put a secret such as whsec_<base64 of 24 bytes or more> here.", file=sys.stderr)
        return 2
    ledger = Ledger(options.ledger)
    desk = Desk(system=_system(options.name), ledger=ledger, secrets=secrets, callback_after=options.callback_after)
    server = Server(port=options.port, desk=desk, faults=Faults(tuple(options.fault)))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if options.callback:
        send = threading.Thread(
            target=send_for_ever,
            args=(ledger,),
            kwargs={"url": options.callback, "secret": secrets[0], "stop": stop},
            daemon=True,
        )
        send.start()
    print(f"READY http://127.0.0.1:{server.server_address[1]}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m integrations.standins", description="An invented system of the ward."
    )
    parser.add_argument("name", choices=[name for system in SYSTEMS for name in (system.slug, system.name)])
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--ledger", type=Path, required=True, help="file that keeps what was done")
    parser.add_argument("--secret-env", required=True, help="environment variable that holds the shared secret")
    parser.add_argument("--callback", default="", help="address that takes this system's messages")
    parser.add_argument("--callback-after", type=float, default=2.0, help="seconds between an order and its message")
    parser.add_argument(
        "--fault", type=parsed_fault, action="append", default=[], help='e.g. {"kind":"error","times":2}'
    )
    return parser


def _system(name: str) -> System:
    return next(system for system in SYSTEMS if name in (system.slug, system.name))


if __name__ == "__main__":
    sys.exit(main())
