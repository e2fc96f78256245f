"""A watched folder: files left in, or taken from, a folder of this machine or of a share that it has mounted."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import basename, dirname

from integrations.connectors.place import Found, Place, leave, look_for
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.connection import Connection
from integrations.systems.file_message import file_message
from integrations.systems.order import Order
from integrations.systems.templates import NotFillable

_PLAIN = os.O_NOFOLLOW | os.O_NONBLOCK
"""No link, and no waiting for whoever is at the other end of a pipe."""


class FolderPlace:
    """A folder of the file system; links in it are never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def _folder(self, folder: str) -> Path:
        """Raises OSError for one that is, or lies behind, a link that leads out."""
        target = self._root / folder
        if not target.resolve().is_relative_to(self._root):
            raise OSError(errno.ELOOP, f"{folder} leads out of the folder")
        return target

    def _inside(self, path: str) -> Path:
        return self._folder(dirname(path)) / basename(path)

    def files(self, folder: str) -> list[Found]:
        with contextlib.suppress(FileNotFoundError), os.scandir(self._folder(folder)) as entries:
            return [
                Found(name=entry.name, size=state.st_size, changed_at=state.st_mtime)
                for entry in entries
                if stat.S_ISREG((state := entry.stat(follow_symlinks=False)).st_mode)
            ]
        return []

    def read(self, path: str, most: int) -> bytes | None:
        try:
            descriptor = os.open(self._inside(path), os.O_RDONLY | _PLAIN)
        except FileNotFoundError:
            return None
        with open(descriptor, "rb") as file:
            return file.read(most) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None

    def write(self, path: str, content: bytes) -> None:
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _PLAIN
        with open(os.open(target, flags, 0o660), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, old: str, new: str) -> bool:
        source, target = self._inside(old), self._inside(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target, follow_symlinks=False)  # unlike a rename it never replaces a file
        except (FileExistsError, FileNotFoundError):
            return False
        except OSError:
            return self._rename_without_links(source, target)
        os.unlink(source)
        _sync(target.parent)
        return True

    def remove(self, path: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._inside(path))

    @staticmethod
    def _rename_without_links(old: Path, new: Path) -> bool:
        """For shares that have no hard links."""
        if new.exists():
            return False
        os.rename(old, new)
        return True


class FolderConnector:
    """Leaves files in the folder of the connection."""

    def deliver(self, order: Order) -> Reply | NoReply:
        """Write, rename, and say that it is complete."""
        try:
            with folder_place(order.connection) as place:
                return leave(place, file_message(order), call=order.call.id)
        except Exception as problem:
            return folder_trouble(problem)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Look whether it is there."""
        try:
            with folder_place(order.connection) as place:
                return look_for(place, file_message(order))
        except Exception as problem:
            return folder_trouble(problem)


@contextmanager
def folder_place(connection: Connection) -> Iterator[Place]:
    """The folder of a connection. Raises FileNotFoundError when it is not there: a share that is not mounted."""
    root = Path(connection.folder)
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is no folder")
    yield FolderPlace(root)


def folder_trouble(problem: Exception) -> NoReply:
    """What went wrong, as a value; what is no trouble of the way is raised again."""
    match problem:
        case NotFillable():
            return no_reply(Trouble.UNFIT, problem.text.ja)
        case OSError():
            return no_reply(Trouble.UNREACHABLE, problem)
        case _:
            raise problem


def _sync(folder: Path) -> None:
    """Make the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
