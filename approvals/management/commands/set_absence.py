"""manage.py set_absence: register that somebody is away."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.management.arguments import a_day, a_name
from approvals.services.set_absence import AbsenceInvalidError, set_absence


class Command(BaseCommand):
    """Register an absence: work goes to deputies or is looked at later, open work too once the absence has begun."""

    help = "Registers an absence. Open work follows on its first day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("staff_number")
        parser.add_argument("since", type=a_day, help="first day away, 2026-05-11")
        parser.add_argument("until", type=a_day, nargs="?", help="first day back; left out: not known yet")
        parser.add_argument("--reason", type=a_name)

    def handle(self, *args: Any, **options: Any) -> None:
        """Store it. Raises CommandError for an unknown person or days in the wrong order."""
        people = get_user_model().objects.filter(staff_number=options["staff_number"])
        person = people.values_list("uuid", flat=True).first()
        if person is None:
            raise CommandError(f"There is no person with the staff number {options['staff_number']}.")
        try:
            set_absence(
                person=person,
                since=options["since"],
                until=options["until"],
                reason=options["reason"] or "",
                now=timezone.now(),
            )
        except AbsenceInvalidError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The absence is registered.")
