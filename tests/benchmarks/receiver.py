"""A connected system that says yes to everything, at once or after a pause; a process of its own."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_YES = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


class _Receiver(asyncio.Protocol):
    """Just enough of HTTP for requests that tell their length."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            _, _, rest = bytes(self._received[:end]).lower().partition(b"content-length:")
            whole = end + 4 + int(rest.partition(b"\r\n")[0] or 0)
            if len(self._received) < whole:
                return
            del self._received[:whole]
            asyncio.get_running_loop().call_later(self._pause, self._transport.write, _YES)


@contextmanager
def running_receiver(pause: float = 0.0) -> Iterator[str]:
    """Its address."""
    context = multiprocessing.get_context("spawn")
    ports: Any = context.Queue()
    process = context.Process(target=_serve, args=(pause, ports), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ports.get(timeout=120)}/"
    finally:
        process.kill()
        process.join()


def _serve(pause: float, ports: Any) -> None:
    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: _Receiver(pause), "127.0.0.1", 0)
        ports.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())
