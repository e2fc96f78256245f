"""manage.py load_organisation: take over units, staff and postings from the files of the personnel system."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.hr.roster import Files
from approvals.management.arguments import a_day, a_name
from approvals.office.office import office_at
from approvals.services.take_personnel_files import TakenFiles, take_personnel_files
from forms.tokyo_time import TOKYO


class Command(BaseCommand):
    """Everything or nothing: one wrong row refuses all three files, and every reason is told with its row."""

    help = "Replaces the organisation by what three CSV files say, at once or from a later day on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units", type=Path, required=True, help="組織: units with their heads' titles")
        parser.add_argument("--staff", type=Path, required=True, help="職員: people")
        parser.add_argument("--postings", type=Path, required=True, help="発令: one row per post or unit of a person")
        parser.add_argument("--on", type=a_day, help="the day it comes into force; today without it")
        parser.add_argument("--name", type=a_name, default="人事異動", help="what this generation is called")
        parser.add_argument("--confirmed", action="store_true", help="far fewer or more rows than now are right")
        parser.add_argument("--dry-run", action="store_true", help="only check")
        parser.add_argument("--lang", choices=("ja", "en"), default="ja")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and store. Raises CommandError, with exit status 1, when the files are refused."""
        now = timezone.now()
        on = options["on"] or now.astimezone(TOKYO).date()
        office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
        files = Files(**{name: _content(options[name]) for name in ("units", "staff", "postings")})
        taken = take_personnel_files(
            files,
            office,
            on=on,
            name=options["name"],
            now=now,
            confirmed=options["confirmed"],
            only_check=options["dry_run"],
        )
        self._tell(taken, options["format"], options["lang"])
        if not taken.accepted:
            raise CommandError("Nothing was loaded.")
        if options["format"] == "text":
            state = "checked only" if options["dry_run"] else f"in force from {on}"
            counts = f"{taken.units} units, {taken.people} people, {taken.postings} postings"
            self.stdout.write(f"{counts}: {state}.")

    def _tell(self, taken: TakenFiles, form: str, language: str) -> None:
        told = [
            {
                "file": each.file,
                "row": each.row,
                "severity": each.severity,
                "message": each.message.in_language(language),
            }
            for each in taken.findings
        ]
        if form == "json":
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for each in told:
            self.stdout.write("{file}:{row}: {severity}: {message}".format(**each))


def _content(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
