"""manage.py open_ward: what a ward needs before its first case, each only where it is missing."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("load_ward", {"if_empty": True}),
    ("publish_definitions", {}),
    ("load_demo", {}),
)
"""Commands and their options, in this order; one process, because each start of Django costs a second."""


class Command(BaseCommand):
    """Loads the invented organisation into an empty database and puts the procedures in force."""

    help = "Makes the demo ward ready: people and units, the procedures under definitions/, a past and a present."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, chosen in STEPS:
            call_command(name, stdout=self.stdout, stderr=self.stderr, **chosen)
