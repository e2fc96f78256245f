"""manage.py open_ward: what a ward needs before its first case, each only where it is missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from meguro_platform.embedded.processes import OPEN

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("load_ward", {"if_empty": True}),
    ("publish_definitions", {"unproved": True}),
)
"""Commands and their options, in this order; one process, because each start of Django costs a second."""

PAST: tuple[str, dict[str, Any]] = ("load_demo", {})
"""What a ward can do without: the cases of the last months."""


class Command(BaseCommand):
    """Loads the invented organisation into an empty database and puts the procedures in force."""

    help = "Makes the demo ward ready: people and units, the procedures under definitions/, a past and a present."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bare", action="store_true", help="without a past: no case has ever been started")
        parser.add_argument("--play", action="store_true", help="then say that the ward is open and play a case")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, chosen in STEPS if options["bare"] else (*STEPS, PAST):
            call_command(name, stdout=self.stdout, stderr=self.stderr, **chosen)
        if options["play"]:
            self.stdout.write(OPEN)
            self.stdout.flush()
            call_command("play_case", stdout=self.stdout, stderr=self.stderr)
