"""The inbox of somebody with 250 open tasks among one and ten million, beside one table with a partial index.

Both give the newest fifty and a count. Measured too: the page itself, and what it costs that a search finds only cases
its reader may see. Ten million tasks take six minutes to write, and twenty gigabytes; `growth=1` stops at the
first million, `tasks=100000` begins with less.
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import django

from meguro_platform.embedded.server import MEMORY

OPEN = 250
"""Tasks of one person."""
REMEMBERED = "4GB"
"""Of the database, unless the environment says another: one of ten million tasks is not left with its 128 MB."""
HERE = Path(__file__).parent
TABLES = """
CREATE TABLE filled_person (place integer PRIMARY KEY, person uuid NOT NULL);
CREATE TABLE floor_task (
    id bigserial PRIMARY KEY, person uuid NOT NULL, task uuid NOT NULL, number text NOT NULL, procedure text NOT NULL,
    step text NOT NULL, created timestamptz NOT NULL, due timestamptz, status text NOT NULL
);
CREATE INDEX floor_open ON floor_task (person, created DESC, id DESC) WHERE status = 'open';
GRANT SELECT ON floor_task, filled_person TO meguro_app
"""
FLOOR_COUNT = "SELECT count(*) FROM floor_task WHERE person = %s AND status = 'open'"
FLOOR_PAGE = """
SELECT id, task, number, procedure, step, created, due FROM floor_task
WHERE person = %s AND status = 'open' ORDER BY created DESC, id DESC LIMIT 50
"""


def main(tasks: int = 1_000_000, growth: int = 10) -> int:
    """Print medians and ratios; exit status 1 when one of them misses its target."""
    sizes = [tasks] if growth == 1 else [tasks, tasks * growth]
    os.environ.setdefault(MEMORY, REMEMBERED)
    django.setup()
    from tests.benchmarks import actions
    from tests.support import database

    with database.of_this_run():
        actions.prepare_ward()
        ((case, task),) = actions.start_cases(1)
        kept, taken = [], []
        for first, last in zip((0, *sizes), sizes, strict=False):
            fill(first, last, case, task)
            own, floor = queries()
            taken.append(own)
            kept += [own <= 4 * floor, pages() <= 60, searches() <= 2]
        grown = taken[-1] / taken[0]
        print(f"{growth} times the tasks take {grown:.2f}x (1.3)")
    return 0 if all(kept) and grown <= 1.3 else 1


def fill(first: int, last: int, case: str, task: str) -> None:
    """Write the tasks from `first` up to `last`, past the application."""
    from django.db import connection

    from approvals.services.index_cases import index_cases
    from tests.support.database import superuser

    began = time.perf_counter()
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("SET session_replication_role = replica")
        if first == 0:
            index_cases()
            server.execute(TABLES)
        values = {"first": first, "last": last, "case": case, "task": task}
        for statement in (HERE / "inbox_fill.sql").read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                server.execute(statement.encode(), values)
        server.execute("VACUUM ANALYZE")
    print(f"{last:>12,} tasks, written in {time.perf_counter() - began:.0f} s", flush=True)


def queries() -> tuple[float, float]:
    """Medians of page and count, the product's and the floor's, interleaved, in milliseconds.

    Everybody's inbox is read twice, and the second time counts: ten million tasks are more than the machine remembers,
    so a first reading is about its disk.
    """
    import psycopg
    from django.db import connection

    from approvals.selectors.inbox import inbox_of

    connection.ensure_connection()
    with psycopg.connect(connection.connection.info.dsn, prepare_threshold=0, autocommit=True) as raw:
        people = [row[0] for row in raw.execute("SELECT person FROM filled_person ORDER BY random() LIMIT 400")]

        def floor(person: UUID) -> None:
            assert raw.execute(FLOOR_COUNT, [person]).fetchone() == (OPEN,)
            assert len(raw.execute(FLOOR_PAGE, [person]).fetchall()) == 50

        def own(person: UUID) -> None:
            page = inbox_of(person)
            assert page.total - OPEN in (0, 1)  # one of them has the task that was copied, too
            assert len(page.rows) == 50

        for said in ("inbox never read before, partly from the disk:", "inbox"):
            ours, least = medians(people, own, floor)
            print(f"{said} {ours:.2f} ms, floor {least:.2f} ms: {ours / least:.1f}x (4)", flush=True)
    return ours, least


def medians(people: Sequence[UUID], *acts: Callable[[UUID], None]) -> list[float]:
    """Of each act, done for all people one after the other, in milliseconds."""
    spent = [[timed(act, person) for act in acts] for person in people]
    return [statistics.median(times) for times in zip(*spent, strict=True)]


def pages() -> float:
    """Median of the whole page, in milliseconds of the server."""
    from django.test import Client

    from meguro_platform.models import User

    client, spent = Client(), []
    for person in User.objects.order_by("staff_number")[:20]:
        client.force_login(person)
        client.get("/inbox/")
        spent += [timed(client.get, "/inbox/") for _ in range(3)]
    median = statistics.median(spent)
    print(f"page of the inbox {median:.0f} ms (60)", flush=True)
    return median


def searches() -> float:
    """How much longer a search among the cases of one reader takes than the same without asking who reads, at most.

    He reads sixty cases himself and those of his department; both sides answer with the rows of a page.
    """
    from approvals.models import CaseWords
    from approvals.selectors.organisation import asked_once, organisation_in_force
    from approvals.selectors.visibility import subjects_of
    from meguro_platform.models import User
    from meguro_platform.selectors.own_cases import page_of
    from meguro_platform.selectors.searched_cases import searched_cases
    from workflow.models import Case

    today, organisation = date(2026, 11, 2), organisation_in_force()
    people = User.objects.order_by("staff_number").values_list("uuid", flat=True)
    reader = next(person for person in people if len(subjects_of(person, organisation, today)) > 3)
    everywhere = CaseWords.objects.values_list("text", flat=True)[0].split()[0][:2]

    def asked(word: str) -> None:
        assert searched_cases([word], reader, on=today).cases

    def free(word: str) -> None:
        found = CaseWords.objects.filter(terms__contains=[word], text__contains=word)
        assert page_of(Case.objects.filter(uuid__in=found.values("case")), None).cases

    ratios = []
    for word in (everywhere, "希少"):
        spent: dict[Callable[[str], None], list[float]] = {asked: [], free: []}
        with asked_once():  # as a page does
            for _ in range(25):
                for search, times in spent.items():
                    times.append(timed(search, word))
        ours, least = (statistics.median(spent[search][2:]) for search in (asked, free))
        print(f"search of a reader for {word} {ours:.1f} ms, of everything {least:.1f} ms: {ours / least:.2f}x (2)")
        ratios.append(ours / least)
    return max(ratios)


def timed(act: Callable[[Any], object], argument: object) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act(argument)
    return (time.perf_counter() - began) * 1000
