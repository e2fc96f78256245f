"""Reads the environment once and says clearly what is wrong with it."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import parse_qsl, unquote, urlsplit


class EnvironmentInvalidError(Exception):
    """A variable of the environment is missing or can't be understood."""


def text(name: str, default: str | None = None) -> str:
    """The variable's value. Raises EnvironmentInvalidError when it is missing and there is no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise EnvironmentInvalidError(f"{name} is not set; production needs it (docs/operations.md lists all)")
    return value


def number(name: str, default: int) -> int:
    """A whole number from zero. Raises EnvironmentInvalidError for anything else."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise EnvironmentInvalidError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """The values of a comma-separated variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """The addresses and networks of a comma-separated variable. Raises EnvironmentInvalidError for anything else."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as problem:
        raise EnvironmentInvalidError(f"{name} must hold addresses or networks like 10.0.0.0/8: {problem}") from None


def database(url: str) -> dict[str, object]:
    """Django's description of a database given as `postgresql://user:password@host:port/name?option=value`.

    A socket directory is given as libpq takes it: `postgresql://user@/name?host=/run/postgresql`. Raises
    EnvironmentInvalidError for anything that is not PostgreSQL.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentInvalidError(
            "DATABASE_URL must look like postgresql://user:password@host:5432/name (only PostgreSQL is supported)"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "OPTIONS": options,
    }
