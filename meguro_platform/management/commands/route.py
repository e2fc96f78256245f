"""manage.py route: who would examine, be consulted, verify and decide, for an applicant and his answers."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.management.arguments import a_day
from approvals.selectors.organisation import NoOrganisationError
from approvals.selectors.organisation_on import scene_on
from approvals.services.foreseen_route import RouteAsked, RouteNotFound, briefly, foreseen_route
from forms.source.source import Source
from meguro_platform.wiring import catalogue, office
from workflow.definition.load import load
from workflow.engine.machine import Machine
from workflow.errors import ProcedureNotFound
from workflow.selectors.programs import machine_in_force


class Command(BaseCommand):
    """Prints the route as the rules compute it; nothing is stored."""

    help = "Prints the route of a case before there is one. Exit status 1 when somebody on it cannot be found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", help="id of a procedure in force, or a file of a definition")
        parser.add_argument("--applicant", required=True, help="staff number")
        parser.add_argument("--answers", type=Path, help="a file of JSON: the answers by the names or ids of items")
        parser.add_argument("--post", default="", help="the post he applies in, where he holds several")
        parser.add_argument("--on", type=a_day, help="the day, 2026-05-11; today when left out")
        parser.add_argument("--absent", nargs="+", action="extend", default=[], help="staff numbers of who is away")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--details", action="store_true", help="JSON with names, units and everybody of a group")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print. Raises CommandError for a procedure, person, post or file that is not there."""
        asked = RouteAsked(
            applicant=options["applicant"],
            post=options["post"],
            answers=_answers(options["answers"]),
            absent=tuple(options["absent"]),
            on=options["on"] or timezone.localdate(),
        )
        try:
            machine = _machine(options["procedure"])
            found = foreseen_route(machine, asked, scene_on(asked.on).organisation, office().calendar)
        except (RouteNotFound, NoOrganisationError) as missing:
            raise CommandError(str(missing)) from missing
        if options["format"] == "json":
            shown = found if options["details"] else briefly(found)
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            self._print(found)
        if found["unresolved"]:
            raise SystemExit(1)

    def _print(self, found: dict[str, Any]) -> None:
        for stage in found["stages"]:
            who = stage["name"] or "、".join(stage["people"][:3])
            mark = f"  [{stage['reason']}]" if stage["skipped"] else f"  ({stage['rule']})"
            self.stdout.write(f"{stage['label']}  {stage['post']}  {who}{mark}")
        for duty in found["obligations"]:
            self.stdout.write(f"{duty['kind']}  {duty['post']}  {duty['name']}")
        for words in (*found["warnings"], *found["unresolved"]):
            self.stdout.write(f"! {words}")


def _machine(procedure: str) -> Machine:
    """The procedure in force of this id, or that of a file."""
    if not (path := Path(procedure)).is_file():
        try:
            if "\x00" in procedure:
                raise ProcedureNotFound(procedure)
            return machine_in_force(procedure)
        except ProcedureNotFound as missing:
            raise CommandError(f"{procedure}: 公開された手続がありません / no such procedure in force") from missing
    loaded = load(Source(str(path), _text(path)), catalogue())
    if loaded.program is None:
        raise CommandError(f"{path}: 誤りがあります。check_definitions で確かめてください / has errors")
    return Machine(loaded.program)


def _answers(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(_text(path))
    except RecursionError as error:
        raise CommandError(f"{path}: 入れ子が深すぎます / nested too deeply") from error
    except ValueError as error:
        raise CommandError(f"{path}: JSONとして読めません / no JSON: {error}") from error
    if not isinstance(found, dict):
        raise CommandError(f"{path}: 項目の名前と答えの対応を書いてください / expected an object of answers")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: UTF-8の文字として読めません / not UTF-8 text") from error
    except OSError as error:
        raise CommandError(f"{path}: 読めません / cannot be read: {error.strerror}") from error
