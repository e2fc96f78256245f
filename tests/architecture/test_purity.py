"""Pure code imports nothing that talks to a database, a network or a framework."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

PURE = (
    "approvals/routing",
    "approvals/vocabulary.py",
    "forms/dmn",
    *(f"forms/documents/{file}.py" for file in ("formats", "read_template", "fill", "values")),
    "forms/errors.py",
    "forms/expressions",
    "forms/feel",
    "forms/field_catalogue.py",
    "forms/field_type.py",
    "forms/fields",
    "forms/issuance",
    "forms/numerals.py",
    "forms/plain_text.py",
    "forms/reading",
    "forms/scenario_files.py",
    "forms/source",
    "forms/spec.py",
    "forms/tables",
    "forms/tokyo_time.py",
    "forms/validation",
    "forms/wareki.py",
    "integrations/errors.py",
    "integrations/layouts",
    "integrations/message.py",
    "integrations/reply.py",
    "integrations/retry.py",
    "integrations/signing.py",
    "integrations/systems",
    "workflow/definition",
    "workflow/engine",
    "workflow/errors.py",
)
"""Files and folders whose modules must work where nothing but our own code and its small pure libraries exists."""

BLOCKED = ("django", "rest_framework", "celery", "psycopg", "requests", "sqlite3")

IMPORT_ALL = """
import importlib, json, sys

modules, blocked = json.loads(sys.argv[1])

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked:
            raise ImportError(f"pure code asked for {name}")

sys.meta_path.insert(0, Wall())
for module in modules:
    importlib.import_module(module)
"""


def modules_of(entry: str) -> list[str]:
    path = PROJECT / entry
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__") for file in files]


@pytest.mark.parametrize("entry", PURE)
def test_pure_code_imports_where_no_framework_exists(entry: str) -> None:
    modules = modules_of(entry)

    answer = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, json.dumps([modules, BLOCKED])],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert modules
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("entry", PURE)
def test_pure_code_asks_no_clock_and_no_chance(entry: str) -> None:
    path = PROJECT / entry
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    words = ("datetime.now(", "date.today(", "time.time(", "uuid4(", "import random", "import secrets", "os.environ")

    found = [f"{file.relative_to(PROJECT)}: {word}" for file in files for word in words if word in file.read_text()]

    assert found == []
