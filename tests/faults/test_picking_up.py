"""The month's file is picked up once and whole, wherever the process that does it is killed or stopped."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from forms.services.stored_content import read_content
from integrations.models import ArrivedFile, Notice
from integrations.selectors.alarms import alarms
from meguro_platform.demo.payroll_file import PayrollFile
from tests.faults.doctor import findings
from tests.faults.picking_up import KILLED
from tests.support.definitions import PROJECT
from tests.support.machine import wait_until
from tests.support.payroll_arrivals import Outgoing, a_month, payroll_system
from tests.support.payroll_case import payroll_office

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

FEWEST_POINTS = 20
PATIENCE = 60
"""Seconds."""
SMALL = 4_000
"""Bytes: less than the file, more than nothing."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """The program that picks files up, in another process."""

    program: "subprocess.Popen[str]"

    def begin(self, **order: object) -> int:
        """The number of the process that does it."""
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()
        return int(self._line())

    def end(self) -> str:
        """How many files it kept, or that it was killed."""
        return self._line()

    def fetch(self, **order: object) -> str:
        self.begin(**order)
        return self.end()

    def _line(self) -> str:
        assert self.program.stdout is not None
        return self.program.stdout.readline().strip()


@pytest.fixture
def outgoing(tmp_path: Path) -> Iterator[Outgoing]:
    payroll_office()
    with payroll_system(tmp_path / "payroll") as outgoing, override_settings(MEDIA_ROOT=str(tmp_path / "kept")):
        yield outgoing


@pytest.fixture
def fetcher(outgoing: Outgoing) -> Iterator[Fetcher]:
    command = [sys.executable, "-m", "tests.faults.picking_up", str(connection.settings_dict["NAME"])]
    with subprocess.Popen(
        [*command, settings.MEDIA_ROOT, json.dumps(settings.CONNECTED_SYSTEMS)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"},
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield Fetcher(program)
        program.kill()


def status_of(file: PayrollFile) -> list[str]:
    return list(ArrivedFile.objects.filter(name=file.name).order_by("id").values_list("status", flat=True))


def test_wherever_it_is_killed_the_file_is_there_once_and_whole(outgoing: Outgoing, fetcher: Fetcher) -> None:
    """Before every single act: a question to the database, to the other side's folder, to our storage."""
    points, ended = 0, KILLED
    while ended == KILLED:
        points += 1
        file = a_month(version=points)
        outgoing.put(file)

        ended = fetcher.fetch(kill=points)
        kept = ArrivedFile.objects.filter(name=file.name).values_list("sha256", flat=True)
        assert [read_content(sha256) for sha256 in kept] in ([], [file.content])

        again = wait_until(lambda: fetcher.fetch() == "0" and not outgoing.left, PATIENCE)
        assert again, (points, outgoing.left)
        assert status_of(file) == ["waiting"], points
        assert [read_content(sha256) for sha256 in kept.all()] == [file.content]

    assert ended == "1"
    assert points > FEWEST_POINTS, "it does so much that fewer points show nothing"
    assert len(outgoing.archived) == 2 * points
    assert Notice.objects.values("key").distinct().count() == points
    assert findings() == {}


def test_a_file_that_grows_while_it_is_read_is_not_taken_in_part(outgoing: Outgoing, fetcher: Fetcher) -> None:
    """Whoever writes it has it open still; it is looked at again when all of it is there."""
    file = a_month()
    half = len(file.content) // 2
    outgoing.put(file)
    (outgoing.folder / file.name).write_bytes(file.content[:half])

    with (outgoing.folder / file.name).open("ab") as writer:
        reader = fetcher.begin(stop="read")
        assert wait_until(lambda: is_stopped(reader), PATIENCE)
        writer.write(file.content[half:])
        writer.flush()
        os.kill(reader, signal.SIGCONT)
        assert fetcher.end() == "0"
        assert status_of(file) == []

    assert fetcher.fetch() == "1"
    assert status_of(file) == ["waiting"]


def test_a_file_that_is_replaced_while_it_is_read_is_taken_and_so_is_the_other(
    outgoing: Outgoing, fetcher: Fetcher
) -> None:
    first, other = a_month(), a_month(corrected={"00100001": {"ot": 999}})
    outgoing.put(first)

    reader = fetcher.begin(stop="read")
    assert wait_until(lambda: is_stopped(reader), PATIENCE)
    (outgoing.folder / other.name).write_bytes(other.content)
    os.kill(reader, signal.SIGCONT)
    assert fetcher.end() == "1"
    outgoing.put(other)
    assert fetcher.fetch() == "1"

    assert status_of(first) == ["waiting", "refused"], "the same version with other content cannot be used"
    kept = ArrivedFile.objects.order_by("id").values_list("sha256", flat=True)
    assert [read_content(sha256) for sha256 in kept] == [first.content, other.content]


def test_the_same_file_again_and_again_needs_people_once(outgoing: Outgoing, fetcher: Fetcher) -> None:
    for _ in range(3):
        outgoing.put(a_month())
        assert fetcher.fetch() == "1"

    assert status_of(a_month()) == ["waiting", "again", "again"]
    assert Notice.objects.values("key").distinct().count() == 1


def test_without_space_nothing_is_kept_it_is_said_and_the_file_comes_later(
    outgoing: Outgoing, fetcher: Fetcher
) -> None:
    file = a_month()
    outgoing.put(file)
    before = stored()

    assert fetcher.fetch(largest=SMALL) == "0"

    assert status_of(file) == []
    assert stored() == before, "no half of a file stays behind"
    assert "保管" in words_of_alarms()
    assert fetcher.fetch() == "1"
    assert status_of(file) == ["waiting"]
    assert "保管" not in words_of_alarms()


def stored() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def words_of_alarms() -> str:
    return "".join(alarm.words.ja for alarm in alarms(timezone.now(), systems=None))


def is_stopped(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"
