"""manage.py publish_definitions: put procedures and kinds of documents in force, where their text has changed.

Their offices have the rights on them when it ends.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from approvals.selectors.organisation import NoOrganisationError
from approvals.services.grants import recompute_groups
from approvals.services.prove_publication import objection_to
from forms.issuance.kind import DocumentKind
from forms.services.issuance.load_kind import load_kind
from forms.source.problem import Problem
from forms.source.source import Source
from meguro_platform.management.definition_file import source_at
from meguro_platform.selectors.document_files import KindFile, kind_files
from meguro_platform.wiring import catalogue, office
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
        parser.add_argument("--unproved", action="store_true", help="do not compute the routes of 回議 first")

    def handle(self, *args: Any, paths: list[Path], unproved: bool, **options: Any) -> None:
        documents = settings.DEFINITIONS_DIR / "documents"
        chosen = paths or sorted((settings.DEFINITIONS_DIR / "procedures").glob("*.yaml"))
        sources = [(path, source_at(path, path.name)) for path in chosen]
        programs = [(source, self._program(path, source)) for path, source in sources]
        if not unproved:
            self._prove([program for _, program in programs if not _in_force(program)])
        kinds = [] if paths else [self._usable(file) for file in kind_files(documents, office().names.unique)]
        with transaction.atomic():
            for source, program in programs:
                self._publish(source.text, program)
            for kind in kinds:
                load_kind(kind=kind, office=office().names.unique[kind.office], now=timezone.now())
                self.stdout.write(f"{kind.key}: in force")
            try:
                recompute_groups(now=timezone.now())
            except NoOrganisationError as error:
                raise CommandError(str(error)) from error

    def _program(self, path: Path, source: Source) -> Program:
        loaded = load(source, catalogue())
        if loaded.program is None:
            raise _unusable(path, loaded.problems[0])
        return loaded.program

    def _prove(self, programs: list[Program]) -> None:
        for program in programs:
            objection = objection_to(program, today=timezone.localdate(), say=self.stderr.write)
            if objection is not None:
                raise CommandError(f"{program.key}: {objection.ja}")

    def _usable(self, file: KindFile) -> DocumentKind:
        if file.kind is None:
            raise _unusable(Path(file.source.path), file.problems[0])
        return file.kind

    def _publish(self, text: str, program: Program) -> None:
        if _in_force(program):
            self.stdout.write(f"{program.key}: in force already")
            return
        now = timezone.now()
        version = propose_definition(program=program, source=text, by=None, note="公開コマンドによる公開", now=now)
        publish_definition(version=version.pk, by=None, now=now)
        self.stdout.write(f"{program.key}: published {program.hash[:12]}")


def _in_force(program: Program) -> bool:
    """Whether just this program is in force already."""
    return DefinitionVersion.objects.filter(
        procedure__key=program.key, status=DefinitionVersion.Status.IN_FORCE, program_hash=program.hash
    ).exists()


def _unusable(path: Path, first: Problem) -> CommandError:
    place = f"{path}:{first.position.line}:{first.position.column}"
    return CommandError(f"{place}: [{first.id}] {first.message.ja} (check_definitions tells all)")
