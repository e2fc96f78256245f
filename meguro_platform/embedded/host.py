"""All processes of one host of a real ward, kept alive together: `deploy/start-host --now 2 --slow 1`.

Database, broker and cache run elsewhere; addresses and secrets come from the environment (docs/operations.md).
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from meguro_platform.embedded.demo import Stopped, stop_on_signals
from meguro_platform.embedded.folder import data_folder
from meguro_platform.embedded.forked import import_product
from meguro_platform.embedded.processes import sweep, web, worker
from meguro_platform.embedded.shell import say
from meguro_platform.embedded.supervisor import Child, Supervisor

SETTINGS = "meguro_platform.settings.production"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes; returns the exit status."""
    options = _parser().parse_args(arguments)
    stop_on_signals()
    import_product({"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS)})
    supervisor = Supervisor()
    try:
        for child in _children(options, data_folder()):
            supervisor.start(child)
        say(f"Running: {', '.join(child.name for child in supervisor.children)}")
        while True:
            supervisor.look()
            time.sleep(0.3)
    except Stopped as stopped:
        return stopped.status
    finally:
        supervisor.stop()


def _children(options: argparse.Namespace, data: Path) -> Iterator[Child]:
    yield web(data, options.bind, {"WEB_CONCURRENCY": str(options.web)})
    for queue, threads, count in (("now", 4, options.now), ("slow", 1, options.slow)):
        for number in range(1, count + 1):
            yield worker(data, queue, threads, name=f"{queue}-{number}")
    yield sweep(data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="start-host", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--bind", default="127.0.0.1:8000", help="where the web server listens, behind the proxy")
    parser.add_argument("--web", type=int, default=2, help="processes of the web server")
    parser.add_argument("--now", type=int, default=2, help="workers for what somebody waits for")
    parser.add_argument("--slow", type=int, default=1, help="workers for documents and imports")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
