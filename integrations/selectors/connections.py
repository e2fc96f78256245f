"""Which systems are connected, where they are and how they sign: read from the settings, never from definitions.

`CONNECTED_SYSTEMS = {"入退室": {"url": "https://…", "secret": "whsec_…", "timeout": 30}}`. `secret` may hold several,
separated by blanks, while a key is being changed: the first signs, every one is accepted from the system.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

from forms.spec import Text
from integrations.errors import ConnectionInvalidError, ConnectionMissingError
from integrations.signing import is_usable_secret

LONGEST_CALL = timedelta(minutes=5)
"""No call may take longer, whatever the definition says: it holds one of the worker's threads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One connected system as the administrator set it up."""

    system: str
    url: str
    secrets: tuple[str, ...]
    timeout: timedelta
    """The longest a call may take; a definition can ask for less."""


def connected_systems() -> tuple[str, ...]:
    """Names of all systems that have settings."""
    return tuple(settings.CONNECTED_SYSTEMS)


def connection_of(system: str) -> Connection:
    """How to reach a system. Raises ConnectionMissingError or ConnectionInvalidError."""
    try:
        options: Mapping[str, object] = settings.CONNECTED_SYSTEMS[system]
    except KeyError:
        raise ConnectionMissingError(system) from None
    secrets = tuple(str(options.get("secret", "")).split())
    url = str(options.get("url", ""))
    timeout = options.get("timeout", LONGEST_CALL.total_seconds())
    if not _is_address(url):
        raise ConnectionInvalidError(system, _URL)
    if not secrets or not all(is_usable_secret(secret) for secret in secrets):
        raise ConnectionInvalidError(system, _SECRET)
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise ConnectionInvalidError(system, _TIMEOUT)
    longest = min(timedelta(seconds=timeout), LONGEST_CALL)
    return Connection(system=system, url=url, secrets=secrets, timeout=longest)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def problems_of_connections() -> list[Text]:
    """What is wrong with the settings of connected systems; empty when every one is usable."""
    found = []
    for system in connected_systems():
        try:
            connection_of(system)
        except ConnectionInvalidError as problem:
            found.append(problem.text)
    return found


_URL = Text(
    ja="url に http:// か https:// で始まる宛先を書いてください。",
    en="url must be an address that begins with http:// or https://.",
)
_SECRET = Text(
    ja="secret に whsec_ で始まる鍵(24バイト以上のBase64)を書いてください。",
    en="secret must be whsec_ and the base64 of at least 24 bytes.",
)
_TIMEOUT = Text(
    ja="timeout には待つ秒数(0より大きい数)を書いてください。",
    en="timeout must be a number of seconds above zero.",
)
