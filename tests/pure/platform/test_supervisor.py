"""The supervisor starts again who dies, gives up on who can't live, and leaves nobody behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from meguro_platform.embedded import supervisor as module
from meguro_platform.embedded.shell import StepFailedError
from meguro_platform.embedded.supervisor import Child, Supervisor
from tests.support.machine import wait_until


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    fresh = Supervisor()
    yield fresh
    fresh.stop()


def child(folder: Path, program: str) -> Child:
    file = folder / "program.py"
    file.write_text(program)
    return Child(name="child", program=[file], log=folder / "child.log")


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_child_that_dies_is_started_again(supervisor: Supervisor, tmp_path: Path) -> None:
    program = f"import os, time; open({str(tmp_path / 'starts')!r}, 'a').write('x'); time.sleep(0.3)"
    supervisor.start(child(tmp_path, program))

    def started_twice() -> bool:
        supervisor.look()
        return (tmp_path / "starts").exists() and len((tmp_path / "starts").read_text()) >= 2

    assert wait_until(started_twice)


def test_a_child_that_dies_at_every_start_ends_the_run_and_its_last_words_are_shown(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_PAUSE", 0.05)
    supervisor.start(child(tmp_path, "raise SystemExit('no such table')"))

    with pytest.raises(StepFailedError, match=r"child dies at every start:\n(.|\n)*no such table"):
        supervisor.wait_for("never", lambda: False, seconds=120)


def test_a_child_that_does_not_listen_is_killed_with_its_own_children(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ASKED", 0.2)
    program = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); time.sleep(60)"
    )
    stubborn = child(tmp_path, program)
    supervisor.start(stubborn)
    assert wait_until(lambda: stubborn.log.read_text().strip().isdigit())
    grandchild = int(stubborn.log.read_text())
    assert is_alive(grandchild)

    supervisor.stop()

    assert wait_until(lambda: not is_alive(grandchild))


def test_a_child_knows_its_environment_and_writes_to_its_log(supervisor: Supervisor, tmp_path: Path) -> None:
    told = child(tmp_path, "import os, time; print(os.environ['WARD'], flush=True); time.sleep(60)")
    told.log = tmp_path / "logs" / "child.log"
    told.more = {"WARD": "めぐる区"}

    supervisor.start(told)

    assert "WARD" not in os.environ
    assert wait_until(lambda: told.last_words() == "めぐる区")
