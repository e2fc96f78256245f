"""docs/howto/issue-a-new-kind-of-document.md, followed word for word in a copy of the project."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.howto import PROJECT, commands, copied_project, files

PAGE = "issue-a-new-kind-of-document.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the six files of the page, and the file that payroll would send."""
    copy = copied_project(tmp_path_factory.mktemp("ward"))
    for name, content in files(PAGE).items():
        (copy / name).write_text(content, encoding="utf-8")
    return copy


def run(project: Path, command: list[str]) -> str:
    done = subprocess.run(command, cwd=project, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_the_page_writes_under_definitions_only() -> None:
    written = [name for name in files(PAGE) if name != "gensen.csv"]

    assert len(written) == 6
    assert [name for name in written if not name.startswith("definitions/") or (PROJECT / name).exists()] == []


def test_files_are_checked_and_the_scenarios_pass(project: Path) -> None:
    """What needs no database; the last command of the page is tried in tests/database/issuance."""
    file, check, play, _ = commands(PAGE)

    assert "受入可" in run(project, file)
    assert "誤り 0件" in run(project, check)
    assert "5" in run(project, play)
