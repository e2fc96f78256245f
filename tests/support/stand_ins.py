"""Real stand-in systems in their own processes, for tests."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LOOPBACK = ["127.0.0.0/8"]
"""What a connection to a stand-in must allow."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stand-in answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class RunningSystem:
    """A stand-in that listens."""

    url: str
    process: subprocess.Popen[str]

    def request(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def fault(self, **fault: object) -> None:
        """Order trouble, e.g. `kind="error", times=2`."""
        body = json.dumps(fault).encode()
        assert self.request("POST", "/faults", body, {"Content-Type": "application/json"}).status == 201

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What the system has done."""
        return list(self.request("GET", "/ledger").content["entries"])

    @property
    def callbacks(self) -> list[dict[str, Any]]:
        """The messages it owes or sent."""
        return list(self.request("GET", "/ledger").content["callbacks"])


@contextmanager
def running_system(
    name: str, ledger: Path, *arguments: str, port: int = 0, secret: str = SECRET
) -> Iterator[RunningSystem]:
    """Start a stand-in and stop it afterwards; `name` is its slug or its Japanese name."""
    command = [sys.executable, "-m", "integrations.standins", name, "--port", str(port), "--ledger", str(ledger)]
    process = subprocess.Popen(
        [*command, "--secret-env", "SYSTEM_SECRET", *arguments],
        env={**os.environ, "SYSTEM_SECRET": secret},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        word, _, url = process.stdout.readline().strip().partition(" ")
        assert word == "READY", f"the stand-in {name} did not start"
        yield RunningSystem(url, process)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
