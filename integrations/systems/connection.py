"""Where a connected system is and how we prove who we are, as the administrator's settings say.

Which parts are needed depends on the kind of connector; `integrations.selectors.connections` checks it.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """OAuth2 client credentials: a token is fetched from `token_url` and sent with every call."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """Files in PEM. `authority` replaces the machine's own list; `certificate` and `key` show who we are."""

    authority: str = ""
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One connected system as the administrator set it up."""

    system: str
    url: str = ""
    """http(s)://host/…, sftp://host:22, smtp(s)://host:25, postgresql://host:5432/name; empty for a folder."""
    folder: str = ""
    """Of a watched folder: an absolute path."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Standard Webhooks secrets: the first signs, every one is accepted from the system."""
    timeout: timedelta
    """The longest a call may take; a definition can ask for less."""
    allow: tuple[Network, ...] = ()
    """Ranges that are refused otherwise (loopback, link-local …) and allowed to this connection."""
    rate: float = 0
    """Most calls per second; 0 for no limit."""
    at_once: int = 16
    """Most calls on their way at the same time, from all workers together."""
    oauth: OAuth | None = None
    tls: Tls | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    private_key: str = ""
    """File of an SSH key."""
    host_keys: tuple[str, ...] = ()
    """Pinned SSH host keys: `ssh-ed25519 AAAA…`."""
    known_hosts: str = ""
    """File of pinned host keys, as OpenSSH writes it; instead of `host_keys`."""
    sender: str = ""
    """From-address of mails."""
    page: str = ""
    """Where people work with the system in their browser; the portal links there."""
