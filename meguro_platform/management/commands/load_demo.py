"""manage.py load_demo: give the demo ward a past and a present."""

import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from approvals.office.office import office_at
from approvals.selectors.organisation import organisation_in_force
from forms.models import IssuedDocument
from forms.tokyo_time import TOKYO
from meguro_platform.demo.payroll import PayrollStory, payees
from meguro_platform.demo.payroll_server import PayrollServer
from meguro_platform.demo.personnel import next_april, personnel_files
from meguro_platform.demo.play import Player
from meguro_platform.demo.script import Script
from meguro_platform.selectors.staff_terms import staff_in_force
from workflow.models import Case

_TOLD_EVERY = 100
_PATIENCE = 30.0
"""Seconds to wait for the payroll system, which starts at the same time."""


class Command(BaseCommand):
    help = "Plays some hundred closed and open cases through the engine. Does nothing when there are cases already."

    def handle(self, *args: Any, **options: Any) -> None:
        if Case.objects.exists():
            self.stdout.write("There are cases already.")
            return
        now = timezone.now()
        with connection.cursor() as cursor:  # nobody has been promised anything yet: what a crash loses is played again
            cursor.execute("SET synchronous_commit = off")
        self._play_payslips(now)
        began = time.monotonic()
        plays = Script(organisation_in_force(), now).plays()
        for place, play in enumerate(plays, start=1):
            Player(play, now).run()
            if place % _TOLD_EVERY == 0:
                self.stdout.write(f"  {place} of {len(plays)} cases")
                self.stdout.flush()
        self._leave_personnel(now)
        closed, waiting = (Case.objects.filter(status=status).count() for status in ("ended", "open"))
        self.stdout.write(f"{closed} closed and {waiting} open cases in {time.monotonic() - began:.1f} s")

    def _leave_personnel(self, now: datetime) -> None:
        """The organisation of the next fiscal year; a worker takes it over when it finds the files."""
        server, today = PayrollServer(), now.astimezone(TOKYO).date()
        if server.answers(0):
            posts = office_at(settings.DEFINITIONS_DIR / "organisation").posts
            server.leave_personnel(personnel_files(posts), next_april(today))

    def _play_payslips(self, now: datetime) -> None:
        """Their files lie at the payroll system, so a ward without one has no payslips."""
        server, staff = PayrollServer(), staff_in_force()
        if staff is None or not server.answers(_PATIENCE):
            self.stdout.write("The payroll system cannot be reached: there are no payslips.")
            return
        began, organisation = time.monotonic(), organisation_in_force()
        PayrollStory(organisation, payees(organisation, staff), now, server.leave).play()
        self.stdout.write(f"  {IssuedDocument.objects.count()} payslips in {time.monotonic() - began:.1f} s")
        self.stdout.flush()
