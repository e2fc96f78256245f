"""manage.py check_definitions: everything that is wrong with the files under definitions/, all at once."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.office.office import Office, check_office
from forms.source.position import Position
from forms.source.problem import Problem, Severity
from forms.source.source import Source
from forms.spec import Text
from integrations.layouts.check import check_layout, is_layout
from integrations.selectors.layouts import check_layout_files
from integrations.selectors.systems import check_systems
from meguro_platform.definition_names import names_for, tables_beside
from meguro_platform.selectors.document_files import kind_files
from meguro_platform.selectors.document_templates import template_findings
from workflow.definition.catalogue import Catalogue
from workflow.definition.excerpt import as_record, printed
from workflow.definition.file_name import file_name_problems
from workflow.definition.load import load
from workflow.definition.regulation import is_regulation, load_regulation

Finding = tuple[Source, Problem]


class Command(BaseCommand):
    help = "Checks definitions without a database. Exit status 1 when there are errors; warnings alone are no failure."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            help="procedures, layouts, folders of them, templates of documents; default: all of definitions/",
        )
        parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the messages")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, paths: list[Path], lang: str, format: str, **options: Any) -> None:
        office, findings = check_office(settings.DEFINITIONS_DIR / "organisation")
        found = list(findings) if not paths or not office else []
        if not paths:
            found += check_systems(settings.DEFINITIONS_DIR / "systems")[1]
            found += check_layout_files(settings.DEFINITIONS_DIR / "layouts")[1]
            found += template_findings(settings.DEFINITIONS_DIR / "documents", settings.DEFINITIONS_DIR / "layouts")
        if office and not paths:
            documents = kind_files(settings.DEFINITIONS_DIR / "documents", office.names.unique)
            found += [(file.source, problem) for file in documents for problem in file.problems]
        templates = [path for path in paths if path.suffix == ".html" and path.is_file()]
        for path in templates:
            found += template_findings(path, settings.DEFINITIONS_DIR / "layouts")
        paths = [path for path in paths if path not in templates]
        folders = [settings.DEFINITIONS_DIR / "authority", settings.DEFINITIONS_DIR / "procedures"]
        files = list(_files(paths or ([] if templates else [folder for folder in folders if folder.is_dir()])))
        for path in files:
            found += _check(path, _names_today(path, office)) if office else ()
        self._print(found, len(files), lang, format)
        if any(problem.severity is Severity.ERROR for _, problem in found):
            raise SystemExit(1)

    def _print(self, found: list[Finding], files: int, lang: str, format: str) -> None:
        if format == "json":
            records = [as_record(source, problem, lang) for source, problem in found]
            self.stdout.write(json.dumps(records, ensure_ascii=False, indent=2))
            return
        for source, problem in found:
            self.stdout.write(printed(source, problem, lang) + "\n")
        errors = sum(problem.severity is Severity.ERROR for _, problem in found)
        summary = Text(
            f"{files}件の手続と規程を調べました: 誤り {errors}件、注意 {len(found) - errors}件",
            f"{files} procedures and regulations checked: {errors} errors, {len(found) - errors} warnings",
        )
        self.stdout.write(summary.in_language(lang))


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.yaml"))
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"{path}: ファイルがありません / no such file")


def _names_today(path: Path, office: Office) -> Catalogue:
    return replace(names_for(path, office, settings.DEFINITIONS_DIR), today=timezone.localdate())


def _check(path: Path, catalogue: Catalogue) -> list[Finding]:
    try:
        source = Source(str(path), path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        message = Text("UTF-8の文字として読めません。", f"Not UTF-8: byte {error.start}.")
        return [(Source(str(path), ""), Problem(id="E001", position=Position(1, 1), message=message))]
    problems = _problems(source, path, catalogue)
    if path.resolve().is_relative_to(settings.DEFINITIONS_DIR.resolve()):
        problems += file_name_problems(source)
    return [(source, problem) for problem in problems]


def _problems(source: Source, path: Path, catalogue: Catalogue) -> list[Problem]:
    if is_layout(source):
        return list(check_layout(source)[1])
    if is_regulation(source):
        return list(load_regulation(source, replace(catalogue, table_files=tables_beside(path.parent))).problems)
    return list(load(source, catalogue).problems)
