"""A real RabbitMQ and a real Redis in a folder of their own, for one test."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from meguro_platform.embedded.ports import free_port
from tests.support.machine import wait_until

RABBIT = Path("/usr/lib/rabbitmq/bin")
SECONDS = 60.0


@dataclass(kw_only=True)
class Rabbit:
    """A broker that can be stopped and started again with what it kept."""

    folder: Path
    port: int
    environment: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        log = self.folder / "out.log"
        with log.open("wb") as out:
            command = [RABBIT / "rabbitmq-server"]
            self.process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=out)
        assert wait_until(lambda: b"Server startup complete" in log.read_bytes(), SECONDS), log.read_text()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    def forget(self) -> None:
        """While it is stopped: nothing it kept is there any more, no queue and no message."""
        shutil.rmtree(self.folder / "data")

    def queues(self) -> dict[str, str]:
        """Name and type of every queue."""
        command = [str(RABBIT / "rabbitmqctl"), "--silent", "list_queues", "name", "type"]
        told = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout
        return dict(line.split("\t") for line in told.splitlines() if line.count("\t") == 1)


@contextmanager
def running_rabbit(folder: Path) -> Iterator[Rabbit]:
    """Skips the test where RabbitMQ is missing, unless everything is required."""
    _demand(RABBIT / "rabbitmq-server", "apt-get install -y rabbitmq-server")
    folder.mkdir()
    port, names = free_port(), free_port()
    (folder / "conf").write_text(f"listeners.tcp.1 = 127.0.0.1:{port}\nlog.console = true\nlog.file = false\n")
    (folder / "plugins").write_text("[].\n")
    environment = {
        **os.environ,
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"test{port}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_CONF_ENV_FILE": os.devnull,
    }
    rabbit = Rabbit(folder=folder, port=port, environment=environment)
    try:
        rabbit.start()
        yield rabbit
    finally:
        rabbit.stop()
        with suppress(FileNotFoundError):  # Erlang leaves its name server behind
            subprocess.run(["epmd", "-port", str(names), "-kill"], env=environment, capture_output=True, check=False)


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """The address of a Redis that keeps nothing."""
    _demand(Path(shutil.which("redis-server") or "/usr/bin/redis-server"), "apt-get install -y redis-server")
    folder.mkdir()
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


def _demand(program: Path, line: str) -> None:
    if program.exists():
        return
    reason = f"{program} is missing; type: {line}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
