"""The arrows between our packages, and the doors that no import contract can see."""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("forms", "workflow", "approvals", "integrations", "meguro_platform")


def sources() -> list[Path]:
    return [file for app in APPS for file in sorted((PROJECT / app).rglob("*.py")) if "migrations" not in file.parts]


def test_every_import_contract_is_kept() -> None:
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout


def test_models_are_imported_and_never_looked_up_by_name() -> None:
    lookup = re.compile(r"\bapps\.get_model\(|\bget_app_config\(")

    found = [str(file.relative_to(PROJECT)) for file in sources() if lookup.search(file.read_text())]

    assert found == []


def test_nothing_listens_to_signals() -> None:
    listening = re.compile(r"django\.(db\.models|dispatch|core)\.?signals|@receiver\(|\.connect\(.*sender=")

    found = [str(file.relative_to(PROJECT)) for file in sources() if listening.search(file.read_text())]

    assert found == []


def test_no_app_package_imports_anything_by_itself() -> None:
    found = [f"{app}/__init__.py" for app in APPS if (PROJECT / app / "__init__.py").read_text().strip()]

    assert found == []
