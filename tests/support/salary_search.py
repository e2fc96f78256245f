"""Searches everything that the platform leaves on a disk for figures that only one person may read."""

import pickle
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from psycopg import Connection, sql

from tests.support.database import superuser


def everywhere_on_disk(figures: Sequence[str], *folders: str | Path) -> list[str]:
    """Files of the database, its write-ahead log and these folders, and columns of tables, that have a figure."""
    found = [line for folder in (*_data_folders(), *map(Path, folders)) for line in grep(figures, folder)]
    return [*found, *columns_with(figures), *sessions_with(figures)]


def sessions_with(figures: Sequence[str]) -> list[str]:
    """Sessions that remember a figure; their rows are written in a code that no search of the disk sees through."""
    remembered = (f"{session.get_decoded()}" for session in Session.objects.all())
    return ["django_session.session_data" for text in remembered if re.search(_as_written(figures), text)]


def kept_in_cache() -> list[str]:
    """What the cache of this process remembers, read back: as it is stored a number has no digits."""
    return [str(pickle.loads(value)) for value in getattr(cache, "_cache", {}).values()]


def grep(figures: Sequence[str], folder: Path) -> list[str]:
    """Files that contain one of the figures as text."""
    pattern = _as_written(figures)
    answer = subprocess.run(["grep", "-rlaE", pattern, str(folder)], capture_output=True, text=True, check=False)
    return answer.stdout.splitlines()


def columns_with(figures: Sequence[str]) -> list[str]:
    """Columns with a figure as the database reads them: on the disk numbers in JSON and long texts look otherwise."""
    with superuser(str(connection.settings_dict["NAME"])) as server:
        columns = server.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        ).fetchall()
        return [f"{table}.{column}" for table, column, kind in columns if _has(server, table, column, kind, figures)]


def _has(server: Connection, table: str, column: str, kind: str, figures: Sequence[str]) -> bool:
    pattern = _as_written(figures)
    name = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))
    if kind == "bytea":
        written = re.compile(pattern.encode())
        return any(value is not None and written.search(bytes(value)) for (value,) in server.execute(name))
    as_text = sql.SQL("SELECT 1 FROM {1} WHERE {0}::text ~ {2} LIMIT 1")
    query = as_text.format(sql.Identifier(column), sql.Identifier(table), sql.Literal(pattern))
    return server.execute(query).fetchone() is not None


def _as_written(figures: Sequence[str]) -> str:
    """A figure that is no part of a longer number."""
    return f"(^|[^0-9])({'|'.join(figures)})([^0-9]|$)"


def _data_folders() -> Iterator[Path]:
    """The files of the database server after everything in memory was written out."""
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("CHECKPOINT")
        row = server.execute("SHOW data_directory").fetchone()
    assert row is not None
    yield Path(row[0]) / "base"
    yield Path(row[0]) / "pg_wal"
