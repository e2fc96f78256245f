"""`bootstrap.py run`, as a stranger types it: it gets ready, serves, ends in order and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.machine import KINDS_OF_POSTGRES, PROJECT, demand_postgres, environment, processes_of, wait_until

READY = re.compile(r"^READY (http://127\.0\.0\.1:\d+)$", re.MULTILINE)
SECONDS_TO_BE_READY = 180


class Product:
    """One `bootstrap.py run` in a data folder of its own."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.output = data / "run.out"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "bootstrap.py", "run", "--bare", *options],
                cwd=PROJECT,
                env=environment(data),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def address(self) -> str:
        """Where it serves, once it says so."""
        wait_until(lambda: bool(READY.search(self.words())) or self.process.poll() is not None, SECONDS_TO_BE_READY)
        ready = READY.search(self.words())
        assert ready, self.words()
        return ready.group(1)

    def words(self) -> str:
        return self.output.read_text()

    def leaves_nothing(self) -> bool:
        return wait_until(lambda: not processes_of(self.data), seconds=5)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS_OF_POSTGRES)
def test_a_killed_product_leaves_no_process_and_starts_again(
    kind: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demand_postgres(kind)
    monkeypatch.setenv("MEGURO_POSTGRES", kind)
    product = Product(data)
    product.address()
    assert len(processes_of(data)) > 7, "web, workers, sweep, stand-ins and PostgreSQL"

    product.process.kill()
    product.process.wait()

    assert product.leaves_nothing(), processes_of(data)
    again = Product(data)
    with urllib.request.urlopen(again.address(), timeout=10) as answer:
        assert answer.status == 200
    again.process.terminate()
    assert again.process.wait(5) == 128 + signal.SIGTERM
    assert again.leaves_nothing(), processes_of(data)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT])
def test_it_ends_within_five_seconds_when_asked(number: signal.Signals, data: Path) -> None:
    product = Product(data)
    product.address()

    product.process.send_signal(number)

    assert product.process.wait(5) == 128 + number
    assert product.leaves_nothing(), processes_of(data)


@pytest.mark.long
def test_it_can_be_stopped_while_it_is_still_setting_up(data: Path) -> None:
    product = Product(data)
    assert wait_until(lambda: "PostgreSQL" in product.words())

    product.process.terminate()

    assert product.process.wait(5) == 128 + signal.SIGTERM
    assert product.leaves_nothing(), processes_of(data)


def test_once_ends_by_itself_with_the_verdict_of_its_case(data: Path) -> None:
    product = Product(data, "--once")

    assert product.process.wait(SECONDS_TO_BE_READY) == 0, product.words()
    assert "READY" not in product.words()
    assert product.leaves_nothing(), processes_of(data)


@pytest.mark.long
def test_a_killed_process_of_the_product_is_started_again(data: Path) -> None:
    product = Product(data)
    address = product.address()
    web = [pid for pid, command in processes_of(data).items() if command.startswith("web: ")]

    for pid in web:
        os.kill(pid, signal.SIGKILL)

    assert wait_until(lambda: "web ended" in product.words())
    assert wait_until(lambda: answers_again(address))
    product.process.terminate()
    product.process.wait(5)


def answers_again(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
