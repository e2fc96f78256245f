"""Files over SFTP. The host is who the settings say by its key; a host that shows another is not spoken to."""

import contextlib
import errno
import socket
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from posixpath import dirname

import paramiko
from paramiko.sftp import CMD_CLOSE, CMD_OPENDIR, CMD_READDIR

from integrations.connectors.address import AddressRefused, pinned
from integrations.connectors.deadline import Limit, within
from integrations.connectors.place import Found, Place, leave, look_for
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.addresses import parsed_url
from integrations.systems.connection import Connection
from integrations.systems.file_message import file_message
from integrations.systems.order import Order
from integrations.systems.templates import NotFillable

_USUAL_PORT = 22
_MOST_LISTED = 10_000
_RSA = ("rsa-sha2-512", "rsa-sha2-256")


class HostKeyRefused(Exception):
    """The host's key is none of those that the settings name."""


class _Client(paramiko.SFTPClient):
    """A client that can list a folder with names in CP932: the library gives up at the first that is no UTF-8."""

    def listdir_attr(self, path: str = ".") -> list[paramiko.SFTPAttributes]:
        """Bytes that are no UTF-8 become characters that nobody can write, so such a name matches nothing."""
        _kind, opened = self._request(CMD_OPENDIR, self._adjust_cwd(path))  # type: ignore[attr-defined]
        handle = opened.get_binary()
        found: list[paramiko.SFTPAttributes] = []
        with contextlib.suppress(EOFError):  # which is how the end of a list is told
            while len(found) <= _MOST_LISTED:
                _kind, names = self._request(CMD_READDIR, handle)  # type: ignore[attr-defined]
                for _number in range(names.get_int()):
                    name, described = (names.get_binary().decode("utf-8", "surrogateescape") for _ in range(2))
                    entry = paramiko.SFTPAttributes._from_msg(names, name, described)  # type: ignore[attr-defined]
                    found.append(entry)
        self._request(CMD_CLOSE, handle)  # type: ignore[attr-defined]
        if len(found) > _MOST_LISTED:
            raise OSError(errno.EOVERFLOW, f"more than {_MOST_LISTED} files")
        return found


class SftpPlace:
    """A folder of the other side."""

    def __init__(self, client: paramiko.SFTPClient) -> None:
        self._client = client

    def files(self, folder: str) -> list[Found]:
        with contextlib.suppress(FileNotFoundError):
            return [
                Found(name=entry.filename, size=entry.st_size or 0, changed_at=entry.st_mtime or 0)
                for entry in self._client.listdir_attr(folder)
                if stat.S_ISREG(entry.st_mode or 0)
            ]
        return []

    def read(self, path: str, most: int) -> bytes | None:
        try:
            with self._client.open(path, "rb") as file:
                file.prefetch(min(file.stat().st_size or 0, most))
                return file.read(most)
        except FileNotFoundError:
            return None

    def write(self, path: str, content: bytes) -> None:
        self._make_folders(dirname(path))
        with self._client.open(path, "wb") as file:
            file.set_pipelined(True)
            file.write(content)
        if self._client.stat(path).st_size != len(content):
            raise OSError(errno.EIO, f"{path} was not written completely")

    def rename(self, old: str, new: str) -> bool:
        self._make_folders(dirname(new))
        try:
            self._client.rename(old, new)  # SFTP's own rename never replaces a file
        except OSError:
            if self._is_there(new) or not self._is_there(old):
                return False
            raise
        return True

    def remove(self, path: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._client.remove(path)

    def _is_there(self, path: str) -> bool:
        try:
            self._client.stat(path)
        except FileNotFoundError:
            return False
        return True

    def _make_folders(self, folder: str) -> None:
        if folder in ("", ".") or self._is_there(folder):
            return
        self._make_folders(dirname(folder))
        try:
            self._client.mkdir(folder)
        except OSError:
            if not self._is_there(folder):  # else somebody made it in this moment
                raise


class SftpConnector:
    """Leaves files on the host of the connection; a connection of its own for each order."""

    def deliver(self, order: Order) -> Reply | NoReply:
        """Write, rename, and say that it is complete."""
        try:
            file = file_message(order)
            seconds = order.timeout.total_seconds()
            with within(seconds) as limit, sftp_place(order.connection, seconds, limit) as place:
                return leave(place, file, call=order.call.id)
        except Exception as problem:
            return sftp_trouble(problem)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Look whether it is there."""
        try:
            file = file_message(order)
            seconds = order.timeout.total_seconds()
            with within(seconds) as limit, sftp_place(order.connection, seconds, limit) as place:
                return look_for(place, file)
        except Exception as problem:
            return sftp_trouble(problem)


@contextmanager
def sftp_place(connection: Connection, seconds: float, limit: Limit | None = None) -> Iterator[Place]:
    """The host of a connection, logged in: it has to answer within `seconds` each time, and `limit` may end it all.

    Raises what `sftp_trouble` understands.
    """
    parts = parsed_url(connection.url, ("sftp",))
    if parts is None:
        raise ValueError(connection.url)
    port = parts.port or _USUAL_PORT
    address = pinned(parts.hostname or "", port, connection.allow)
    with socket.create_connection((address, port), timeout=seconds) as wire:
        transport = paramiko.Transport(wire)
        if limit is not None:
            limit.hang_up = transport.close
        try:
            _log_in(transport, connection, _known_keys(connection, parts.hostname or "", port), seconds)
            client = _Client.from_transport(transport)
            assert client is not None
            client.get_channel().settimeout(seconds)  # type: ignore[union-attr]
            if parts.path.strip("/"):
                client.chdir(parts.path)
            yield SftpPlace(client)
        finally:
            transport.close()


def _known_keys(connection: Connection, host: str, port: int) -> set[tuple[str, str]]:
    """The pinned keys with their kinds. Raises HostKeyRefused when there are none for this host."""
    known = {(kind, key) for kind, key in (written.split()[:2] for written in connection.host_keys)}
    if connection.known_hosts:
        name = host if port == _USUAL_PORT else f"[{host}]:{port}"
        listed: Mapping[str, paramiko.PKey] = paramiko.HostKeys(connection.known_hosts).lookup(name) or {}
        known |= {(kind, key.get_base64()) for kind, key in listed.items()}
    if not known:
        raise HostKeyRefused(f"no key of {host} in {connection.known_hosts}")
    return known


def _log_in(transport: paramiko.Transport, connection: Connection, known: set[tuple[str, str]], seconds: float) -> None:
    """The host first, then us: a password is never shown to a host that is not the right one."""
    kinds = {kind for kind, _ in known}
    transport.get_security_options().key_types = [
        kind for name in sorted(kinds) for kind in (_RSA if name == "ssh-rsa" else (name,))
    ]
    transport.banner_timeout = transport.auth_timeout = seconds
    transport.start_client(timeout=seconds)
    shown = transport.get_remote_server_key()
    if (shown.get_name(), shown.get_base64()) not in known:
        raise HostKeyRefused(f"{shown.get_name()} {shown.get_base64()}")
    if connection.private_key:
        transport.auth_publickey(connection.user, paramiko.PKey.from_path(connection.private_key))
    else:
        transport.auth_password(connection.user, connection.password)


def sftp_trouble(problem: Exception) -> NoReply:
    """What went wrong, as a value; what is no trouble of the way is raised again."""
    match problem:
        case NotFillable():
            return no_reply(Trouble.UNFIT, problem.text.ja)
        case AddressRefused():
            return no_reply(Trouble.NOT_ALLOWED, problem)
        case HostKeyRefused() | paramiko.ssh_exception.IncompatiblePeer():
            return no_reply(Trouble.UNTRUSTED, problem)
        case paramiko.AuthenticationException():
            return no_reply(Trouble.DENIED, problem)
        case TimeoutError():
            return no_reply(Trouble.TIMED_OUT, problem)
        case ConnectionError() | socket.gaierror():
            return no_reply(Trouble.UNREACHABLE, problem)
        case paramiko.SSHException() | EOFError() | OSError():
            return no_reply(Trouble.CUT_OFF, problem)
        case ValueError():
            return no_reply(Trouble.NOT_CONNECTED, problem)
        case _:
            raise problem
