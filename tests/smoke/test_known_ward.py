"""A ward is opened once per cluster, and again when there is a new cluster or a new migration."""

import shutil
from pathlib import Path

import pytest

from meguro_platform.embedded import cluster, ward
from meguro_platform.embedded.binaries import choose, cluster_folder


def test_a_ward_that_was_opened_is_known(tmp_path: Path) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        before = ward.is_known(database)

        ward.note(database)

        assert (before, ward.is_known(database)) == (False, True)


def test_a_new_cluster_holds_no_ward(tmp_path: Path) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        ward.note(database)
    shutil.rmtree(cluster_folder(tmp_path, choose(tmp_path)))

    with cluster.in_use(tmp_path, quick=True) as database:
        assert not ward.is_known(database)


def test_a_new_migration_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster.in_use(tmp_path, quick=True) as database:
        ward.note(database)
        project = tmp_path / "project"
        (project / "forms" / "migrations").mkdir(parents=True)
        (project / "forms" / "migrations" / "0002_new.py").write_text("")
        (project / "requirements.txt").write_text("")

        monkeypatch.setattr(ward, "PROJECT", project)

        assert not ward.is_known(database)


def test_a_database_that_somebody_else_runs_is_always_asked() -> None:
    ward.note(None)

    assert not ward.is_known(None)
