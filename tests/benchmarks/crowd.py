"""People who come to a web server at moments of their own, whether it is ready for them or not."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.progress import say

_PATIENCE, _SAID_EVERY = 60.0, 15.0
MOST_WAITING = 4 * _PATIENCE
"""Seconds after which everybody who has come has given up on all three answers."""


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
    began, answers = time.perf_counter() + 1, list[Answer]()
    telling = asyncio.create_task(_tell(answers, began))
    await asyncio.gather(*(_visit(port, reader, began, answers) for reader in readers))
    telling.cancel()
    return answers


async def _tell(answers: Sequence[Answer], began: float) -> None:
    while True:
        await asyncio.sleep(_SAID_EVERY)
        slowest = max((answer.seconds for answer in answers), default=0)
        wrong = sum(not answer.right for answer in answers)
        say(
            f"{time.perf_counter() - began:.0f} s: {len(answers):,} answers, {wrong} wrong, the slowest {slowest:.2f} s"
        )


async def _visit(port: int, reader: Reader, began: float, answers: list[Answer]) -> None:
    await asyncio.sleep(max(0, began + reader.at - time.perf_counter()))
    wanted = [("slip", f"/documents/{reader.slip}/"), ("list", "/documents/")]
    if reader.pdf:
        wanted.append(("pdf", f"/documents/{reader.slip}/pdf/"))
    for kind, path in wanted:
        answers.append(await _answer(port, reader, kind, path))


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
