"""manage.py prove_routes: every route that procedures can ask for, for everybody on the staff."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.management.arguments import a_day
from approvals.routing.organisation import Organisation
from approvals.routing.prove import Fault, Proof, prove
from approvals.selectors.organisation import NoOrganisationError
from approvals.selectors.organisation_on import Scene, scene_on
from approvals.services.prove_publication import scenes_to_prove
from workflow.engine.machine import Machine
from workflow.errors import ProcedureNotFound
from workflow.selectors.programs import keys_in_force, machine_in_force

_EVERY = 5.0
"""Seconds between two words about how far it is."""


class Command(BaseCommand):
    """Lists unresolved and self-approving routes; exit status 1 when there is one."""

    help = "Computes every route of every procedure in force for the whole staff, today and on known days of change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedures", nargs="*", help="ids; all that are in force when left out")
        parser.add_argument("--on", type=a_day, action="append", help="a day, 2026-05-11; may be repeated")
        parser.add_argument("--list", type=int, default=20, help="how many faults of a procedure are printed")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove and print. Raises CommandError when nothing is in force, SystemExit(1) when a route does not hold."""
        try:
            keys = options["procedures"] or keys_in_force()
            machines = [machine_in_force(key) for key in keys]
            every = [(machine, scene) for machine in machines for scene in _scenes(machine, options["on"])]
        except (NoOrganisationError, ProcedureNotFound) as missing:
            raise CommandError(str(missing)) from missing
        records = [
            self._prove(machine, scene.organisation, scene.day, options, f"{place}/{len(every)}")
            for place, (machine, scene) in enumerate(every, start=1)
        ]
        if options["format"] == "json":
            self.stdout.write(json.dumps(records, ensure_ascii=False, indent=2))
        if any(record["faults"] for record in records):
            raise SystemExit(1)

    def _prove(
        self, machine: Machine, organisation: Organisation, on: date, options: dict[str, Any], place: str
    ) -> dict[str, Any]:
        proof, began, last = Proof(), time.monotonic(), time.monotonic()
        faults: list[Fault] = []
        for found in prove(machine, organisation, on, proof):
            if found is not None:
                faults.append(found)
            if time.monotonic() - last > _EVERY:
                last = time.monotonic()
                self.stderr.write(f"  {place} {machine.program.key} {on}: {proof.people}人 {proof.routes}経路")
        record = {
            "procedure": machine.program.key,
            "on": on.isoformat(),
            "people": proof.people,
            "routes": proof.routes,
            "seconds": round(time.monotonic() - began, 1),
            "nobody_above": proof.nobody_above,
            "faults": [_told(fault, organisation) for fault in faults],
        }
        if options["format"] == "text":
            self._print(record, options["list"])
        return record

    def _print(self, record: dict[str, Any], most: int) -> None:
        faults = record["faults"]
        self.stdout.write(
            f"{record['procedure']} {record['on']}: {record['people']}人 {record['routes']}経路 "
            f"({record['seconds']}秒) 誤り {len(faults)}件"
        )
        for fault in faults[:most]:
            self.stdout.write(
                f"  {fault['unit']}の{fault['post']} {fault['name']}  {fault['question']}: {fault['reason']}"
            )
        if len(faults) > most:
            self.stdout.write(f"  ほか {len(faults) - most}件")
        for who in record["nobody_above"]:
            self.stdout.write(f"  注意: {who}の事案は、上の職がないので決定できる人がいません。")


def _scenes(machine: Machine, days: list[date] | None) -> Iterable[Scene]:
    return map(scene_on, days) if days else scenes_to_prove(machine, timezone.localdate())


def _told(fault: Fault, organisation: Organisation) -> dict[str, Any]:
    person = organisation.persons.get(fault.person)
    return {
        "person": person.staff_number if person else "",
        "name": person.name if person else "",
        "unit": organisation.full_name(fault.unit) if fault.unit else "",
        "post": fault.post,
        "question": fault.question,
        "reason": fault.reason.ja,
        "approves_himself": fault.approves_himself,
    }
