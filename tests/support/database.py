"""The test database: tables made as the owner in a template, tests run in a clone as the role `app`.

A template is kept between runs under the hash of everything that makes it, so a run without new migrations starts at
once. Statements of tests have exactly the rights of the product. Only emptying the tables after a transactional test is
done by the superuser with triggers asleep, because append-only tables refuse it to everybody else.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from meguro_platform.embedded import cluster
from meguro_platform.embedded.folder import PROJECT, folder_of_tests, socket_folder

APPS = ("forms", "workflow", "approvals", "integrations", "meguro_platform")
PREFIX = "test_meguro_"
TEMPLATE_PREFIX = "template_meguro_"
FILLED = {"django_content_type", "auth_permission"}
"""Tables that migrations fill."""


@contextlib.contextmanager
def of_this_run(*, durable: bool = False) -> Iterator[None]:
    """The default connection leads to a fresh database for as long as this block lasts.

    `durable`: commits reach the disk, as in production; only if no other run has the cluster started without.
    """
    with cluster.in_use(folder_of_tests(), quick=not durable):
        name = f"{PREFIX}{os.getpid()}"
        _clone_template(name)
        _point_connection_at(name, "meguro_app")
        try:
            with mock.patch.object(TransactionTestCase, "_fixture_teardown", lambda _test: empty()):
                yield
        finally:
            connection.close()
            with superuser() as server:
                _drop(server, name)


@contextlib.contextmanager
def superuser(database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
    """A connection of the cluster's superuser, each statement at once."""
    with psycopg.connect(
        host=str(socket_folder(folder_of_tests())), user="postgres", dbname=database, autocommit=True
    ) as server:
        yield server


def _clone_template(name: str) -> None:
    template = f"{TEMPLATE_PREFIX}{_hash_of_what_makes_tables()}"
    with (folder_of_tests() / "template.lock").open("w") as lock, superuser() as server:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if template not in known:
            _make_template(server, template, outdated=[other for other in known if other.startswith(TEMPLATE_PREFIX)])
        for other in known:
            if other.startswith(PREFIX) and not Path(f"/proc/{other.removeprefix(PREFIX)}").exists():
                _drop(server, other)  # left by a run that was killed
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _make_template(server: psycopg.Connection[Any], template: str, outdated: Sequence[str]) -> None:
    """Migrate into a database of another name and rename it, so that an interrupted attempt is never cloned."""
    for other in outdated:
        _drop(server, other)
    unfinished = f"{TEMPLATE_PREFIX}unfinished"
    _drop(server, unfinished)
    server.execute(sql.SQL("CREATE DATABASE {} OWNER meguro_owner").format(sql.Identifier(unfinished)))
    _point_connection_at(unfinished, "meguro_owner")
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(template))
    )


def _point_connection_at(name: str, role: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["USER"] = role


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def empty() -> None:
    """Put back what the template holds, after a test whose commits stay. Waits for whoever still writes.

    Django would empty what migrations have filled, too, and fill it again: as long as a test takes.
    """
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    emptied = sql.SQL(", ").join(map(sql.Identifier, sorted(tables - FILLED)))
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("SET session_replication_role = replica")
        server.execute("SET lock_timeout = '10s'")
        server.execute(sql.SQL("TRUNCATE {}").format(emptied))


def _hash_of_what_makes_tables() -> str:
    digest = hashlib.sha256(version("Django").encode())
    files = [
        path for app in APPS for folder in ("migrations", "models") for path in (PROJECT / app / folder).rglob("*.py")
    ]
    platform = PROJECT / "meguro_platform"
    for path in sorted(
        [*files, platform / "roles.py", platform / "settings" / "base.py", PROJECT / "requirements.txt"]
    ):
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def somebody_waits_for_a_lock() -> bool:
    """Whether any session of the test's database waits for another's lock."""
    with superuser() as server:
        row = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'",
            [connection.settings_dict["NAME"]],
        ).fetchone()
    return row is not None and row[0] > 0
