"""Looks a host up once and pins it to one address that may be called."""

import socket
from collections.abc import Iterable

from integrations.systems.addresses import is_allowed
from integrations.systems.connection import Network


class AddressRefused(Exception):
    """None of the host's addresses may be called."""


def pinned(host: str, port: int, allow: Iterable[Network]) -> str:
    """The address to connect to, as numbers; whoever connects uses it and never the name again.

    A second look-up could be answered otherwise (DNS rebinding). Raises AddressRefused, and OSError when nobody knows
    the host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = tuple(allow)
    for address in addresses:
        if is_allowed(address, allowed):
            return address
    raise AddressRefused(f"{host}: {', '.join(addresses)}")
