"""A real SFTP server of another make than our client, in a thread of the test."""

import asyncio
import threading
from pathlib import Path

import asyncssh


class _Door(asyncssh.SSHServer):
    def __init__(
        self, user: str, password: str, connections: list[asyncssh.SSHServerConnection], logins: list[str]
    ) -> None:
        self._login = (user, password)
        self._connections = connections
        self._logins = logins

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connections.append(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        self._logins.append(password)
        return (username, password) == self._login


class SftpServer:
    """Serves a folder to one user."""

    user, password = "meguro", "open sesame"

    def __init__(self, folder: Path, serves: type[asyncssh.SFTPServer] = asyncssh.SFTPServer) -> None:
        self._serves = serves
        self._key = asyncssh.generate_private_key("ssh-ed25519")
        self.logins: list[str] = []
        """Passwords that were shown."""
        self._connections: list[asyncssh.SSHServerConnection] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(folder), self._loop).result(10)
        self.port = self._server.get_port()

    @property
    def host_key(self) -> str:
        """As settings write it."""
        return self._key.export_public_key().decode().strip()

    async def _start(self, folder: Path) -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[self._key],
            server_factory=lambda: _Door(self.user, self.password, self._connections, self.logins),
            sftp_factory=lambda channel: self._serves(channel, chroot=str(folder).encode()),
        )

    def close(self) -> None:
        """Stop serving."""

        async def stop() -> None:
            self._server.close()
            await self._server.wait_closed()
            for connection in self._connections:
                connection.abort()
                await connection.wait_closed()
            if ending := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(ending, timeout=1)  # what closes the files that were open
            while rest := asyncio.all_tasks() - {asyncio.current_task()}:
                for task in rest:
                    task.cancel()
                await asyncio.wait(rest, timeout=5)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
