"""Plays the scenarios inside definitions through the real engine and routing; no database is needed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from approvals.office.office import OfficeInvalidError
from approvals.ward.generate import generate_ward
from approvals.ward.practice import with_practice_people
from approvals.ward.staff import read_staff
from forms.source.problem import Problem, Severity
from meguro_platform.definition_names import names_for
from meguro_platform.management.definition_file import source_at
from meguro_platform.scenarios.report import as_json, as_text
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from meguro_platform.wiring import office
from workflow.definition.load import Loaded, load


class Command(BaseCommand):
    """Exit status 1 when a scenario fails or a definition has errors."""

    help = (
        "Play the scenarios (試験) of procedures with simulated time and systems, and print which steps and branches"
        " they pass. PATH is a file or a folder; without one, all procedures of the definitions are played."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["paths"] or [settings.DEFINITIONS_DIR / "procedures"]
        paths = [file for path in wanted for file in _files(path)]
        town = _town()
        reports = [_play(path, town, options["lang"]) for path in paths]
        if options["format"] == "json":
            self.stdout.write(json.dumps([report.data for report in reports], ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join(report.text for report in reports))
        if not all(report.passed for report in reports):
            raise SystemExit(1)


class Report:
    """What became of one file."""

    def __init__(self, text: str, data: dict[str, Any], passed: bool) -> None:
        self.text, self.data, self.passed = text, data, passed


def _files(path: Path) -> list[Path]:
    """The file, or all definitions of a folder. Raises CommandError when there is none."""
    found = sorted(path.rglob("*.yaml")) if path.is_dir() else [path] if path.is_file() else []
    if not found:
        raise CommandError(f"「{path}」に手続はありません。 / There is no procedure at {path}.")
    return found


def _town() -> Town:
    try:
        return Town(ward=with_practice_people(generate_ward(office(), read_staff())))
    except OfficeInvalidError as invalid:
        raise CommandError(f"definitions/organisation: {invalid}") from invalid


def _play(path: Path, town: Town, language: str) -> Report:
    name = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    source = source_at(path, name)
    loaded = load(source, names_for(path, office(), settings.DEFINITIONS_DIR))
    if loaded.program is None:
        return _with_errors(name, loaded, language)
    result = run_scenarios(loaded.program, loaded.scenarios, town)
    return Report(as_text(name, result, language), as_json(name, result), result.passed)


def _with_errors(path: str, loaded: Loaded, language: str) -> Report:
    """A definition with errors is not played; check_definitions shows the same problems with their lines."""
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    lines = [f"{path}:{_place(each)}: error[{each.id}] {each.message.in_language(language)}" for each in errors]
    data = [
        {"line": each.position.line, "column": each.position.column, "id": each.id, "message": each.message.ja}
        for each in errors
    ]
    return Report("\n".join(lines), {"path": path, "passed": False, "problems": data}, passed=False)


def _place(problem: Problem) -> str:
    return f"{problem.position.line}:{problem.position.column}"
