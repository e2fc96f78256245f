"""People who come to a web server at moments of their own, whether it is ready for them or not."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_PATIENCE = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person and what he opens."""

    at: float
    """Seconds after the beginning."""
    cookie: str
    slip: str
    number: str
    """Is on his slip and on no other."""
    pdf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, and after how long."""

    kind: str
    seconds: float
    status: int
    right: bool
    """Whether it is what he asked for: his own, and nobody else's."""


def visits(port: int, readers: Sequence[Reader], results: Any) -> None:
    """All of them, in one event loop; every answer goes to `results`."""
    results.put(asyncio.run(_all(port, readers)))


async def _all(port: int, readers: Sequence[Reader]) -> list[Answer]:
    began = time.perf_counter() + 1
    found = await asyncio.gather(*(_visit(port, reader, began) for reader in readers))
    return [answer for of_one in found for answer in of_one]


async def _visit(port: int, reader: Reader, began: float) -> list[Answer]:
    await asyncio.sleep(max(0, began + reader.at - time.perf_counter()))
    wanted = [("slip", f"/documents/{reader.slip}/"), ("list", "/documents/")]
    if reader.pdf:
        wanted.append(("pdf", f"/documents/{reader.slip}/pdf/"))
    return [await _answer(port, reader, kind, path) for kind, path in wanted]


async def _answer(port: int, reader: Reader, kind: str, path: str) -> Answer:
    """A connection for each, as behind a proxy that keeps none."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE):
            content = await _get(port, path, reader.cookie)
    except (OSError, TimeoutError):
        content = b""
    seconds = time.perf_counter() - began
    head, _, body = content.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/") else 0
    own = body.startswith(b"%PDF-") if kind == "pdf" else reader.number.encode() in body
    return Answer(kind=kind, seconds=seconds, status=status, right=status == 200 and own)


async def _get(port: int, path: str, cookie: str) -> bytes:
    incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: sessionid={cookie}", "Connection: close", "", "")
        outgoing.write("\r\n".join(lines).encode())
        return await incoming.read()
    finally:
        outgoing.close()
