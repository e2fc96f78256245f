"""The morning of publication: 3,500 people read their payslips within five minutes, from the web server of a real ward.

gunicorn runs with two processes and the settings of production, on a database that commits to disk. Everybody comes at
a moment of his own, opens his newest slip and his list, and one in three the PDF; nobody waits for another. They have
logged in already: a password is slow on purpose. Latency counts from the moment at which a request was to be sent. Who
has no answer after a minute gives up, so it ends at most four minutes after the last has come.
"""

import base64
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.crowd import MOST_WAITING, Answer, Reader, visits
from tests.benchmarks.progress import say
from tests.benchmarks.rate import processor_of

PEOPLE, SECONDS, PROCESSES, SEED = 3_500, 300, 2, 20260515
P95_GOAL, PDF_EVERY = 0.300, 3
EARLY = 30
MONTHS = ("2026-04", "2026-05")


def main(people: int = PEOPLE, seconds: int = SECONDS) -> int:
    """Print latencies; exit status 1 when a goal is missed."""
    django.setup()
    from tests.support import database
    from tests.support.brokers import running_redis

    with database.of_this_run(durable=True), tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        readers = ward_of_readers(people, seconds)
        say(f"{people:,} people can read; the web server starts")
        redis = running.enter_context(running_redis(Path(folder) / "redis"))
        port, server = running.enter_context(web_server(redis, Path(folder) / "web.log"))
        early = [replace(reader, at=place * 0.2) for place, reader in enumerate(readers[:EARLY])]
        in_a_process_of_its_own(port, early, int(EARLY * 0.2))  # nobody else is the first since the server started
        processor = processor_of(server)
        answers = in_a_process_of_its_own(port, readers, seconds)
        processor = processor_of(server) - processor
        load = os.getloadavg()[0]
        print((Path(folder) / "web.log").read_text(), end="")
    each = processor / len(answers)
    print(f"{each * 1000:.1f} ms of the web server's processor time for an answer: {1 / each:,.0f} answers/s and core")
    return verdict(answers, load, seconds)


def verdict(answers: Sequence[Answer], load: float, seconds: int) -> int:
    """Say what the readers met."""
    print(f"load of the machine at the end: {load:.1f} on {os.cpu_count()} cores")
    wrong = [answer for answer in answers if not answer.right]
    for kind in ("slip", "list", "pdf"):
        found = sorted(answer.seconds for answer in answers if answer.kind == kind)
        print(f"{kind}: {len(found):,} answers, {in_words(found)}")
    every = sorted(answer.seconds for answer in answers)
    reached = percentile(every, 0.95)
    print(f"all: {len(every):,} answers in {seconds} s, {in_words(every)} (goal {P95_GOAL * 1000:.0f} ms)")
    print(f"errors: {len(wrong)} (goal 0)", *{answer.status for answer in wrong})
    return 0 if reached <= P95_GOAL and not wrong else 1


def in_words(seconds: Sequence[float]) -> str:
    return (
        f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {percentile(seconds, 0.95) * 1000:.0f} ms,"
        f" slowest {seconds[-1] * 1000:.0f} ms"
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ward_of_readers(count: int, seconds: int) -> list[Reader]:
    """People with consent, two months of published slips each, and a session each."""
    from django.utils import timezone

    from forms.models import IssuedDocument
    from tests.support.issuance import a_kind, an_ask, kept, pay, start, told_cases
    from tests.support.ward import load_world

    load_world()
    a_kind()
    people = consenting_people(count)
    with told_cases():
        for number, month in enumerate(MONTHS, 1):
            rows = kept(pay(900_000 + person, month=month) for person in range(1, count + 1))
            batch = start(an_ask(rows, number=number, publish_at=timezone.now()), timezone.now() - timedelta(hours=1))
            until_published(batch, month)
    slips = dict(IssuedDocument.objects.filter(batch=batch).values_list("person", "uuid"))
    chance, cookies = random.Random(SEED), sessions(people)
    moments = sorted(chance.uniform(0, seconds) for _ in people)
    return [
        Reader(
            at=at, cookie=cookie, slip=str(slips[person.uuid]), number=person.staff_number, pdf=place % PDF_EVERY == 0
        )
        for place, (at, person, cookie) in enumerate(zip(moments, people, cookies, strict=True))
    ]


def consenting_people(count: int) -> list[Any]:
    from django.utils import timezone

    from forms.issuance.consent import Act
    from forms.models import Channel, Consent
    from meguro_platform.models import User
    from tests.support.issuance import CONSENT

    found = User.objects.bulk_create(
        (User(staff_number=f"{900_000 + number:08d}", name=f"職員{number}") for number in range(1, count + 1)),
        batch_size=1000,
    )
    Consent.objects.bulk_create(
        Consent(
            person=person.uuid,
            consent=CONSENT,
            act=Act.AGREE.value,
            at=timezone.now() - timedelta(days=60),
            text_version=1,
            channel=Channel.SCREEN,
            recorded_by=person.uuid,
        )
        for person in found
    )
    return found


def until_published(batch: Any, month: str) -> None:
    from django.utils import timezone

    from forms.issuance.batch import BatchStatus
    from forms.models import IssuedDocument
    from forms.services.issuance.make_documents import make_piece
    from forms.services.issuance.tick import look_after_batches
    from tests.support.issuance import fresh

    for _ in range(20):
        look_after_batches(now=timezone.now())
        while make_piece(now=timezone.now()):
            made = IssuedDocument.objects.filter(batch=batch).count()
            if made % 500 == 0:
                say(f"{month}: {made:,} documents made")
        if fresh(batch).status == BatchStatus.PUBLISHED:
            return
    raise AssertionError(fresh(batch).status)


def sessions(people: Sequence[Any]) -> list[str]:
    """A session's key for each."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    store, rows = SessionStore(), []
    for person in people:
        content = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        rows.append(Session(session_key=key, session_data=store.encode(content), expire_date=store.get_expiry_date()))
    Session.objects.bulk_create(rows, batch_size=1000)
    return [row.session_key for row in rows]


@contextmanager
def web_server(redis: str, log: Path) -> Iterator[tuple[int, int]]:
    """The production profile's, on the database of this run; its port and its process."""
    from django.conf import settings
    from django.db import connection

    from meguro_platform.embedded.folder import PROJECT
    from meguro_platform.embedded.ports import answers, free_port
    from tests.support.machine import wait_until

    database, port = connection.settings_dict, free_port()
    keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.ATTACHMENT_KEYS.items())
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "meguro_platform.settings.production",
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "MEGURO_SECRET_KEY": settings.SECRET_KEY,
        "MEGURO_ATTACHMENT_KEYS": keys,
        "MEGURO_BROKER_URL": redis,
        "MEGURO_CACHE_URL": redis,
        "MEGURO_ALLOWED_HOSTS": "127.0.0.1",
        "MEGURO_SSL_REDIRECT": "off",
        "WEB_CONCURRENCY": str(PROCESSES),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=PROJECT, env=environment, check=True)
    serve = ["-m", "gunicorn", "--config", "python:meguro_platform.embedded.gunicorn_conf"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *serve, "--bind", f"127.0.0.1:{port}"],
            cwd=PROJECT,
            env=environment,
            stdout=out,
            stderr=out,
        )
    try:
        assert wait_until(lambda: answers(port), 120), log.read_text()
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def in_a_process_of_its_own(port: int, readers: Sequence[Reader], seconds: int) -> list[Answer]:
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    crowd = context.Process(target=visits, args=(port, readers, results))
    crowd.start()
    found: list[Answer] = results.get(timeout=seconds + MOST_WAITING)
    crowd.join()
    return found
