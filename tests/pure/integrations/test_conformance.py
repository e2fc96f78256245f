"""HTTP, SFTP, folder and mail against real servers of another make than our clients."""

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller

from integrations.connectors.connectors import Connectors
from integrations.reply import NeverArrived, Reply
from integrations.systems.connection import Connection
from meguro_platform.embedded.ports import free_port
from tests.support.conformance import NAME, Conformance, NetworkConformance, OtherSide, Reachable
from tests.support.orders import connection
from tests.support.sftp_server import SftpServer
from tests.support.stand_ins import SECRET


class NobodyAnswers(Reachable):
    """The half that systems over a network share."""

    scheme: str
    _silent: socket.socket | None = None

    def nowhere(self) -> Connection:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        return replace(self.connection, url=f"{self.scheme}://127.0.0.1:{port}")

    def hanging(self) -> Connection:
        self._silent = socket.create_server(("127.0.0.1", 0))
        return replace(self.connection, url=f"{self.scheme}://127.0.0.1:{self._silent.getsockname()[1]}")

    def close(self) -> None:
        if self._silent:
            self._silent.close()


class Store(NobodyAnswers):
    """A web service with words of its own."""

    scheme = "http"
    text = """書式: 1
連携先: 倉庫
id: store
つなぎ方: HTTP
操作:
  - 操作: 出庫
    送る: {品名: 文字}
    受取る: {番号: {型: 文字, 元: issue.number}}
    くり返し: 確かめる 照会
    場所: /issues/{呼出番号}
    方法: PUT
    本文: {article: {name: 品名}}
  - 操作: 照会
    受取る: {番号: {型: 文字, 元: issue.number}}
    場所: /issues
    方法: GET
    本文: {id: 呼出番号}
"""

    def __init__(self) -> None:
        self.issues: dict[str, str] = {}
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                assert self.headers["webhook-signature"]
                store.issues.setdefault(self.path.rpartition("/")[2], body["article"]["name"])
                self.give(200, {"issue": {"number": len(store.issues)}})

            def do_GET(self) -> None:
                known = list(store.issues)
                wanted = parse_qs(urlsplit(self.path).query)["id"][0]
                found = wanted in known
                self.give(200 if found else 404, {"issue": {"number": known.index(wanted) + 1}} if found else {})

            def give(self, status: int, content: object) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.connection = connection(url=f"http://127.0.0.1:{self.server.server_address[1]}", secrets=(SECRET,))

    def arrived(self) -> Sequence[str]:
        return list(self.issues.values())

    def close(self) -> None:
        super().close()
        self.server.shutdown()
        self.server.server_close()


_FILES = """書式: 1
連携先: 倉庫
id: store
つなぎ方: {kind}
操作:
  - 操作: 出庫
    送る: {{品名: 文字}}
    受取る: {{番号: {{型: 文字, 元: file}}}}
    くり返し: 確かめる
    フォルダー: inbox/today
    ファイル名: '{{呼出番号}}.json'
    本文: {{name: 品名}}
    完了ファイル: .done
"""


class Files(OtherSide):
    """A folder that somebody empties."""

    folder: Path

    def arrived(self) -> Sequence[str]:
        inbox = self.folder / "inbox" / "today"
        done = sorted(inbox.glob("*.done"), key=lambda file: file.stat().st_mtime_ns) if inbox.exists() else []
        assert not list(inbox.glob(".*")), "an unfinished file was left behind"
        return [json.loads(Path(str(file).removesuffix(".done")).read_text())["name"] for file in done]


class SftpStore(Files, NobodyAnswers):
    scheme = "sftp"
    text = _FILES.format(kind="SFTP")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = SftpServer(folder)
        self.connection = connection(
            url=f"sftp://127.0.0.1:{self.server.port}",
            user=self.server.user,
            password=self.server.password,
            host_keys=(self.server.host_key,),
        )

    def close(self) -> None:
        super().close()
        self.server.close()


class FolderStore(Files):
    text = _FILES.format(kind="フォルダー")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.connection = connection(folder=str(folder))

    def nowhere(self) -> Connection:
        return replace(self.connection, folder=str(self.folder / "not-mounted"))


class Mailbox(NobodyAnswers):
    """A mail server that recognises a Message-ID it has seen, as mail systems do."""

    scheme = "smtp"
    answers = False
    can_ask = False
    text = """書式: 1
連携先: 倉庫
id: store
つなぎ方: メール
操作:
  - 操作: 出庫
    送る: {品名: 文字}
    宛先: 「store@example.jp」
    件名: 品名
    本文: 品名
"""

    def __init__(self) -> None:
        self.mails: dict[str, str] = {}
        port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=port)
        self.controller.start()
        self.connection = connection(url=f"smtp://127.0.0.1:{port}", sender="flow@city.example.jp")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert envelope.rcpt_tos == ["store@example.jp"]
        self.mails.setdefault(mail["message-id"], mail.get_content().strip())
        assert mail["subject"] == mail.get_content().strip()
        return "250 OK"

    def arrived(self) -> Sequence[str]:
        return list(self.mails.values())

    def close(self) -> None:
        super().close()
        self.controller.stop()


class TestHttp(NetworkConformance):
    @pytest.fixture
    def other(self) -> Iterator[Store]:
        store = Store()
        yield store
        store.close()


class ConformanceOfFiles(Conformance):
    def test_a_file_with_other_content_is_never_replaced(self, other: Files) -> None:
        order = other.order()
        there = other.folder / "inbox" / "today" / f"{order.call.id}.json"
        there.parent.mkdir(parents=True)
        there.write_text("somebody else's")
        with Connectors() as connectors:
            reply = connectors.deliver(order)

        assert isinstance(reply, Reply)
        assert (reply.status, json.loads(reply.body)["code"]) == (409, "file_exists")
        assert [file.read_text() for file in there.parent.iterdir()] == ["somebody else's"]

    def test_a_file_that_was_not_announced_yet_is_announced_by_the_next_try(self, other: Files) -> None:
        order = other.order()
        done = other.folder / "inbox" / "today" / f"{order.call.id}.json.done"
        with Connectors() as connectors:
            connectors.deliver(order)
            done.unlink()  # as if we had died before
            asked = connectors.ask(order)
            connectors.deliver(order)

        assert asked == NeverArrived()
        assert list(other.arrived()) == [NAME]


class TestSftp(ConformanceOfFiles, NetworkConformance):
    @pytest.fixture
    def other(self, tmp_path: Path) -> Iterator[SftpStore]:
        store = SftpStore(tmp_path)
        yield store
        store.close()


class TestFolder(ConformanceOfFiles):
    @pytest.fixture
    def other(self, tmp_path: Path) -> FolderStore:
        return FolderStore(tmp_path)


class TestMail(NetworkConformance):
    @pytest.fixture
    def other(self) -> Iterator[Mailbox]:
        mailbox = Mailbox()
        yield mailbox
        mailbox.close()
