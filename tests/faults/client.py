"""A program that uses the interface while the product is being killed, and keeps its own record of what it was told."""

import http.client
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

_PATIENCE = 180.0
"""Seconds after which a command that is never answered is given up."""
_PAUSE = 0.5


class Journal:
    """What was sent and what was acknowledged, on disk before anything else happens (fsync)."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self.path = path

    def write(self, **entry: object) -> None:
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def entries(self, kind: str) -> list[dict[str, Any]]:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [entry for line in lines if (entry := json.loads(line))["kind"] == kind]


class RefusedError(Exception):
    """The product said no; in these stories it never should."""


@dataclass(slots=True, kw_only=True)
class Client:
    """Sends commands until they are answered, each under its idempotency key."""

    port: int
    journal: Journal
    unanswered: int = field(default=0)
    """How often an answer did not come and the command was sent again."""

    def command(self, path: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        """Send one command and insist. Raises RefusedError."""
        key = uuid4().hex
        self.journal.write(kind="sent", key=key, path=path, body=body)
        status, answer = self._insist("POST", path, body, token, key)
        if status >= http.client.BAD_REQUEST:
            raise RefusedError(f"{path}: {status} {answer}")
        self.journal.write(kind="acknowledged", key=key, path=path, body=body, answer=answer)
        return answer

    def look(self, path: str, token: str) -> dict[str, Any]:
        """Read something. Raises RefusedError."""
        status, answer = self._insist("GET", path, None, token, "")
        if status >= http.client.BAD_REQUEST:
            raise RefusedError(f"{path}: {status} {answer}")
        return answer

    def _insist(
        self, method: str, path: str, body: dict[str, Any] | None, token: str, key: str
    ) -> tuple[int, dict[str, Any]]:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            answered = self._once(method, path, body, token, key)
            if answered is not None:
                return answered
            self.unanswered += 1
            time.sleep(_PAUSE)
        raise RefusedError(f"{path}: no answer in {_PATIENCE:.0f} s")

    def _once(
        self, method: str, path: str, body: dict[str, Any] | None, token: str, key: str
    ) -> tuple[int, dict[str, Any]] | None:
        """One try; None when nobody knows whether it was carried out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
        try:
            connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers)
            response = connection.getresponse()
            content = response.read()
            if response.status >= http.client.INTERNAL_SERVER_ERROR:
                return None
            return response.status, json.loads(content)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()
