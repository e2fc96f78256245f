"""Tables are made once per cluster, and again when there is a new cluster or a new migration."""

import shutil
from pathlib import Path

import pytest

from meguro_platform.embedded import cluster, tables
from meguro_platform.embedded.binaries import choose, cluster_folder


def test_tables_are_made_once(tmp_path: Path) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        before = tables.are_made(database)

        tables.note_made(database)

        assert (before, tables.are_made(database)) == (False, True)


def test_a_new_cluster_has_no_tables(tmp_path: Path) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        tables.note_made(database)
    shutil.rmtree(cluster_folder(tmp_path, choose(tmp_path)))

    with cluster.in_use(tmp_path, quick=True) as database:
        assert not tables.are_made(database)


def test_a_new_migration_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        tables.note_made(database)
        project = tmp_path / "project"
        (project / "forms" / "migrations").mkdir(parents=True)
        (project / "forms" / "migrations" / "0002_new.py").write_text("")
        (project / "requirements.txt").write_text("")

        monkeypatch.setattr(tables, "PROJECT", project)

        assert not tables.are_made(database)


def test_a_database_that_somebody_else_runs_is_always_asked() -> None:
    tables.note_made(None)

    assert not tables.are_made(None)
