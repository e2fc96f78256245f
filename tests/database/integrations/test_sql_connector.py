"""Statements to a real PostgreSQL of another system, reached over TCP as it would be."""

import os
import resource
import select
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import psycopg
import pytest

from integrations.connectors.connectors import Connectors
from integrations.errors import Trouble
from integrations.reply import Failure, NoReply, Success
from integrations.systems.connection import Connection
from integrations.systems.verdict import verdict_on
from meguro_platform.embedded.folder import folder_of_tests, socket_folder
from tests.support.conformance import NetworkConformance, Reachable
from tests.support.orders import NOW, an_order, connection

pytestmark = pytest.mark.django_db  # it makes sure that the cluster runs

TEXT = """書式: 1
連携先: 倉庫
id: store
つなぎ方: SQL
操作:
  - 操作: 出庫
    送る: {品名: 文字}
    受取る: {番号: 整数}
    くり返し: 確かめる 照会
    文: |
      insert into issue (call, name) values (:call, :name)
      on conflict (call) do update set call = excluded.call returning number as "番号"
    値: {call: 呼出番号, name: 品名}
  - 操作: 照会
    受取る: {番号: 整数}
    文: select number as "番号" from issue where call = :call
    値: {call: 呼出番号}
  - 操作: 誤り
    送る: {品名: 文字}
    文: insert into issue (call, name) values (:name, null)
    値: {name: 品名}
  - 操作: 記録
    送る: {品名: 文字}
    文: insert into issue (name) values (:name)
    値: {name: 品名}
  - 操作: 全部
    送る: {品名: 文字}
    受取る: {番号: 整数}
    文: |
      with noted as (insert into issue (name) values (:name) returning number)
      select n as "番号", repeat('x', 10000) as padding from noted, generate_series(1, 20000) as n
    値: {name: 品名}
  - 操作: 遅い
    送る: {品名: 文字}
    文: select pg_sleep(30), :name::text
    値: {name: 品名}
"""


class Database(Reachable):
    """A database of the private cluster behind a port, because the cluster itself listens on a socket only."""

    text = TEXT

    def __init__(self) -> None:
        self.name = f"test_store_{os.getpid()}"
        self._folder = str(socket_folder(folder_of_tests()))
        with psycopg.connect(host=self._folder, user="postgres", dbname="postgres", autocommit=True) as admin:
            admin.execute(f'drop database if exists "{self.name}"')
            admin.execute(f'create database "{self.name}"')
        with self.inside() as inside:
            inside.execute("create table issue (number serial, call text unique, name text not null)")
        self._door = socket.create_server(("127.0.0.1", 0))
        self._silent = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._pass_on, daemon=True).start()
        port = self._door.getsockname()[1]
        self.connection = connection(url=f"postgresql://127.0.0.1:{port}/{self.name}", user="postgres")

    def inside(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=self._folder, user="postgres", dbname=self.name)

    def arrived(self) -> Sequence[str]:
        with self.inside() as inside:
            return [str(row[0]) for row in inside.execute("select name from issue order by number")]

    def nowhere(self) -> Connection:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        return replace(self.connection, url=f"postgresql://127.0.0.1:{port}/{self.name}")

    def hanging(self) -> Connection:
        port = self._silent.getsockname()[1]
        return replace(self.connection, url=f"postgresql://127.0.0.1:{port}/{self.name}")

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._silent.close()
        with psycopg.connect(host=self._folder, user="postgres", dbname="postgres", autocommit=True) as admin:
            admin.execute(f'drop database "{self.name}" with (force)')

    def _pass_on(self) -> None:
        while True:
            try:
                outside, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=_pass_bytes, args=(outside, f"{self._folder}/.s.PGSQL.5432"), daemon=True).start()


def _pass_bytes(outside: socket.socket, path: str) -> None:
    """Both ways, until one side ends."""
    with outside, socket.socket(socket.AF_UNIX) as cluster:
        cluster.connect(path)
        other = {outside: cluster, cluster: outside}
        while True:
            for source in select.select(list(other), [], [])[0]:
                try:
                    data = source.recv(65536)
                    other[source].sendall(data)
                except OSError:
                    return
                if not data:
                    return


@pytest.fixture
def other() -> Iterator[Database]:
    database = Database()
    yield database
    database.close()


class TestSql(NetworkConformance):
    pass


def test_a_value_is_never_part_of_the_statement(other: Database) -> None:
    hostile = "x'); drop table issue; --"
    with Connectors() as connectors:
        connectors.deliver(other.order(hostile))

    assert list(other.arrived()) == [hostile]


def test_what_the_database_refuses_is_a_refusal_with_its_code(other: Database) -> None:
    order = an_order(TEXT, "誤り", to=other.connection)
    with Connectors() as connectors:
        verdict = verdict_on(connectors.deliver(order), operation=order.operation, outputs=(), now=NOW)

    assert isinstance(verdict, Failure)
    assert (verdict.trouble, verdict.code, verdict.permanent) == (Trouble.REFUSED, "23502", True)
    assert list(other.arrived()) == []


def test_a_statement_that_takes_too_long_is_taken_back(other: Database) -> None:
    with Connectors() as connectors:
        reply = connectors.deliver(an_order(TEXT, "遅い", to=other.connection, seconds=0.3))

    assert isinstance(reply, NoReply)
    assert reply.trouble is Trouble.TIMED_OUT


def test_a_wrong_database_is_said(other: Database) -> None:
    order = other.order()
    with Connectors() as connectors:
        reply = connectors.deliver(replace(order, connection=replace(other.connection, user="nobody")))

    assert isinstance(reply, NoReply)
    assert reply.trouble in (Trouble.DENIED, Trouble.UNREACHABLE)


def test_a_statement_that_gives_no_rows_is_carried_out(other: Database) -> None:
    order = an_order(TEXT, "記録", to=other.connection)
    with Connectors() as connectors:
        verdict = verdict_on(connectors.deliver(order), operation=order.operation, outputs=(), now=NOW)

    assert isinstance(verdict, Success)
    assert list(other.arrived()) == ["机"]


def test_of_a_large_result_the_first_row_is_used_and_the_rest_is_never_held(other: Database) -> None:
    order = an_order(TEXT, "全部", to=other.connection, seconds=120)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Connectors() as connectors:
        verdict = verdict_on(connectors.deliver(order), operation=order.operation, outputs=("番号",), now=NOW)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(verdict, Success)
    assert verdict.outputs == {"番号": 1}
    assert list(other.arrived()) == ["机"], "what the statement did stands"
    assert grown < 100_000, "kilobytes, of a result of 200 megabytes"
