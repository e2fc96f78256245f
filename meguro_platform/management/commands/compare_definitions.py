"""manage.py compare_definitions: what a new version of a procedure, or of shared tables, changes, in plain words."""

import json
from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from forms.source.problem import Problem, Severity
from forms.source.source import Source
from meguro_platform.definition_names import names_for
from meguro_platform.management.definition_file import source_at
from meguro_platform.wiring import office
from workflow.definition.comparison.compare import LABELS, Change, compare
from workflow.definition.excerpt import printed
from workflow.definition.load import load
from workflow.definition.regulation import is_regulation, load_regulation
from workflow.definition.translation.translate import NotTranslated


class Command(BaseCommand):
    help = (
        "Tells in plain words what differs between two versions of a procedure, or of a file of shared tables: steps,"
        " people, deadlines, conditions, items, tables, systems. Procedures may be in different languages. Exit status"
        " 1 when one of them has errors."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", type=Path, metavar="OLD")
        parser.add_argument("new", type=Path, metavar="NEW")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, old: Path, new: Path, lang: str, format: str, **options: Any) -> None:
        before, after = (self._sound(path, lang) for path in (old, new))
        try:
            changes = compare(before, after, names_for(new, office(), settings.DEFINITIONS_DIR))
        except NotTranslated as refused:
            self._refuse(refused.source, refused.problems, lang)
        self.stdout.write(_as_json(changes) if format == "json" else _as_text(changes, lang))

    def _sound(self, path: Path, lang: str) -> Source:
        source = source_at(path)
        names = names_for(path, office(), settings.DEFINITIONS_DIR)
        problems = (load_regulation if is_regulation(source) else load)(source, names).problems
        errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
        if errors:
            self._refuse(source, errors, lang)
        return source

    def _refuse(self, source: Source, problems: tuple[Problem, ...], lang: str) -> None:
        for problem in problems:
            self.stderr.write(printed(source, problem, lang))
        raise SystemExit(1)


def _as_text(changes: tuple[Change, ...], lang: str) -> str:
    if not changes:
        return "違いはありません。" if lang == "ja" else "There is no difference."
    lines = []
    for area, group in groupby(changes, lambda change: change.area):
        lines.append(LABELS[area].in_language(lang))
        lines += [f"  {change.sentence.in_language(lang)}" for change in group]
    return "\n".join(lines)


def _as_json(changes: tuple[Change, ...]) -> str:
    records = [
        {"area": change.area, "line": change.line, "ja": change.sentence.ja, "en": change.sentence.en}
        for change in changes
    ]
    return json.dumps(records, ensure_ascii=False, indent=2)
