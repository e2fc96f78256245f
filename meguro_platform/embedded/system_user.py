"""Who PostgreSQL runs as: nobody but us, and a system user when we are root, because it refuses to run as root."""

import ctypes
import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
"""Rights stay as they are when the user changes, and access(2) counts them: the wheel's programs ask it."""
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemUser:
    """The user that a child process changes to."""

    uid: int
    gid: int


def system_user() -> SystemUser | None:
    """The user for the database's processes; None when we are not root and they simply run as we do."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(uid=entry.pw_uid, gid=entry.pw_gid)
    raise SystemExit(
        "PostgreSQL refuses to run as root and there is neither a user postgres nor nobody; run as a normal user"
    )


def can_enter(user: SystemUser, folder: Path) -> bool:
    """Whether the user may walk down to this folder by the permissions of all folders above it."""
    return all(_may_pass(user, above) for above in (folder, *folder.parents))


def _may_pass(user: SystemUser, folder: Path) -> bool:
    status = folder.stat()
    if status.st_uid == user.uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == user.gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)


def become(user: SystemUser, *, pass_closed_folders: bool) -> Callable[[], None]:
    """A step for the child between fork and exec: change to the user.

    A project below a home of mode 0700 can't be reached by another user, and opening the home is not ours to do. There
    the child keeps the one right to pass closed folders and loses all others.
    """

    def change() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if pass_closed_folders and libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0) != 0:
            libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setgid(user.gid)
        os.setuid(user.uid)
        if pass_closed_folders:
            _keep_one_right(libc)

    return change


def _keep_one_right(libc: ctypes.CDLL) -> None:
    """Reading and passing folders if we have that right, else the wider one that containers usually grant."""
    for right in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        mask = 1 << right
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
        if libc.capset(header, data) == 0 and libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right, 0, 0) == 0:
            return
    raise PermissionError("the project lies in a folder that only root may enter and this machine lets nobody else in")
