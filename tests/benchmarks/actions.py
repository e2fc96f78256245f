"""A mid-chain approval through dispatch with everything on, beside the one-statement floor, in one run.

The approval closes a task, opens the next for another person, tells the applicant, journals and moves inbox entries.
The floor writes the same rows: one statement to lock and read, one to write. Both commit to disk.
"""

import hashlib
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

ACTIONS, ROUNDS = 200, 3
HERE = Path(__file__).parent
FLOOR = (HERE / "floor.sql").read_text(encoding="utf-8")


def main() -> int:
    """Print actions per second at 1 and 2 clients; exit status 1 when dispatch stays under 35 % of the floor."""
    django.setup()
    from tests.support import database

    with database.of_this_run(durable=True):
        prepare_ward()
        reached = [measure(clients) for clients in (1, 2)]
    return 0 if min(reached) >= 0.35 else 1


def measure(clients: int) -> float:
    """Median rates of dispatch and floor over interleaved rounds; returns their ratio."""
    rates: dict[str, list[float]] = {"dispatch": [], "floor": []}
    for _ in range(ROUNDS):
        for kind, rate in rates.items():
            rate.append(run_clients(kind, clients))
    dispatch, floor = (statistics.median(rates[kind]) for kind in ("dispatch", "floor"))
    print(
        f"{clients} client{'s' if clients > 1 else ' '}  dispatch {dispatch:7.0f}/s  floor {floor:7.0f}/s"
        f"  dispatch reaches {dispatch / floor:.0%} of the floor",
        flush=True,
    )
    return float(dispatch / floor)


def run_clients(kind: str, clients: int) -> float:
    """Actions per second of all clients together, after each has warmed up."""
    from django.db import connection

    cases = start_cases((ACTIONS + 20) * clients)
    share = len(cases) // clients
    name = connection.settings_dict["NAME"]
    connection.close()
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(clients), context.Queue()
    workers = [
        context.Process(target=client, args=(kind, name, cases[i * share : (i + 1) * share], barrier, results))
        for i in range(clients)
    ]
    for worker in workers:
        worker.start()
    spent = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return float(ACTIONS * clients / max(spent))


def client(kind: str, database: str, cases: Sequence[tuple[str, str]], barrier: Any, results: Any) -> None:
    """One process: warm up, wait for the others, act."""
    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    act = approving() if kind == "dispatch" else floor_of(connection)
    for case, task in cases[: len(cases) - ACTIONS]:
        act(case, task)
    barrier.wait()
    began = time.perf_counter()
    for case, task in cases[len(cases) - ACTIONS :]:
        act(case, task)
    results.put(time.perf_counter() - began)


def approving() -> Callable[[str, str], None]:
    """The act as a page does it, which knows who signed in."""
    from tests.support.ward import MONDAY
    from workflow.services.complete_user_task import complete_user_task
    from workflow.services.dispatch import Done
    from workflow.services.request import CommandKey

    person = decider("04020000")

    def act(case: str, task: str) -> None:
        outcome = complete_user_task(
            task=UUID(task), person=person, verdict="approve", now=MONDAY, key=CommandKey.of(task, str(person))
        )
        assert isinstance(outcome, Done), outcome

    return act


def floor_of(connection: Any) -> Callable[[str, str], None]:
    """The same rows by hand, prepared."""
    import psycopg

    from tests.support.ward import MONDAY

    connection.ensure_connection()
    raw = psycopg.connect(connection.connection.info.dsn, prepare_threshold=0)
    person, other = str(decider("04020000")), str(decider("04000000"))

    def act(case: str, task: str) -> None:
        with raw.transaction():
            row = raw.execute(
                "SELECT revision, state::text, journal_seq, journal_head FROM workflow_case WHERE uuid = %s FOR UPDATE",
                [case],
            ).fetchone()
            assert row is not None
            values = {
                "case": case, "task": task, "next_task": str(uuid4()), "person": person, "decider": other,
                "applicant": person, "state": row[1], "steps": '["二人目"]', "now": MONDAY, "key": task,
                "hash": hashlib.sha256(row[1].encode()).hexdigest(), "header": row[1].encode()[:600],
                "salt": b"s" * 16, "body": row[1].encode(),
            }  # fmt: skip
            raw.execute(FLOOR, values)

    return act


def decider(unit: str) -> UUID:
    """Who leads a unit."""
    from approvals.selectors.organisation import organisation_in_force
    from tests.support.ward import MONDAY

    organisation = organisation_in_force()
    post = organisation.head_post(unit)
    assert post is not None
    holder = organisation.holder(post.key, MONDAY.date())
    assert holder is not None
    return UUID(holder.person)


def prepare_ward() -> None:
    """The ward, and the procedure that is measured."""
    from tests.support.ward import load_world

    load_world()
    publish_measured()


def publish_measured() -> None:
    """Put the procedure that is measured in force."""
    from tests.support.ward import publish

    publish("measured-approval", (HERE / "approval.yaml").read_text(encoding="utf-8"))


def start_cases(count: int) -> list[tuple[str, str]]:
    """(case, open task) of cases that wait for the first approval."""
    from tests.support.ward import MONDAY, cast
    from workflow.models import UserTask
    from workflow.services.dispatch import Done
    from workflow.services.start_case import start_case

    applicant = cast().applicant
    started = []
    for _ in range(count):
        outcome = start_case(
            procedure="measured-approval",
            applicant=applicant,
            person=applicant,
            answers={"subject": "椅子", "amount": 1000},
            now=MONDAY,
        )
        assert isinstance(outcome, Done), outcome
        started.append(UUID(outcome.result["case"]))
    tasks = UserTask.objects.filter(case__in=started, status="open").values_list("case_id", "uuid")
    return [(str(case), str(task)) for case, task in tasks]
