"""The processes of the embedded default, written out: what `bootstrap.py run` starts and with which command."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.ports import listen, port_of
from meguro_platform.embedded.stand_ins import SENDER, neighbours
from meguro_platform.embedded.supervisor import Child

TABLES = ("migrate", "--verbosity", "0")
OPENING = (PROJECT / "manage.py", "open_ward", "--skip-checks", "--play")
"""The first makes the tables; the second makes the ward ready and plays a case through it.

The second runs while the servers are already starting; its exit status is the verdict of `run --once`. Django's checks
of the project cost half a second and are made once, with the tables.
"""

OPEN = "The ward is open."
"""What the second command says before the case: the workers may start."""


WORKERS = (
    ("now", 4),
    ("slow", 1),
)
"""Queues and how many things each worker does at once; threads, so that a worker is one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that runs beside the database, and the environment that all of it shares."""

    listener: socket.socket
    """Where the web server takes requests."""
    servers: tuple[Child, ...]
    """What answers: the web server and the stand-in systems."""
    workers: tuple[Child, ...]
    """What works on cases; it starts when the ward is ready, because it would take the work of a case being played."""
    environment: Mapping[str, str]

    @property
    def port(self) -> int:
        """The web server's port."""
        return port_of(self.listener)


def plan(data: Path, wanted_port: int) -> Plan:
    """Choose ports and secrets and write down each process."""
    listener = listen(wanted_port)
    outside = neighbours(data, port_of(listener))
    host, mail_port = outside.mail_server
    shared = {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "meguro_platform.settings.development"),
        "MEGURO_CONNECTED_SYSTEMS": json.dumps(outside.connected_systems, ensure_ascii=False),
        "MEGURO_MAIL_HOST": host,
        "MEGURO_MAIL_PORT": str(mail_port),
        "MEGURO_MAIL_FROM": SENDER,
        "MEGURO_PUBLIC_URL": f"http://{host}:{port_of(listener)}",
    }
    changed = data / "connected-systems.json"
    if changed.exists():  # somebody has connected something otherwise
        shared["MEGURO_CONNECTED_SYSTEMS_FILE"] = str(changed)
    servers = (web(data, f"fd://{listener.fileno()}"), *outside.children)
    workers = (*(worker(data, queue, threads) for queue, threads in WORKERS), sweep(data))
    return Plan(listener=listener, servers=servers, workers=workers, environment=shared)


def web(data: Path, bind: str, more: Mapping[str, str] | None = None) -> Child:
    """The web server at an address of gunicorn's."""
    program = ["-m", "gunicorn", "--config", "python:meguro_platform.embedded.gunicorn_conf", "--bind", bind]
    return Child(name="web", program=program, log=data / "logs" / "web.log", more=more or {})


def worker(data: Path, queue: str, threads: int, *, name: str = "") -> Child:
    """A worker of one queue. Several of one host need a `name` each."""
    name = name or queue
    celery = ["-m", "celery", "--app", "meguro_platform.celery", "--quiet", "worker"]
    kind = ["--pool", "threads", "--concurrency", str(threads), "--queues", queue, "--hostname", f"{name}@%h"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning"]
    return Child(name=f"worker-{name}", program=[*celery, *kind, *quiet], log=data / "logs" / f"{name}.log")


def sweep(data: Path) -> Child:
    """Finds each second what is due."""
    return Child(
        name="sweep", program=[PROJECT / "manage.py", "sweep", "--skip-checks"], log=data / "logs" / "sweep.log"
    )
