"""manage.py migrate_cases PROCEDURE --dry-run: whom a version would reach, case by case, before anything is moved."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms.source.source import Source
from meguro_platform.wiring import catalogue
from workflow.definition.load import load
from workflow.engine.machine import Machine
from workflow.engine.program import Program
from workflow.errors import ProcedureNotFound
from workflow.models import DefinitionVersion
from workflow.selectors.migration import Judged, Reach, judged_cases
from workflow.selectors.programs import machine_in_force, machine_of

WORDS = {"as_is": "そのまま", "needs_map": "対応づけ", "stays": "移せない"}


class Command(BaseCommand):
    help = (
        "Judges every case under way against another version of its procedure and prints the verdicts. Nothing is "
        "moved: cases are moved by publishing the version on the clerk's page, where a second person sees the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", metavar="PROCEDURE", help="id of the procedure")
        parser.add_argument("--dry-run", action="store_true", required=True, help="judge only; there is no other way")
        target = parser.add_mutually_exclusive_group()
        target.add_argument("--file", type=Path, help="a definition that is not stored yet")
        target.add_argument("--proposed", action="store_true", help="the version that waits for a second person")
        parser.add_argument("--reach", choices=[Reach.UNTOUCHED, Reach.ALL], default=Reach.ALL)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        procedure = options["procedure"]
        target, moves = self._target(procedure, options["file"], options["proposed"])
        judged = judged_cases(procedure, target, reach=options["reach"], moves=moves)
        counts: Counter[str] = Counter()
        cases: list[dict[str, Any]] = []
        for case in judged:
            counts[case.verdict.kind] += 1
            if options["format"] == "json":
                cases.append(_told(case))
            else:
                reasons = " ".join(reason.text.ja for reason in case.verdict.reasons)
                steps = "・".join(case.steps)
                self.stdout.write(f"{case.number}  {WORDS[case.verdict.kind]}  {steps}  {reasons}".rstrip())
        if options["format"] == "json":
            told = {"procedure": procedure, "program": target.program.hash, "counts": counts, "cases": cases}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            total = "・".join(f"{word} {counts[kind]}件" for kind, word in WORDS.items())
            self.stdout.write(f"進行中 {counts.total()}件: {total}")

    def _target(self, procedure: str, file: Path | None, proposed: bool) -> tuple[Machine, dict[str, str]]:
        """The version that is looked at, and its map by hand. Raises CommandError."""
        if file is not None:
            return Machine(_program_in(file, procedure)), {}
        if proposed:
            waiting = DefinitionVersion.objects.filter(procedure__key=procedure, status="proposed").order_by("-pk")
            if (version := waiting.first()) is None:
                raise CommandError(f"no version of {procedure} waits for a second person")
            return machine_of(version.program_hash), version.moves
        try:
            return machine_in_force(procedure), {}
        except ProcedureNotFound as unknown:
            raise CommandError(str(unknown)) from unknown


def _program_in(file: Path, procedure: str) -> Program:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise CommandError(f"{file}: {unreadable}") from unreadable
    program = load(Source(file.name, text), catalogue()).program
    if program is None:
        raise CommandError(f"{file} has errors; see manage.py check_definitions {file}")
    if program.key != procedure:
        raise CommandError(f"{file} is the procedure {program.key}, not {procedure}")
    return program


def _told(case: Judged) -> dict[str, Any]:
    return {
        "number": case.number,
        "case": str(case.case),
        "program": case.program,
        "steps": list(case.steps),
        "verdict": case.verdict.kind,
        "reasons": [{"code": reason.code, "text": reason.text.ja} for reason in case.verdict.reasons],
    }
