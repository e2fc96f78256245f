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
PATIENCE = 180
"""Seconds that the machine may take for what nobody has promised."""
TO_END = 5
"""Seconds that docs/quickstart.md promises."""


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
        wait_until(lambda: bool(READY.search(self.words())) or self.process.poll() is not None, PATIENCE)
        ready = READY.search(self.words())
        assert ready, self.words()
        return ready.group(1)

    def words(self) -> str:
        return self.output.read_text()

    def leaves_nothing(self) -> bool:
        return wait_until(lambda: not processes_of(self.data), TO_END)

    def ends_by(self, number: signal.Signals) -> bool:
        """Whether it ends in time as one that was asked by this signal, and leaves nothing."""
        self.process.send_signal(number)
        return self.process.wait(TO_END) == 128 + number and self.leaves_nothing()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.long
@pytest.mark.parametrize("kind,number", [*zip(KINDS_OF_POSTGRES, (signal.SIGTERM, signal.SIGHUP), strict=True)])
def test_a_killed_product_leaves_no_process_starts_again_and_ends_when_asked(
    kind: str, number: signal.Signals, data: Path, monkeypatch: pytest.MonkeyPatch
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
    with urllib.request.urlopen(again.address(), timeout=PATIENCE) as answer:
        assert answer.status == 200
    assert again.ends_by(number), processes_of(data)


@pytest.mark.long
def test_it_can_be_stopped_while_it_is_still_setting_up(data: Path) -> None:
    product = Product(data)
    assert wait_until(lambda: "PostgreSQL" in product.words(), PATIENCE)

    assert product.ends_by(signal.SIGTERM), processes_of(data)


def test_once_ends_by_itself_with_the_verdict_of_its_case(data: Path) -> None:
    product = Product(data, "--once")

    assert product.process.wait(PATIENCE) == 0, product.words()
    assert "READY" not in product.words()
    assert product.leaves_nothing(), processes_of(data)


@pytest.mark.long
def test_a_killed_process_of_the_product_is_started_again_until_ctrl_c(data: Path) -> None:
    product = Product(data)
    address = product.address()
    web = [pid for pid, command in processes_of(data).items() if command.startswith("web: ")]

    for pid in web:
        os.kill(pid, signal.SIGKILL)

    assert wait_until(lambda: "web ended" in product.words(), PATIENCE)
    assert wait_until(lambda: answers_again(address), PATIENCE)
    assert product.ends_by(signal.SIGINT), processes_of(data)


def answers_again(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
