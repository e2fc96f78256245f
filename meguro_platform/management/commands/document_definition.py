"""manage.py document_definition: the specification of a procedure or the tables of a regulation, for people."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.ward.generate import generate_ward
from approvals.ward.practice import with_practice_people
from approvals.ward.staff import read_staff
from forms.errors import PrintingUnavailable
from meguro_platform.definition_names import names_for
from meguro_platform.management.definition_file import source_at
from meguro_platform.scenarios.scene import Town
from meguro_platform.services.specification import as_html, as_pdf, describe
from meguro_platform.wiring import office
from workflow.definition.excerpt import printed
from workflow.definition.translation.translate import NotTranslated


class Command(BaseCommand):
    help = (
        "Writes the specification of a procedure: overview, drawing, steps with people and deadlines, items, tables,"
        " systems, scenarios with results; of a file of shared tables what they ask for and answer. Needs no database"
        " and no network. Exit status 1 when it has errors."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", help="id of a procedure or of a regulation under definitions/, or a file")
        parser.add_argument("--format", choices=("html", "pdf"), default="html")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja")
        parser.add_argument("--output", type=Path, help="default: beside you, ID.html or ID.pdf; - prints HTML")

    def handle(self, *args: Any, procedure: str, format: str, lang: Any, output: Path | None, **options: Any) -> None:
        folders = [settings.DEFINITIONS_DIR / folder for folder in ("procedures", "authority")]
        places = [Path(procedure), *(folder / f"{procedure}.yaml" for folder in folders)]
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            raise CommandError(f"{procedure}: 手続も規程もありません / no such procedure or regulation")
        town = Town(ward=with_practice_people(generate_ward(office(), read_staff())))
        source = source_at(path)
        try:
            described = describe(source, names_for(path, office(), settings.DEFINITIONS_DIR), town, lang)
            made = as_pdf(described, timezone.now()) if format == "pdf" else as_html(described).encode()
        except NotTranslated as refused:
            for problem in refused.problems:
                self.stderr.write(printed(refused.source, problem, lang))
            raise SystemExit(1) from refused
        except PrintingUnavailable as unavailable:
            raise CommandError(str(unavailable)) from unavailable
        if format == "html" and str(output) == "-":
            self.stdout.write(made.decode(), ending="")
            return
        target = output or Path(f"{path.stem}.{format}")
        try:
            target.write_bytes(made)
        except OSError as refused:
            raise CommandError(f"「{target}」に書けません。 / {target} cannot be written: {refused}") from refused
        self.stdout.write(str(target))
