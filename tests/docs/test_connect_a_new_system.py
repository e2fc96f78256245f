"""docs/howto/connect-a-new-system.md, followed word for word in a copy of the project."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from meguro_platform.embedded.stand_ins import neighbours
from meguro_platform.embedded.supervisor import Supervisor
from tests.support.howto import PROJECT, blocks, commands, copied_project
from tests.support.machine import wait_until

PAGE = "connect-a-new-system.md"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A checkout whose stand-ins run."""
    copy = copied_project(tmp_path)
    supervisor = Supervisor()
    try:
        for child in neighbours(copy / ".data", web_port=1).children:
            supervisor.start(child)
            assert wait_until(lambda: "READY" in child.last_words())  # noqa: B023 - asked within the loop
        yield copy
    finally:
        supervisor.stop()


def run(project: Path, command: list[str]) -> str:
    left_out = ("MEGURO_CONNECTED_SYSTEMS", "MEGURO_CONNECTED_SYSTEMS_FILE", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["MEGURO_DATA"] = str(project / ".data")
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


@pytest.mark.long
def test_the_new_finance_system_takes_over_by_a_file_and_settings(project: Path) -> None:
    known = json.loads((project / ".data" / "stand-ins" / "addresses.json").read_text())
    port = known["addresses"]["finance-new"].rstrip("/").rpartition(":")[2]
    before = json.loads((project / ".data" / "stand-ins" / "connected-systems.json").read_text())["財務会計"]
    written = {
        "OLD_PORT": before["url"].rstrip("/").rpartition(":")[2],
        "OLD_SECRET": before["secret"],
        "PORT": port,
        "SECRET": known["finance-new"]["client_secret"],
    }
    settings = blocks(PAGE, "json")[0]
    for word, value in written.items():
        settings = settings.replace(word, value)

    systems = project / "definitions" / "systems"
    removed, added = (line[1:] for line in blocks(PAGE, "diff")[0].splitlines())
    (systems / "finance.yaml").write_text((systems / "finance.yaml").read_text().replace(removed, added))
    (systems / "finance-new.yaml").write_text(blocks(PAGE, "yaml")[0])
    (project / ".data" / "connected-systems.json").write_text(settings)
    said = [run(project, command) for command in commands(PAGE)]

    check, system_check, dry, real, registered, cancelled = said
    assert "誤り 0件" in check
    assert "no issues" in system_check
    assert f"GET http://127.0.0.1:{port}/v2/accounts/02-%E7%B7%8F%E5%8B%99%E8%B2%BB/balance" in dry
    assert "成功" not in dry
    assert "成功 / success\n  残額 = 50000000" in real
    assert "負担行為番号 = EN00000001" in registered
    assert "成功" in cancelled
    assert changed(project) == ["definitions/systems/finance-new.yaml", "definitions/systems/finance.yaml"]


def changed(project: Path) -> list[str]:
    """Files that differ from the checkout, besides the data folder where the settings are."""
    folders = [project / name for name in ("definitions", "forms", "integrations", "workflow", "meguro_platform")]
    found = [file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts]
    files = [file.relative_to(project) for file in found if file.is_file()]
    return sorted(str(file) for file in files if not _same(project / file, PROJECT / file))


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
