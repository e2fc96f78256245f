"""A host of a real ward with a real broker and cache: quorum queues, several workers, and a broker that is gone."""

import base64
import http.client
import json
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from meguro_platform.embedded import cluster
from meguro_platform.embedded.folder import socket_folder
from meguro_platform.embedded.ports import answers, free_port
from meguro_platform.embedded.stand_ins import neighbours
from meguro_platform.embedded.supervisor import Supervisor
from tests.support.brokers import Rabbit, running_rabbit, running_redis
from tests.support.machine import PROJECT, environment, manage, wait_until

pytestmark = pytest.mark.long
RATE, PATIENCE = 5, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A running host of the production profile."""

    data: Path
    port: int
    settings: Mapping[str, str]
    rabbit: Rabbit

    def plays(self) -> "subprocess.Popen[str]":
        """Somebody loses a card; the case runs to its end."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "play_case", "--patience", str(PATIENCE)],
            cwd=PROJECT,
            env=environment(self.data, **self.settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def asks(self, token: str) -> int:
        """The status of one request of a program."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", "/api/v1/inbox/", headers={"Authorization": f"Bearer {token}"})
            return connection.getresponse().status


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    data = tmp_path_factory.mktemp("host")
    with ExitStack() as running:
        rabbit = running.enter_context(running_rabbit(data / "rabbit"))
        redis = running.enter_context(running_redis(data / "redis"))
        running.enter_context(cluster.in_use(data, quick=True))
        port = free_port()
        settings = _settings(data, port, rabbit.url, redis)
        outside = neighbours(data, port)
        settings["MEGURO_CONNECTED_SYSTEMS"] = json.dumps(outside.connected_systems, ensure_ascii=False)
        manage(data, "migrate", "--verbosity", "0", **settings)
        manage(data, "open_ward", "--bare", "--skip-checks", **settings)
        manage(data, "collectstatic", "--no-input", "--verbosity", "0", **settings)
        supervisor = Supervisor()
        running.callback(supervisor.stop)
        for child in outside.children:
            supervisor.start(child)
        running.callback(_end, _started(data, port, settings))
        assert wait_until(lambda: answers(port), 180), (data / "host.log").read_text()
        yield Host(data=data, port=port, settings=settings, rabbit=rabbit)


def _settings(data: Path, port: int, broker: str, cache: str) -> dict[str, str]:
    folder = socket_folder(data)
    return {
        "DJANGO_SETTINGS_MODULE": "meguro_platform.settings.production",
        "DATABASE_URL": f"postgresql://meguro_app@/meguro?host={folder}",
        "DATABASE_OWNER_URL": f"postgresql://meguro_owner@/meguro?host={folder}",
        "MEGURO_SECRET_KEY": secrets.token_urlsafe(60),
        "MEGURO_ATTACHMENT_KEYS": f"2026:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "MEGURO_BROKER_URL": broker,
        "MEGURO_CACHE_URL": cache,
        "MEGURO_API_RATE": f"{RATE}/min",
        "MEGURO_ALLOWED_HOSTS": "127.0.0.1",
        "MEGURO_SSL_REDIRECT": "off",
    }


def _started(data: Path, port: int, settings: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    with (data / "host.log").open("wb") as log:
        return subprocess.Popen(
            ["deploy/start-host", "--bind", f"127.0.0.1:{port}", "--web", "1", "--now", "2", "--slow", "1"],
            cwd=PROJECT,
            env=environment(data, **settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def calls_at(data: Path, slug: str) -> list[str]:
    """The keys of the calls that a system has done, from its own storage."""
    with closing(sqlite3.connect(data / "stand-ins" / f"{slug}.ledger")) as ledger:
        return [key for (key,) in ledger.execute("SELECT key FROM entry WHERE status = 200")]


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(PATIENCE)


def test_a_case_runs_through_quorum_queues(host: Host) -> None:
    story = host.plays()

    words, _ = story.communicate(timeout=180)

    assert story.returncode == 0, words
    queues = host.rabbit.queues()
    assert (queues.get("now"), queues.get("slow")) == ("quorum", "quorum"), queues


def test_a_broker_that_is_gone_for_a_while_loses_no_work(host: Host) -> None:
    host.rabbit.stop()
    story = host.plays()
    assert story.stdout is not None
    assert "届け出ました" in story.stdout.readline()

    host.rabbit.start()

    words, _ = story.communicate(timeout=180)
    assert story.returncode == 0, words


def test_a_broker_that_lost_every_queue_loses_no_work_and_does_none_twice(host: Host) -> None:
    """I1 to I3 as the doctor sees them, and I7 from the ledgers of the systems that were called."""
    stories = [host.plays(), host.plays()]
    for story in stories:
        assert story.stdout is not None
        assert "届け出ました" in story.stdout.readline()

    host.rabbit.stop()
    host.rabbit.forget()
    host.rabbit.start()

    for story in stories:
        words, _ = story.communicate(timeout=180)
        assert story.returncode == 0, words
    manage(host.data, "doctor", **host.settings)
    ours = json.loads(manage(host.data, "shell", "--no-imports", "-c", _OUR_CALLS, **host.settings).splitlines()[-1])
    assert sorted(ours) == sorted(key for slug in CALLED for key in calls_at(host.data, slug))


def test_the_hosts_count_requests_of_programs_together(host: Host) -> None:
    number = manage(host.data, "shell", "--no-imports", "-c", _A_NUMBER, **host.settings).split()[-1]
    token = manage(host.data, "issue_token", number, **host.settings).split()[-1]

    statuses = [host.asks(token) for _ in range(RATE + 1)]

    assert statuses == [200] * RATE + [429]


CALLED = {"access-control": "入退室", "card-issuing": "職員証発行", "staff-register": "人事台帳"}
_OUR_CALLS = (
    "import json; from workflow.models import Effect;"
    f" print(json.dumps(list(Effect.objects.filter(target__in={[*CALLED.values()]}, status='done')"
    ".values_list('key', flat=True))))"
)
_A_NUMBER = "from meguro_platform.models import User; print(User.objects.order_by('staff_number')[5].staff_number)"
