#!/usr/bin/env python3
"""Django's command line; it finds the virtual environment and the private database by itself."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
VIRTUAL_PYTHON = PROJECT / ".venv" / "bin" / "python"

WITHOUT_DATABASE = (
    "check_definitions",
    "check_file",
    "compare_definitions",
    "definition_schema",
    "document_definition",
    "run_dmn_tck",
    "test_definitions",
    "translate_definition",
    "show_machine",
    "try_system",
    "check",
    "collectstatic",
    "compile_texts",
    "help",
    "makemessages",
    "spectacular",
    "--help",
    "--version",
)
"""Commands that never open the database, so that none is started for them."""

AS_OWNER = ("dbshell", "migrate", "pgtrigger", "sqlmigrate")
"""Commands that change tables; everything else connects as the role `app`, which can't."""


def main() -> None:
    """Run one command."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meguro_platform.settings.development")
    if command in AS_OWNER:
        os.environ.setdefault("MEGURO_DATABASE_ROLE", "owner")
    execute = _django()
    if "DATABASE_URL" in os.environ or command in WITHOUT_DATABASE:
        execute(sys.argv)
        return
    from meguro_platform.embedded import binaries, cluster, folder, server

    try:
        with cluster.in_use(folder.data_folder()):
            execute(sys.argv)
    except (binaries.NoPostgresError, server.ServerFailedError) as problem:
        sys.exit(f"{command}: {problem}")


def _django() -> Callable[[list[str]], None]:
    """Django's entry point; where Python can't find it, start again with the project's own Python."""
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        if not VIRTUAL_PYTHON.exists() or Path(sys.prefix) == VIRTUAL_PYTHON.parents[1]:
            sys.exit("Django is not installed yet. Type: python3 bootstrap.py run")
        os.execv(VIRTUAL_PYTHON, [str(VIRTUAL_PYTHON), *sys.argv])
    return execute_from_command_line


if __name__ == "__main__":
    main()
