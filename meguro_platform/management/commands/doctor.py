"""manage.py doctor: is everything in the database as it must be, and what to do where it is not."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms.documents.press.engine import prove_printing
from forms.errors import PrintingUnavailable
from meguro_platform.selectors.invariants import INVARIANTS

_SHOWN = 20
"""Findings printed per statement."""


class Command(BaseCommand):
    help = "Checks what must hold in the database at any time. Exit status 1 when something does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, format: str, **options: Any) -> None:
        broken: dict[str, list[str]] = {}
        for invariant in INVARIANTS:
            found = list(invariant.broken())
            broken[invariant.id] = found
            if format == "text":
                self.stdout.write(f"{'ok  ' if not found else 'FAIL'} {invariant.id:6} {invariant.statement}")
                for sentence in found[:_SHOWN]:
                    self.stdout.write(f"       {sentence}")
                if len(found) > _SHOWN:
                    self.stdout.write(f"       and {len(found) - _SHOWN} more")
        if format == "text":
            self._say_whether_printing_works()
        if format == "json":
            self.stdout.write(json.dumps(broken, ensure_ascii=False))
        if any(broken.values()):
            raise CommandError("something does not hold; `verify_journal NUMBER` tells more about one case")

    def _say_whether_printing_works(self) -> None:
        """A machine that can't make PDF is no failure: everything else works."""
        try:
            prove_printing()
        except PrintingUnavailable as unavailable:
            self.stdout.write(f"note PDF    {unavailable}")
        else:
            self.stdout.write("ok   PDF    documents can be printed")
