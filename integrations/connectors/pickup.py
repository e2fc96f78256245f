"""Takes files that a system left for us: only complete ones, each in one step, and away when they are safe here.

    with open_pickup(kind, connection, delivery) as pickup:
        for name in pickup.waiting(now):
            arrival = pickup.take(name)
            …keep arrival durably, told apart by its SHA-256…
            pickup.put_away(arrival)

A process that dies before `put_away` leaves the file under a name of its own; the next `waiting` names it again.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from posixpath import join

from integrations.connectors.deadline import limited
from integrations.connectors.folder import folder_place, folder_trouble
from integrations.connectors.place import Found, Place
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.systems.connection import Connection
from integrations.systems.system import Delivery, Kind

_TAKEN = ".taken."
INCOMPLETE_AFTER = 30 * 60
"""Seconds after which a file without its control or done file is told of."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a file that are taken; a larger one stays where it is."""
_LONGEST_NAME = 255
_LONGEST_PICKUP = 15 * 60.0
"""Seconds that all files of a system may take together: one that is slow keeps no other waiting for ever."""


class PickupFailed(Exception):
    """Files could not be looked for or taken; `reply` says why, as for an order."""

    def __init__(self, reply: NoReply) -> None:
        super().__init__(reply.trouble, reply.detail)
        self.reply = reply


class FileTooLarge(PickupFailed):
    """It stays where it is; others can be taken."""


class FileGone(Exception):
    """The file was taken by somebody else, or changed while it was taken; `waiting` names it again if it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One file."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A complete delivery."""

    file: Taken
    control: Taken | None = None


class Pickup:
    """One delivery of one system."""

    def __init__(self, place: Place, delivery: Delivery, trouble: Callable[[Exception], NoReply]) -> None:
        self._place = place
        self._delivery = delivery
        self._trouble = trouble

    def waiting(self, now: datetime) -> tuple[str, ...]:
        """Names of complete files, the oldest first: with the file that says so, or unchanged for long enough."""
        with self._told():
            found = {file.name: file for file in self._place.files(self._delivery.folder)}
        oldest_first = sorted(found.values(), key=lambda file: (file.changed_at, file.name))
        left_over = (file.name.removeprefix(_TAKEN) for file in oldest_first if file.name.startswith(_TAKEN))
        complete = (file.name for file in oldest_first if self._is_complete(file.name, found, now.timestamp()))
        return tuple(dict.fromkeys(name for name in (*left_over, *complete) if self._matches(name)))

    def incomplete(self, now: datetime) -> tuple[Found, ...]:
        """Files that have waited long for the control or done file that belongs to them."""
        with self._told():
            found = {file.name: file for file in self._place.files(self._delivery.folder)}
        late = (file for file in found.values() if now.timestamp() - file.changed_at >= INCOMPLETE_AFTER)
        return tuple(
            file
            for file in sorted(late, key=lambda file: file.name)
            if self._matches(file.name) and not self._is_complete(file.name, found, now.timestamp())
        )

    def take(self, name: str) -> Arrival:
        """The file and its control file, moved aside first. Raises FileGone, and FileTooLarge."""
        aside = self._aside(name)
        with self._told():
            if self._size(f"{_TAKEN}{name}") is None:
                _refuse_large(name, self._size(name))  # it stays, so that a better one can replace it
                self._place.rename(join(self._delivery.folder, name), aside)
            size = self._size(f"{_TAKEN}{name}")
            _refuse_large(name, size)
            content = self._place.read(aside, LARGEST_FILE + 1)
            if content is None or len(content) != size:
                raise FileGone(name)
            return Arrival(file=Taken(name=name, content=content), control=self._control(name))

    def put_away(self, arrival: Arrival) -> None:
        """The delivery is safe here: into the archive with it, or away.

        When the next file of this name lies there already, control and done file are its own and stay. The file itself
        goes last: whoever dies in between finds it again, and no done file stays behind that would call half of the
        next one complete.
        """
        name, delivery = arrival.file.name, self._delivery
        with self._told():
            if self._size(name) is None:
                if delivery.done:
                    self._place.remove(join(delivery.folder, name + delivery.done))
                if arrival.control is not None:
                    control = arrival.control
                    self._settle(join(delivery.folder, control.name), control.name, control.sha256)
            self._settle(self._aside(name), name, arrival.file.sha256)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Trouble at the place; what the caller does between two calls is none of ours."""
        try:
            yield
        except (FileGone, PickupFailed):
            raise
        except Exception as problem:
            raise PickupFailed(self._trouble(problem)) from problem

    def _size(self, name: str) -> int | None:
        return next((file.size for file in self._place.files(self._delivery.folder) if file.name == name), None)

    def _aside(self, name: str) -> str:
        return join(self._delivery.folder, f"{_TAKEN}{name}")

    def _settle(self, path: str, name: str, digest: str) -> None:
        """The digest in the name keeps a resent file from replacing the first."""
        archive = self._delivery.archive
        if archive:
            self._place.rename(path, join(self._delivery.folder, archive, f"{name}.{digest[:12]}"))
        self._place.remove(path)

    def _matches(self, name: str) -> bool:
        return not name.startswith(".") and fnmatchcase(name, self._delivery.file) and _is_usable(name)

    def _is_complete(self, name: str, found: Mapping[str, Found], now: float) -> bool:
        delivery = self._delivery
        if not self._matches(name):
            return False
        control = self._control_name(name)
        if control and control not in found:
            return False
        if delivery.done:
            return name + delivery.done in found
        parts = [found[each] for each in (name, control) if each in found]
        return all(now - part.changed_at >= delivery.stable_for for part in parts)

    def _control_name(self, name: str) -> str:
        """meisai_*.csv and control_*.txt: what stood for the star in one stands for it in the other."""
        if not self._delivery.control:
            return ""
        before, _, after = self._delivery.file.partition("*")
        middle = name[len(before) : len(name) - len(after) or None]
        return self._delivery.control.replace("*", middle, 1)

    def _control(self, name: str) -> Taken | None:
        control = self._control_name(name)
        if not control:
            return None
        content = self._place.read(join(self._delivery.folder, control), LARGEST_FILE + 1)
        _refuse_large(control, len(content or b""))
        return None if content is None else Taken(name=control, content=content)


def _refuse_large(name: str, size: int | None) -> None:
    """Raises FileTooLarge."""
    if size is not None and size > LARGEST_FILE:
        raise FileTooLarge(no_reply(Trouble.GARBLED, f"{name}: {size} bytes"))


def _is_usable(name: str) -> bool:
    """Whether a name can be written down and leads nowhere else; other systems may list anything."""
    return name.isprintable() and "/" not in name and len(name) <= _LONGEST_NAME


@contextmanager
def open_pickups(kind: Kind, connection: Connection) -> Iterator[Callable[[Delivery], Pickup]]:
    """A pickup for each delivery of a system, over one connection. Raises PickupFailed for trouble on the way."""
    with ExitStack() as stack:
        place, trouble = _place(kind, connection, stack)
        yield lambda delivery: Pickup(place, delivery, trouble)


@contextmanager
def open_pickup(kind: Kind, connection: Connection, delivery: Delivery) -> Iterator[Pickup]:
    """The pickup of one delivery. Raises PickupFailed."""
    with open_pickups(kind, connection) as pickup_of:
        yield pickup_of(delivery)


def _place(kind: Kind, connection: Connection, stack: ExitStack) -> tuple[Place, Callable[[Exception], NoReply]]:
    if kind is Kind.FOLDER:
        opened, trouble = folder_place(connection), folder_trouble
    else:
        from integrations.connectors.sftp import sftp_place, sftp_trouble  # paramiko takes 0.2 s to import

        seconds = connection.timeout.total_seconds()
        limit = stack.enter_context(limited(_LONGEST_PICKUP))
        opened = sftp_place(connection, seconds, limit)

        def trouble(problem: Exception) -> NoReply:
            return no_reply(Trouble.TIMED_OUT, problem) if limit.is_over.is_set() else sftp_trouble(problem)

    try:
        return stack.enter_context(opened), trouble
    except Exception as problem:
        raise PickupFailed(trouble(problem)) from problem
