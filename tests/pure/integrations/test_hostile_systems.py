"""Systems that lie, trickle or never end are left in time, and no value becomes another message."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from integrations.connectors.connectors import Connectors
from integrations.connectors.deadline import within
from integrations.connectors.pickup import FileGone, PickupFailed, open_pickup
from integrations.errors import Trouble
from integrations.reply import NoReply, Reply
from integrations.systems.connection import Connection
from integrations.systems.system import Delivery, Kind
from tests.support.orders import an_order, connection
from tests.support.sftp_server import SftpServer

LEFT = Delivery(name="給与明細", folder="out", file="m_*.csv")
MAIL = """書式: 1
連携先: 倉庫
id: store
つなぎ方: メール
操作:
  - 操作: 出庫
    送る: {宛先: 文字, 件名: 文字, 内容: 長文}
    宛先: 宛先
    件名: 件名
    本文: 内容
"""
SQL = """書式: 1
連携先: 倉庫
id: store
つなぎ方: SQL
操作:
  - 操作: 出庫
    送る: {品名: 文字}
    文: insert into issue (name) values (:name)
    値: {name: 品名}
"""


@contextmanager
def a_server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Talks to whoever comes, each in a thread, until the other side hangs up; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(caller,), daemon=True).start()

    def answer(caller: socket.socket) -> None:
        with caller:
            try:
                talk(caller)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def delivered(text: str, to: Connection, payload: dict[str, object], seconds: float = 0.5) -> Reply | NoReply:
    with Connectors() as connectors:
        return connectors.deliver(an_order(text, to=to, payload=payload, seconds=seconds))


def mail(**values: str) -> dict[str, object]:
    return {"宛先": "store@example.jp", "件名": "件名", "内容": "内容", **values}


def trouble(reply: Reply | NoReply) -> Trouble:
    assert isinstance(reply, NoReply), reply
    return reply.trouble


# --- that never come to an end ---------------------------------------------------------------------


def test_whatever_hanging_up_leads_to_is_that_it_was_not_over_in_time() -> None:
    hung_up = threading.Event()
    with pytest.raises(TimeoutError), within(0.01) as limit:
        limit.hang_up = hung_up.set
        assert hung_up.wait(10)
        raise ConnectionResetError


def test_what_goes_wrong_before_is_what_it_is() -> None:
    with pytest.raises(ConnectionResetError), within(60):
        raise ConnectionResetError


def test_a_mail_server_whose_greeting_never_ends_is_left() -> None:
    def greet(caller: socket.socket) -> None:
        while True:
            caller.sendall(b"220-welcome\r\n")
            threading.Event().wait(0.02)

    with a_server(greet) as port:
        to = connection(url=f"smtp://127.0.0.1:{port}", sender="flow@city.example.jp")
        assert trouble(delivered(MAIL, to, mail())) is Trouble.TIMED_OUT


def test_a_database_that_falls_silent_is_left() -> None:
    """After the login: the server cancels nothing, because it is not there any more."""

    def log_in(caller: socket.socket) -> None:
        caller.recv(1024)
        caller.sendall(b"N")
        caller.recv(1024)
        caller.sendall(b"R\0\0\0\x08\0\0\0\0" + b"Z\0\0\0\x05I")
        while caller.recv(1024):
            pass

    with a_server(log_in) as port:
        to = connection(url=f"postgresql://127.0.0.1:{port}/store", user="meguro")
        assert trouble(delivered(SQL, to, {"品名": "机"})) is Trouble.TIMED_OUT


class _Slow(asyncssh.SFTPServer):
    """Each byte comes in time; the file never ends."""

    async def read(self, file_obj: object, offset: int, size: int) -> bytes:
        await asyncio.sleep(0.02)
        return b"x"


class _Liar(asyncssh.SFTPServer):
    """There is more than it says."""

    async def stat(self, path: bytes) -> asyncssh.SFTPAttrs:
        return asyncssh.SFTPAttrs(size=1 << 50, permissions=0o100644)

    async def fstat(self, file_obj: object) -> asyncssh.SFTPAttrs:
        return asyncssh.SFTPAttrs(size=1 << 50, permissions=0o100644)

    async def read(self, file_obj: object, offset: int, size: int) -> bytes:
        return b"x" * size


@contextmanager
def files_of(folder: Path, server: type[asyncssh.SFTPServer]) -> Iterator[Connection]:
    (folder / "out").mkdir()
    (folder / "out" / "m_04.csv").write_text("x" * 100_000)
    running = SftpServer(folder, server)
    try:
        yield connection(
            url=f"sftp://127.0.0.1:{running.port}",
            user=running.user,
            password=running.password,
            host_keys=(running.host_key,),
        )
    finally:
        running.close()


def test_a_file_that_trickles_keeps_no_other_waiting_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.connectors.pickup._LONGEST_PICKUP", 1.0)
    with files_of(tmp_path, _Slow) as to, pytest.raises(PickupFailed) as failed:  # noqa: SIM117
        with open_pickup(Kind.SFTP, to, LEFT) as pickup:
            pickup.take("m_04.csv")

    assert failed.value.reply.trouble is Trouble.TIMED_OUT


def test_a_file_that_is_longer_than_it_said_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.connectors.pickup.LARGEST_FILE", 200_000)
    with files_of(tmp_path, _Liar) as to, open_pickup(Kind.SFTP, to, LEFT) as pickup, pytest.raises(FileGone):
        pickup.take("m_04.csv")


# --- values that would become something else -------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"件名": "件名\r\nBcc: all@example.jp"},
        {"件名": "件名\nBcc: all@example.jp"},
        {"宛先": "store@example.jp\r\nBcc: all@example.jp"},
        {"宛先": "store@example.jp, all@example.jp"},
        {"宛先": "Store <store@example.jp>"},
        {"宛先": "store@example.jp\x00"},
        {"宛先": "store"},
        {"宛先": "山田@example.jp"},
        {"宛先": "store＠example.jp"},
        {"宛先": "store@例え.jp"},
    ],
)
def test_a_mail_goes_to_one_address_and_has_the_lines_we_gave_it(values: dict[str, str]) -> None:
    to = connection(url="smtp://127.0.0.1:1", sender="flow@city.example.jp")

    assert trouble(delivered(MAIL, to, mail(**values))) is Trouble.UNFIT


def test_a_line_with_a_dot_ends_no_mail() -> None:
    lines: list[bytes] = []

    def take(caller: socket.socket) -> None:
        caller.sendall(b"220 here\r\n")
        file = caller.makefile("rb")
        for line in file:
            if line.upper().startswith(b"DATA"):
                caller.sendall(b"354 go on\r\n")
                while (line := file.readline()) not in (b".\r\n", b""):
                    lines.append(line)
            caller.sendall(b"250 fine\r\n")

    with a_server(take) as port:
        to = connection(url=f"smtp://127.0.0.1:{port}", sender="flow@city.example.jp")
        delivered(MAIL, to, mail(内容="before\n.\nMAIL FROM:<x@example.jp>\nafter"), seconds=10)

    assert b"after\r\n" in lines
    assert b"..\r\n" in lines
