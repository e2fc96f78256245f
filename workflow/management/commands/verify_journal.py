"""manage.py verify_journal: every stream's chain, and every case's journal against its stored state."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.models import Case
from workflow.selectors.journal import Finding, check_case, check_everything


class Command(BaseCommand):
    help = (
        "Checks the journal: each stream's hash chain, payloads against their digests, and that carrying out the"
        " journal of every case again leads to its stored state. It detects edited, removed, inserted and replaced"
        " entries, and rows changed behind the journal's back. It cannot detect that somebody with full rights on the"
        " database rewrote a stream together with all hashes after the change, cut off its newest entries and the"
        " case's memory of them, or put back an old backup: only sealing with a witness outside the database detects"
        " that. Exit status 1 when something does not hold."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", help="only the case of this number")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, number: str | None, format: str, **options: Any) -> None:
        checked, findings = 0, list[Finding]()
        for name, found in self._streams(number):
            checked += 1
            findings += found
            for finding in found:
                if format == "text":
                    place = f" entry {finding.seq}" if finding.seq else ""
                    self.stderr.write(f"{name}{place}: {finding.what}")
        if format == "json":
            rows = [{"stream": f"{f.kind}/{f.stream}", "seq": f.seq, "what": f.what} for f in findings]
            self.stdout.write(json.dumps({"streams": checked, "findings": rows}, ensure_ascii=False))
        else:
            self.stdout.write(f"{checked} streams checked, {len(findings)} findings")
        if findings:
            raise CommandError("the journal does not hold")

    def _streams(self, number: str | None) -> Any:
        if number is None:
            return check_everything()
        case = Case.objects.filter(number=number).first()
        if case is None:
            raise CommandError(f"there is no case {number}")
        return [(f"case {number}", check_case(case))]
