"""The private PostgreSQL, both ways: it starts, survives being killed, and ends with its last user."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from meguro_platform.embedded import cluster
from meguro_platform.embedded.folder import socket_folder
from tests.support.machine import (
    KINDS_OF_POSTGRES,
    PROJECT,
    demand_postgres,
    environment,
    manage,
    processes_of,
    wait_until,
)

USE_FOR_EVER = "import sys, time; from pathlib import Path; from meguro_platform.embedded import cluster\n" + (
    "membership = cluster.Membership(Path(sys.argv[1]), quick=True); print('in use', flush=True); time.sleep(600)"
)


@pytest.fixture(params=KINDS_OF_POSTGRES)
def data(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own, for each kind of PostgreSQL; nothing may be left running when the test ends."""
    demand_postgres(request.param)
    monkeypatch.setenv("MEGURO_POSTGRES", request.param)
    yield tmp_path
    assert wait_until(lambda: not processes_of(tmp_path)), processes_of(tmp_path)


def ask(data: Path, statement: str, user: str = "meguro_app") -> object:
    address = str(socket_folder(data))
    with psycopg.connect(host=address, user=user, dbname="meguro", autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row[0] if row else None


def can_ask(data: Path) -> bool:
    try:
        return ask(data, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def server_of(data: Path) -> int:
    """The process id of the server itself."""
    (pid_file,) = data.glob("postgresql-*/postmaster.pid")
    return int(pid_file.read_text().splitlines()[0])


def use_from_another_process(data: Path) -> "subprocess.Popen[str]":
    user = subprocess.Popen(
        [sys.executable, "-c", USE_FOR_EVER, str(data)],
        cwd=PROJECT,
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout is not None
    with user.stdout as words:
        assert words.readline() == "in use\n"
    return user


def test_the_three_roles_exist_from_the_start(data: Path) -> None:
    with cluster.in_use(data, quick=True):
        roles = ask(data, "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'meguro%'")

    assert roles == "meguro_app meguro_owner meguro_sealer"


def test_it_listens_on_no_network(data: Path) -> None:
    with cluster.in_use(data, quick=True):
        listening = ask(data, "SHOW listen_addresses")
        mode = socket_folder(data).stat().st_mode & 0o777

    assert (listening, mode) == ("", 0o700)


def test_tables_are_made_and_are_still_there_at_the_second_start(data: Path) -> None:
    manage(data, "migrate", "--verbosity", "0")

    with cluster.in_use(data, quick=True):
        persons = ask(data, "SELECT count(*) FROM meguro_platform_user")

    assert persons == 0


def test_a_killed_server_comes_back_with_its_data(data: Path) -> None:
    with cluster.in_use(data):
        with psycopg.connect(host=str(socket_folder(data)), user="meguro_owner", dbname="meguro") as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        killed = server_of(data)

        os.kill(killed, signal.SIGKILL)

        assert wait_until(lambda: can_ask(data) and server_of(data) != killed)
        assert ask(data, "SELECT answer FROM kept", user="meguro_owner") == 42


def test_a_killed_connection_ends_alone(data: Path) -> None:
    with cluster.in_use(data, quick=True):
        victim = ask(data, "SELECT pg_backend_pid()")
        with psycopg.connect(host=str(socket_folder(data)), user="meguro_app", dbname="meguro") as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")

        assert victim
        assert wait_until(lambda: can_ask(data))


@pytest.mark.long
def test_the_server_ends_when_its_only_user_is_killed(data: Path) -> None:
    user = use_from_another_process(data)

    user.kill()
    user.wait()

    assert wait_until(lambda: not processes_of(data)), processes_of(data)


@pytest.mark.long
def test_the_server_stays_for_a_second_user_when_the_first_is_killed(data: Path) -> None:
    first = use_from_another_process(data)
    with cluster.in_use(data, quick=True):
        first.kill()
        first.wait()

        left_early = wait_until(lambda: not can_ask(data), seconds=1)

    assert not left_early


@pytest.mark.long
def test_the_server_ends_when_its_keeper_is_killed_and_the_next_user_starts_it_again(data: Path) -> None:
    with cluster.in_use(data, quick=True) as membership:
        (keeper,) = (pid for pid, command in processes_of(data).items() if "keeper" in command)
        os.kill(keeper, signal.SIGKILL)
        assert wait_until(lambda: not can_ask(data))

        membership.ensure_running()

        assert can_ask(data)


@pytest.mark.long
def test_four_users_who_come_at_once_start_one_server(data: Path) -> None:
    users = [
        subprocess.Popen([sys.executable, "-c", USE_FOR_EVER, str(data)], cwd=PROJECT, env=environment(data))
        for _ in range(4)
    ]

    came_up = wait_until(lambda: can_ask(data))
    keepers = [command for command in processes_of(data).values() if "embedded.keeper" in command]
    for user in users:
        user.kill()
        user.wait()

    assert came_up
    assert len(keepers) == 1
