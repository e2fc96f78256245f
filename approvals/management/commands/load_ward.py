"""manage.py load_ward: fill an empty database with the invented ward of 2,100 staff."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.office.office import office_at
from approvals.services.load_ward import OrganisationExistsError, load_ward
from approvals.ward.generate import SEED, generate_ward
from approvals.ward.staff import read_staff


class Command(BaseCommand):
    """Load めぐる区: units, posts, 2,107 people, duties and absences. Does nothing when it is loaded already."""

    help = "Loads the invented ward of 2,100 staff. Nobody in it has a usable password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed gives other holders of posts")
        parser.add_argument(
            "--if-empty", action="store_true", help="be content when an organisation is in force already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Generate and store. Raises CommandError when an organisation is in force, unless --if-empty is given."""
        ward = generate_ward(office_at(Path(settings.DEFINITIONS_DIR) / "organisation"), read_staff(), options["seed"])
        try:
            generation = load_ward(ward=ward, name="めぐる区", now=timezone.now())
        except OrganisationExistsError as error:
            if options["if_empty"]:
                self.stdout.write("An organisation is in force already.")
                return
            raise CommandError(str(error)) from error
        self.stdout.write(f"{generation.name}: {len(ward.persons)} people, {len(ward.office.units)} units.")
