"""Every kind of page with the full ward and a past: what it costs the server, beside a page with nothing on it.

Processor time counts this process and its PostgreSQL, so it says what a page costs however busy the machine is.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import django

ALLOWED = 100.0
"""Milliseconds of the server for one page."""
WARM_UPS = 2


class Reading(NamedTuple):
    """One request."""

    processor: float
    wall: float
    statements: int


def main(rounds: int = 10, cases: int = 10_000) -> int:
    """Print milliseconds and statements of each page; exit status 1 when one costs more processor time than allowed."""
    django.setup()
    from tests.support import database

    with database.of_this_run():
        prepare(cases)
        floor = measure(None, "/login/", rounds)
        told("a page with nothing on it", floor, floor)
        slow = 0
        for name, person, address in addresses():
            found = measure(person, address, rounds)
            told(name, found, floor)
            slow += found.processor > ALLOWED
    return 1 if slow else 0


def prepare(cases: int) -> None:
    """The ward with every procedure in force, and so many cases of its past."""
    from django.core.management import call_command
    from django.utils import timezone

    from approvals.selectors.organisation import organisation_in_force
    from meguro_platform.demo.play import Player
    from meguro_platform.demo.script import Script

    call_command("open_ward", bare=True)
    now = timezone.now()
    for play in Script(organisation_in_force(), now).plays()[-cases:]:
        Player(play, now).run()


def addresses() -> Iterator[tuple[str, Any, str]]:
    """What is looked at, by whom, where."""
    from django.db.models import Count

    from approvals.models import InboxEntry
    from meguro_platform.models import User
    from tests.support.platform_people import auditor, clerk, operator
    from workflow.models import Case, DefinitionVersion

    busiest = InboxEntry.objects.values("person").annotate(work=Count("task")).order_by("-work")[0]["person"]
    decider = User.objects.get(uuid=busiest)
    open_case = Case.objects.get(uuid=InboxEntry.objects.filter(person=busiest)[0].case_id)
    applicant = User.objects.get(uuid=open_case.applicant)
    version = DefinitionVersion.objects.filter(procedure__key="id-card-reissue").latest("pk").pk
    yield "portal", decider, "/"
    yield "catalogue", applicant, "/apply/"
    yield "form", applicant, "/apply/id-card-reissue/"
    yield "my cases", applicant, "/my/"
    yield "inbox", decider, "/inbox/"
    yield "case, to decide", decider, f"/cases/{open_case.number}/"
    yield "case, applicant", applicant, f"/cases/{open_case.number}/"
    yield "search", decider, "/search/?q=2026"
    yield "clerk's procedures", clerk(), "/clerk/"
    yield "editor", clerk(), "/clerk/id-card-reissue/"
    yield "version", clerk(), f"/clerk/id-card-reissue/versions/{version}/"
    yield "auditor's search", auditor(), "/audit/"
    yield "auditor's case", auditor(), f"/audit/{open_case.number}/"
    yield "organisation", clerk(), "/organisation/"
    yield "units", clerk(), "/organisation/units/"
    yield "operations", operator(), "/operations/"
    yield "ledger", operator(), "/operations/calls/"
    yield "payslips", applicant, "/documents/"


def measure(person: Any, address: str, rounds: int) -> Reading:
    """Medians of some requests, after others have filled what is remembered."""
    from django.test import Client

    client = Client()
    if person is not None:
        client.force_login(person)
    if address.startswith("/audit/"):
        client.post("/audit/purpose/", {"purpose": "測定"})
    readings = [request(client, address) for _ in range(WARM_UPS + rounds)][WARM_UPS:]
    return Reading(
        processor=statistics.median(each.processor for each in readings),
        wall=statistics.median(each.wall for each in readings),
        statements=readings[-1].statements,
    )


def request(client: Any, address: str) -> Reading:
    """One page. Raises AssertionError when it is not shown."""
    from django.db import connection

    statements: list[str] = []

    def note(run: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return run(sql, *rest)

    connection.ensure_connection()
    server = connection.connection.info.backend_pid
    used, began = time.process_time() + of_server(server), time.perf_counter()
    with connection.execute_wrapper(note):
        answer = client.get(address)
    wall, processor = time.perf_counter() - began, time.process_time() + of_server(server) - used
    assert answer.status_code == 200, (address, answer.status_code)
    return Reading(processor * 1000, wall * 1000, len(statements))


def of_server(pid: int) -> float:
    """Seconds of processor time of PostgreSQL's process for this connection."""
    return int((Path("/proc") / str(pid) / "schedstat").read_text().split()[0]) / 1e9


def told(name: str, found: Reading, floor: Reading) -> None:
    print(
        f"{name:26} {found.processor:6.1f} ms of processor time, {found.wall:6.1f} ms in all, {found.statements:3}"
        f" statements, {found.processor / floor.processor:5.1f} times an empty page",
        flush=True,
    )
