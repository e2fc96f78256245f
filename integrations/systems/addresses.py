"""Which addresses may be called: those of the network out there, never this machine or what only it can see.

Whoever can write a setting or answer a name server could otherwise make the platform ask its own machine, a
neighbour on the link or a cloud's metadata service on his behalf. The rule is about the number that is connected to,
not about how it was written, so tricks of spelling (decimal, octal, mapped into IPv6) meet the same rule.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from integrations.systems.connection import Network

Address: TypeAlias = IPv4Address | IPv6Address

_REMEMBERED = 1_000
"""Answers that are kept: every call asks about the same few addresses."""
_CLOSED = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32",
        "::/128", "::1/128", "fe80::/10", "fec0::/10", "ff00::/8", "100::/64", "2001:db8::/32", "fd00:ec2::254/128",
    )
)  # fmt: skip
"""Loopback, link-local with the metadata services, multicast, documentation, reserved. Private networks (10/8,
172.16/12, 192.168/16, fc00::/7) are where a ward's systems are; they are open."""
_MAPPED = (ip_network("::ffff:0:0/96"), ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("::/96"))
_6TO4, _TEREDO = ip_network("2002::/16"), ip_network("2001::/32")


def is_allowed(address: str, allow: Iterable[Network]) -> bool:
    """Whether this address may be connected to. An IPv4 address in the clothes of IPv6 is judged as what it is."""
    return _is_allowed(address, tuple(allow))


@lru_cache(_REMEMBERED)
def _is_allowed(address: str, allow: tuple[Network, ...]) -> bool:
    try:
        found = _bare(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if any(found in network for network in allow if network.version == found.version):
        return True
    return not any(found in network for network in _CLOSED if network.version == found.version)


def _bare(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.is_loopback or address.is_unspecified:
        return address
    if any(address in network for network in _MAPPED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    if address in _TEREDO:
        return IPv4Address(~int(address) & 0xFFFFFFFF)
    return address


def parsed_url(url: str, schemes: Iterable[str]) -> SplitResult | None:
    """The parts of an address of the settings; None for one that two programs could read in two ways.

    Refused are users and passwords in it, blanks, control characters, backslashes, other characters than ASCII, and
    numbers as host names (2130706433, 0x7f.1, 017700000001), which some programs read as addresses.
    """
    return _parsed_url(url, frozenset(schemes))


@lru_cache(_REMEMBERED)
def _parsed_url(url: str, schemes: frozenset[str]) -> SplitResult | None:
    if not url.isascii() or any(character <= " " or character in "\\\x7f@" for character in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in schemes or not host or port == 0 or parts.fragment or parts.query:
        return None
    return parts if _is_host(host) else None


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
        return "%" not in host
    except ValueError:
        pass
    labels = host.rstrip(".").split(".")
    if not all(label and label.replace("-", "").replace("_", "").isalnum() for label in labels):
        return False
    return not labels[-1][0].isdigit()
