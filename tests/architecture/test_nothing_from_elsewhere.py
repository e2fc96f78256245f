"""A page loads nothing from another host: the office's network has no internet."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("forms", "workflow", "approvals", "integrations", "meguro_platform")

LOADED = re.compile(
    r"""(?:<(?:script|link|img|iframe|source|use|image)\b[^>]*?(?:src|href)\s*=\s*["']?|@import\s+["']?|url\(\s*["']?)"""
    r"""(?:https?:)?//""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("app", APPS)
def test_templates_and_styles_load_only_what_we_ship(app: str) -> None:
    files = [file for pattern in ("*.html", "*.css", "*.js", "*.svg") for file in (PROJECT / app).rglob(pattern)]

    found = [str(file.relative_to(PROJECT)) for file in files if LOADED.search(file.read_text())]

    assert found == []


def test_the_lock_files_name_no_host() -> None:
    locks = [*PROJECT.glob("requirements*.txt"), PROJECT / "package-lock.json"]

    found = [lock.name for lock in locks if re.search(r"https?://|file:|--index|--find-links", lock.read_text())]

    assert found == []


@pytest.mark.parametrize("name", ["runtime", "dev", "postgres"])
def test_every_wished_package_is_locked(name: str) -> None:
    lock = PROJECT / ("requirements.txt" if name == "runtime" else f"requirements-{name}.txt")
    wishes = re.findall(r"^([A-Za-z0-9_-]+)", (PROJECT / "requirements" / f"{name}.in").read_text(), re.MULTILINE)

    locked = set(re.findall(r"^([a-z0-9-]+)==", lock.read_text(), re.MULTILINE))

    assert {wish.lower().replace("_", "-") for wish in wishes if not wish.startswith("-")} <= locked
