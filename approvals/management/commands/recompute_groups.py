"""manage.py recompute_groups: rights follow the organisation as it is today."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.selectors.organisation import NoOrganisationError
from approvals.services.grants import recompute_groups


class Command(BaseCommand):
    """Sweep does this each day by itself; here at once, after settings/rights.py has changed."""

    help = "Fills the groups that write definitions, audit and operate with those who belong to their units today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when no organisation is in force."""
        try:
            changed = recompute_groups(now=timezone.now())
        except NoOrganisationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"groups changed: {changed}")
