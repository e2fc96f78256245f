"""manage.py show_machine: the state machine that a procedure compiles to."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meguro_platform.management.definition_file import source_at
from meguro_platform.wiring import catalogue
from workflow.definition.load import load
from workflow.definition.machine.machine import machine_of
from workflow.definition.machine.mermaid import as_mermaid
from workflow.definition.machine.text import as_text


class Command(BaseCommand):
    help = "Prints states, events, guards, effects and source lines of a compiled procedure. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", help="id of a procedure under definitions/procedures, or a file")
        parser.add_argument("--format", choices=("text", "mermaid", "json"), default="text")

    def handle(self, *args: Any, procedure: str, format: str, **options: Any) -> None:
        path = Path(procedure)
        if not path.is_file():
            path = settings.DEFINITIONS_DIR / "procedures" / f"{procedure}.yaml"
        if not path.is_file():
            raise CommandError(f"{procedure}: 手続がありません / no such procedure")
        loaded = load(source_at(path), catalogue())
        if loaded.program is None:
            raise CommandError(f"{path}: 誤りがあります。check_definitions で確かめてください / has errors")
        machine = machine_of(loaded.program)
        match format:
            case "text":
                self.stdout.write(as_text(machine), ending="")
            case "mermaid":
                self.stdout.write(as_mermaid(machine), ending="")
            case _:
                self.stdout.write(msgspec.json.format(msgspec.json.encode(machine), indent=2).decode())
