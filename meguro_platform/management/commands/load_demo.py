"""manage.py load_demo: give the demo ward a past and a present."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.demo.play import Player
from meguro_platform.demo.script import Script
from workflow.models import Case

_TOLD_EVERY = 100


class Command(BaseCommand):
    help = "Plays some hundred closed and open cases through the engine. Does nothing when there are cases already."

    def handle(self, *args: Any, **options: Any) -> None:
        if Case.objects.exists():
            self.stdout.write("There are cases already.")
            return
        began = time.monotonic()
        now = timezone.now()
        plays = Script(organisation_in_force(), now).plays()
        with connection.cursor() as cursor:  # nobody has been promised anything yet: what a crash loses is played again
            cursor.execute("SET synchronous_commit = off")
        for place, play in enumerate(plays, start=1):
            Player(play, now).run()
            if place % _TOLD_EVERY == 0:
                self.stdout.write(f"  {place} of {len(plays)} cases")
                self.stdout.flush()
        closed, waiting = (Case.objects.filter(status=status).count() for status in ("ended", "open"))
        self.stdout.write(f"{closed} closed and {waiting} open cases in {time.monotonic() - began:.1f} s")
