"""Where a checkout keeps what it writes, and the short folder of the database's socket."""

import hashlib
import os
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
"""A socket's path may have 107 bytes; Linux refuses longer ones."""


def data_folder() -> Path:
    """The data folder: `.data` in the project, or the one MEGURO_DATA names."""
    return Path(os.environ.get("MEGURO_DATA") or PROJECT / ".data").absolute()


def folder_of_tests() -> Path:
    """The data folder of test runs, so that they never meet the demo ward."""
    return data_folder() / "test"


def socket_folder(data: Path | None = None) -> Path:
    """The folder of the private cluster's socket: inside the data folder unless that path is too long for a socket."""
    folder = (data or data_folder()) / "socket"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"meguro-{digest}"
