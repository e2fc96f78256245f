"""Calls to connected systems: taking and marking them, sending them, and what a slow receiver leaves of it; in one run.

Beside our ledger stand a bare outbox of two statements, and tasks of Celery over Redis that do nothing. Every row is on
the disk when it counts; Redis keeps nothing. Two workers are two processes, as they are Celery's. Beside each rate
stands the processor time of one row, call or task, because a busy machine makes all rates small: the workers', and for
claim and mark that of the database's process that serves them.
"""

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

from tests.benchmarks.rate import Rate, processor_of
from tests.benchmarks.receiver import running_receiver

ROWS, BATCH, CALLS, SLOW_CALLS, ROUNDS = 20_000, 100, 3_000, 1_500, 3
AT_ONCE = {"two": 96, "slow": 32}
"""How many calls the receiver takes at a time, from all workers: as many as two may send, and less than one."""
CLAIM_GOAL, CELERY_GOAL, SLOW_GOAL = 10_000, 2.0, 250
WORKERS = 2
SYSTEM, OPERATION = "入退室", "入退室.証の停止"


def main() -> int:
    """Print rates and ratios; exit status 1 when a goal is missed."""
    django.setup()
    from tests.benchmarks.celery_noop import running_workers
    from tests.support import database
    from tests.support.brokers import running_redis

    with (
        database.of_this_run(durable=True),
        tempfile.TemporaryDirectory() as folder,
        running_redis(Path(folder) / "redis") as redis,
        running_workers(redis, WORKERS) as celery,
    ):
        rates = in_turns(
            {
                "claim and mark": lambda: rows_a_second(claim_and_mark()),
                "bare outbox": lambda: rows_a_second(bare_outbox()),
                "sent by two": lambda: sent(CALLS, WORKERS, at_once=AT_ONCE["two"]),
                "Celery": lambda: celery(CALLS),
                "sent to 50 ms": lambda: sent(SLOW_CALLS, 1, pause=0.05, at_once=AT_ONCE["slow"]),
            }
        )
    return verdict(rates)


def verdict(rates: dict[str, Rate]) -> int:
    """Say how far each goal is reached."""
    claimed, bare, ours, theirs, slow = (rate.per_second for rate in rates.values())
    for kind, rate in rates.items():
        print(f"{kind}: {rate.per_second:,.0f}/s, {rate.processor * 1000:.3f} ms of processor time each")
    print(f"claim and mark would reach {1 / rates['claim and mark'].processor:,.0f} rows/s with a processor to itself")
    cheaper = rates["Celery"].processor / rates["sent by two"].processor
    print(f"a call takes 1/{cheaper:.1f} of the worker's processor time that a task of Celery takes")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"claim and mark {claimed:,.0f} rows/s, {claimed / bare:.0%} of a bare outbox (goal {CLAIM_GOAL:,} rows/s)")
    print(f"two workers {ours:,.0f} calls/s, Celery {theirs:,.0f} tasks/s: {ours / theirs:.1f} x (goal {CELERY_GOAL})")
    print(f"one worker to a receiver of 50 ms, {AT_ONCE['slow']} at once: {slow:,.0f} calls/s (goal {SLOW_GOAL})")
    return 0 if claimed >= CLAIM_GOAL and ours >= CELERY_GOAL * theirs and slow >= SLOW_GOAL else 1


def in_turns(kinds: dict[str, Callable[[], Rate]]) -> dict[str, Rate]:
    """The median rate of each over interleaved rounds, with the processor time of that round."""
    found: dict[str, list[Rate]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind, measure in kinds.items():
            found[kind].append(measure())
        now = ", ".join(f"{kind} {rates[-1].per_second:,.0f}/s" for kind, rates in found.items())
        print(f"round {number + 1}: {now}", flush=True)
    return {kind: statistics.median_low(rates) for kind, rates in found.items()}


def rows_a_second(act: Callable[[], int]) -> Rate:
    """How fast it gets through everything."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = int(cursor.fetchone()[0])
    began, processor = time.perf_counter(), time.process_time() + processor_of(server)
    done = act()
    assert done == ROWS, done
    spent = time.process_time() + processor_of(server) - processor
    return Rate(ROWS / (time.perf_counter() - began), spent / ROWS)


def fill(count: int) -> None:
    """Calls that wait, and no others."""
    from django.db import connection

    from tests.support.database import superuser
    from tests.support.ledger import open_calls

    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("TRUNCATE integrations_attempt, workflow_effect, workflow_channel CASCADE")
    payload = {"職員証番号": "N-1", "事由": "紛失"}
    open_calls(count, target=SYSTEM, operation=OPERATION, payload=payload)
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("ANALYZE workflow_effect")


def claim_and_mark() -> Callable[[], int]:
    """One worker takes rows in batches and marks them done, without sending anything."""
    from django.utils import timezone

    from workflow.services.claim_effects import Allowance, claim_effects
    from workflow.services.settle_effect import Answered, mark_effects

    fill(ROWS)
    allowances = [Allowance(target=SYSTEM, room=BATCH, at_once=BATCH)]

    def act() -> int:
        done = 0
        while found := claim_effects(worker="w", allowances=allowances, limit=BATCH, lease=timedelta(seconds=15)):
            done += len(mark_effects([(effect, Answered()) for effect in found], now=timezone.now()))
        return done

    return act


_BARE = """
DROP TABLE IF EXISTS bare_outbox;
CREATE TABLE bare_outbox (id bigserial PRIMARY KEY, key text, payload jsonb, taken_at timestamptz, sent_at timestamptz);
CREATE INDEX bare_waiting ON bare_outbox (id) WHERE taken_at IS NULL;
"""
_TAKE = """
UPDATE bare_outbox SET taken_at = now() WHERE id IN (SELECT id FROM bare_outbox WHERE taken_at IS NULL ORDER BY id
    LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING id, key, payload
"""


def bare_outbox() -> Callable[[], int]:
    """The same with nothing around it: no leases, fences, limits, order."""
    from django.db import connection

    from tests.support.database import superuser

    server = superuser(str(connection.settings_dict["NAME"]))
    with server as bare:
        bare.execute(_BARE)
        bare.execute(
            "INSERT INTO bare_outbox (key, payload) SELECT gen_random_uuid()::text, %s FROM generate_series(1, %s)",
            ['{"職員証番号": "N-1", "事由": "紛失"}', ROWS],
        )
        bare.execute("ANALYZE bare_outbox")

    def act() -> int:
        done = 0
        with superuser(str(connection.settings_dict["NAME"])) as bare:
            while found := bare.execute(_TAKE, [BATCH]).fetchall():
                bare.execute("UPDATE bare_outbox SET sent_at = now() WHERE id = ANY(%s)", [[row[0] for row in found]])
                done += len(found)
        return done

    return act


def sent(count: int, workers: int, *, pause: float = 0.0, at_once: int) -> Rate:
    """Calls per second from the first until the last is marked, all workers together."""
    from django.db import connection

    fill(count)
    name = str(connection.settings_dict["NAME"])
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(workers), context.Queue()
    with running_receiver(pause) as address:
        options = {"url": address, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "timeout": 10}
        system = {SYSTEM: {**options, "at_once": at_once, "allow": ["127.0.0.0/8"]}}
        running = [context.Process(target=work, args=(name, system, barrier, results)) for _ in range(workers)]
        for process in running:
            process.start()
        spans = [results.get(timeout=300) for _ in running]
        for process in running:
            process.join()
    began, ended, processor, tries = (list(each) for each in zip(*spans, strict=True))
    assert sum(tries) == count, spans
    return Rate(count / (max(ended) - min(began)), sum(processor) / count)


def work(database: str, systems: dict[str, Any], barrier: Any, results: Any) -> None:
    """One worker: warm up, wait for the other, deliver until nothing is left."""
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from integrations.connectors.connectors import Connectors
    from integrations.selectors.policies import policy_of
    from integrations.services.deliver import deliver_due

    settings.CONNECTED_SYSTEMS = systems
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    policy_of(SYSTEM)
    with Connectors() as connector:
        barrier.wait()
        began, processor = time.monotonic(), time.process_time()
        tries = deliver_due(worker=uuid4().hex, connector=connector, clock=timezone.now)
        results.put((began, time.monotonic(), time.process_time() - processor, tries))
