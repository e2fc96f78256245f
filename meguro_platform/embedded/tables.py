"""Knows whether the private database already has the tables of this checkout, without starting Django to ask.

The note names the cluster by its own file, so that a new cluster is never taken for the old one.
"""

import hashlib
import os
from pathlib import Path

from meguro_platform.embedded.binaries import cluster_folder
from meguro_platform.embedded.cluster import Membership
from meguro_platform.embedded.folder import PROJECT

NOTE = "tables-made"


def are_made(database: Membership | None) -> bool:
    """Whether `note_made` was called for this cluster and these migrations; never for somebody else's database."""
    if database is None:
        return False
    note = database.data / NOTE
    return note.exists() and note.read_text() == _state(database)


def note_made(database: Membership | None) -> None:
    """Remember that the tables are up to date."""
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
