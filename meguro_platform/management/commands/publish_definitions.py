"""manage.py publish_definitions: put the procedures under definitions/ in force, where their text has changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from forms.source.source import Source
from meguro_platform.wiring import office
from workflow.definition.load import load
from workflow.engine.program import Program
from workflow.models import DefinitionVersion
from workflow.services.publish_definition import propose_definition, publish_definition


class Command(BaseCommand):
    help = (
        "Puts procedures in force as the system, without a second person: for setting up and for automated delivery"
        " of files that were reviewed elsewhere. A file whose program is already in force is passed over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="files; default: all of definitions/procedures")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        chosen = paths or sorted((settings.DEFINITIONS_DIR / "procedures").glob("*.yaml"))
        texts = [(path, path.read_text(encoding="utf-8")) for path in chosen]
        programs = [(path, text, self._program(path, text)) for path, text in texts]
        with transaction.atomic():
            for path, text, program in programs:
                self._publish(path, text, program)

    def _program(self, path: Path, text: str) -> Program:
        loaded = load(Source(path.name, text), office().catalogue)
        if loaded.program is None:
            first = loaded.problems[0]
            place = f"{path}:{first.position.line}:{first.position.column}"
            raise CommandError(f"{place}: [{first.id}] {first.message.ja} (check_definitions tells all)")
        return loaded.program

    def _publish(self, path: Path, text: str, program: Program) -> None:
        in_force = DefinitionVersion.objects.filter(
            procedure__key=program.key, status=DefinitionVersion.Status.IN_FORCE, program_hash=program.hash
        )
        if in_force.exists():
            self.stdout.write(f"{program.key}: in force already")
            return
        now = timezone.now()
        version = propose_definition(program=program, source=text, by=None, note="公開コマンドによる公開", now=now)
        publish_definition(version=version.pk, by=None, now=now)
        self.stdout.write(f"{program.key}: published {program.hash[:12]}")
