"""人事給与: an SFTP server. The month's files lie in `outgoing`, with control and done file; `incoming` takes ours.

The organisation lies in `personnel`, three files with their done files for each day.

Its host key is made at the first start; `known_hosts` beside the folder names it, as the settings want it.
"""

import asyncio
import threading
from pathlib import Path

import asyncssh

FOLDERS = ("outgoing", "incoming", "personnel")


class _Door(asyncssh.SSHServer):
    """Lets in whoever knows the password."""

    def __init__(self, user: str, password: str) -> None:
        self._login = (user, password)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == self._login


class Payroll:
    """The server, in a thread of its own."""

    name = "人事給与"

    def __init__(self, *, folder: Path, user: str, password: str) -> None:
        self._folder = folder
        self._login = (user, password)
        self._loop = asyncio.new_event_loop()

    def listen(self, port: int) -> int:
        """Serve on a port of the loopback address (0 takes any); the port."""
        for name in FOLDERS:
            (self._folder / "files" / name).mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        server = asyncio.run_coroutine_threadsafe(self._start(port), self._loop).result(20)
        taken = server.get_port()
        public = self._key().export_public_key().decode().strip()
        (self._folder / "known_hosts").write_text(f"[127.0.0.1]:{taken} {public}\n")
        return taken

    async def _start(self, port: int) -> asyncssh.SSHAcceptor:
        files = str(self._folder / "files").encode()
        return await asyncssh.listen(
            "127.0.0.1",
            port,
            server_host_keys=[self._key()],
            server_factory=lambda: _Door(*self._login),
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=files),
        )

    def _key(self) -> asyncssh.SSHKey:
        file = self._folder / "host_key"
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            key = asyncssh.generate_private_key("ssh-ed25519")
            file.touch(0o600)
            file.write_bytes(key.export_private_key())
        return asyncssh.read_private_key(str(file))
