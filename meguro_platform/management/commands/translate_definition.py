"""manage.py translate_definition: a procedure or shared tables in the other language."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forms.source.source import Source
from meguro_platform.definition_names import names_for
from meguro_platform.wiring import office
from workflow.definition.excerpt import printed
from workflow.definition.translation.translate import NotTranslated, translate


class Command(BaseCommand):
    help = (
        "Prints a procedure, or shared tables, with Japanese headings in English ones, or the other way round."
        " Names that its author chose and texts for people stay. Exit status 1 when it has errors."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the messages")

    def handle(self, *args: Any, file: Path, lang: str, **options: Any) -> None:
        try:
            source = Source(str(file), file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"「{file}」を読めません。 / {file} cannot be read: {unreadable}") from unreadable
        try:
            text = translate(source, names_for(file, office(), settings.DEFINITIONS_DIR))
        except NotTranslated as refused:
            for problem in refused.problems:
                self.stderr.write(printed(refused.source, problem, lang))
            raise SystemExit(1) from refused
        self.stdout.write(text, ending="")
