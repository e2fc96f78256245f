"""Leaving a file at a place, whatever the place is: under another name first, then renamed, then a file that says so.

Whoever reads there never sees half a file, and a second delivery under the same key changes nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from posixpath import join
from typing import Protocol

from integrations.reply import NeverArrived, Reply
from integrations.systems.file_message import FileMessage

_DONE, _CONFLICT = 200, 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as a folder lists it."""

    name: str
    size: int
    changed_at: float
    """Seconds since 1970, by the clock of the place."""


class Place(Protocol):
    """The few things that files need; paths are relative to the connection. Trouble is raised as OSError."""

    def files(self, folder: str) -> list[Found]:
        """Plain files only: no folders, no links."""
        ...

    def read(self, path: str, most: int) -> bytes | None:
        """The content as far as it is wanted, or None when there is no such file."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write a file anew, whatever was there."""
        ...

    def rename(self, old: str, new: str) -> bool:
        """Move in one step; False when `old` is gone or `new` is there already."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file; nothing happens when it is gone."""
        ...


def leave(place: Place, file: FileMessage, *, call: str) -> Reply:
    """Leave a file. `call` names the delivery, so that two of them never share an unfinished file."""
    path = join(file.folder, file.name)
    if not _is_there(place, path, file):
        unfinished = join(file.folder, f".{file.name}.{call}.part")
        place.write(unfinished, file.content)
        if not place.rename(unfinished, path) and not _is_there(place, path, file):
            place.remove(unfinished)
            return _answer(_CONFLICT, code="file_exists", message=f"{file.name} は別の内容で置かれています。")
        place.remove(unfinished)
    if file.done:
        place.write(path + file.done, b"")
    return _received(file)


def look_for(place: Place, file: FileMessage) -> Reply | NeverArrived:
    """Whether a file was left: it lies there complete, or where the system puts what it has taken."""
    places = [file.folder, *([file.archive] if file.archive else [])]
    for folder in places:
        path = join(folder, file.name)
        complete = folder == file.archive or not file.done or place.read(path + file.done, 1) is not None
        if complete and _is_there(place, path, file):
            return _received(file)
    return NeverArrived()


def _is_there(place: Place, path: str, file: FileMessage) -> bool:
    return place.read(path, len(file.content) + 1) == file.content


def _received(file: FileMessage) -> Reply:
    return _answer(_DONE, file=file.name, sha256=hashlib.sha256(file.content).hexdigest())


def _answer(status: int, **content: str) -> Reply:
    return Reply(status=status, body=json.dumps(content, ensure_ascii=False).encode())
