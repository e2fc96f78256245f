"""Messages over HTTP. Redirects and proxies of the environment are not followed: the settings name the address."""

import time
from collections.abc import Mapping
from datetime import timedelta
from types import TracebackType

import httpx2

from integrations.errors import Trouble
from integrations.message import LARGEST_BODY
from integrations.reply import NoReply, Reply

_HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "accept": "application/json",
    "accept-encoding": "identity",
}
"""Identity, because a small compressed answer could unpack to gigabytes."""
_LONGEST_DETAIL = 200


class HttpConnector:
    """One pool of connections; use it as a context manager."""

    def __init__(self) -> None:
        self._client = httpx2.Client(headers=_HEADERS, follow_redirects=False, trust_env=False)

    def __enter__(self) -> "HttpConnector":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def post(self, *, url: str, body: bytes, headers: Mapping[str, str], timeout: timedelta) -> Reply | NoReply:
        """Post and read the answer, at most `timeout` for the whole and `LARGEST_BODY` bytes and one more."""
        seconds = timeout.total_seconds()
        deadline = time.monotonic() + seconds
        try:
            with self._client.stream("POST", url, content=body, headers=dict(headers), timeout=seconds) as response:
                received = _read(response, deadline)
                names = {name.lower(): value for name, value in response.headers.items()}
                return Reply(status=response.status_code, headers=names, body=received)
        except httpx2.TimeoutException as problem:
            return _no_reply(Trouble.TIMED_OUT, problem)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as problem:
            return _no_reply(Trouble.NOT_CONNECTED, problem)
        except httpx2.ConnectError as problem:
            return _no_reply(Trouble.UNREACHABLE, problem)
        except httpx2.HTTPError as problem:
            return _no_reply(Trouble.CUT_OFF, problem)


def _read(response: httpx2.Response, deadline: float) -> bytes:
    """The body, undecoded. A receiver that trickles a byte now and then is stopped at the deadline."""
    received = bytearray()
    for chunk in response.iter_raw():
        received += chunk
        if len(received) > LARGEST_BODY:
            break
        if time.monotonic() > deadline:
            raise httpx2.ReadTimeout("the answer did not end in time", request=response.request)
    return bytes(received[: LARGEST_BODY + 1])


def _no_reply(trouble: Trouble, problem: Exception) -> NoReply:
    return NoReply(trouble, str(problem).replace("\0", "")[:_LONGEST_DETAIL])
