"""Knows whether the private database already holds an open ward of this checkout, without starting Django to ask.

The note names the cluster by its own file, so that a new cluster is never taken for the old one.
"""

import hashlib
import os
from pathlib import Path

from meguro_platform.embedded.binaries import cluster_folder
from meguro_platform.embedded.cluster import Membership
from meguro_platform.embedded.folder import PROJECT

NOTE = "ward-opened"


def is_known(database: Membership | None) -> bool:
    """Whether `note` was called for this cluster and these migrations; never for somebody else's database."""
    if database is None:
        return False
    noted = database.data / NOTE
    return noted.exists() and noted.read_text() == _state(database)


def note(database: Membership | None) -> None:
    """Remember that the tables are up to date and the ward has been opened."""
    if database:
        (database.data / NOTE).write_text(_state(database))


def _state(database: Membership) -> str:
    cluster = (cluster_folder(database.data, database.binaries) / "PG_VERSION").stat()
    digest = hashlib.sha256(f"{cluster.st_ino} {cluster.st_mtime_ns}".encode())
    for file in _files_that_make_tables():
        digest.update(os.fsencode(file) + file.read_bytes())
    return digest.hexdigest()


def _files_that_make_tables() -> list[Path]:
    """Our migrations, and the lock file for those of the packages we use."""
    return [*sorted(PROJECT.glob("*/migrations/*.py")), PROJECT / "requirements.txt"]
