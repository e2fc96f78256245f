"""The private database's socket has a path that the system accepts, wherever the project lies."""

from pathlib import Path

import pytest

from meguro_platform.embedded import folder


def test_the_socket_lies_in_the_data_folder() -> None:
    assert folder.socket_folder(Path("/srv/ward/.data")) == Path("/srv/ward/.data/socket")


def test_a_project_in_a_very_deep_folder_gets_a_short_socket_path() -> None:
    deep = Path("/srv") / ("深い" * 30)

    found = folder.socket_folder(deep)

    assert len(str(found / ".s.PGSQL.5432").encode()) <= 107


def test_two_deep_projects_do_not_share_a_socket() -> None:
    first, second = (folder.socket_folder(Path("/srv") / ("d" * 100) / name) for name in ("a", "b"))

    assert first != second


def test_the_data_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEGURO_DATA", "/srv/data")

    assert folder.data_folder() == Path("/srv/data")
