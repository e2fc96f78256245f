"""manage.py translate_definition: a procedure or shared tables in the other language."""

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meguro_platform.definition_names import names_for, tables_beside
from meguro_platform.management.definition_file import source_at
from meguro_platform.wiring import office
from workflow.definition.excerpt import printed
from workflow.definition.translation.translate import NotTranslated, translate_with_tables


class Command(BaseCommand):
    help = (
        "Prints a procedure, or shared tables, with Japanese headings in English ones, or the other way round."
        " Names that its author chose and texts for people stay. Its CSV tables are translated, too, when it is written"
        " into a folder. Exit status 1 when it has errors."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="write it there, with the CSV files of its tables"
        )
        parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the messages")

    def handle(self, *args: Any, file: Path, to: Path | None, lang: str, **options: Any) -> None:
        source = source_at(file)
        names = names_for(file, office(), settings.DEFINITIONS_DIR)
        try:
            twin = translate_with_tables(source, replace(names, table_files=tables_beside(file.parent)))
        except NotTranslated as refused:
            for problem in refused.problems:
                self.stderr.write(printed(refused.source, problem, lang))
            raise SystemExit(1) from refused
        if to is None:
            self.stdout.write(twin.text, ending="")
        else:
            _write(to, {file.name: twin.text, **twin.tables})


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """All of the files, or none. Nothing that is there already is replaced."""
    there = [folder / name for name in texts if (folder / name).exists()]
    if there:
        raise CommandError(
            f"「{there[0]}」がもうあります。別のフォルダーを指定してください。 / {there[0]} exists already."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
