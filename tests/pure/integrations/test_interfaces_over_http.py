"""The directory and the groupware as their files describe them, held against servers of these kinds over HTTP."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.connectors.connectors import Connectors
from integrations.reply import Failure, Reply, Success
from integrations.systems.verdict import verdict_on
from tests.pure.integrations.test_interfaces import SYSTEMS, order
from tests.support.orders import NOW
from tests.support.stand_ins import SECRET

PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Office(BaseHTTPRequestHandler):
    """Accounts by SCIM 2.0, and who is away; both know one person."""

    accounts: dict[str, dict[str, Any]]
    away = {("00100582", "2026-05-11"): "2026-05-14"}

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        if place.path == "/scim/v2/Users":
            wanted = re.fullmatch(r'employeeNumber eq "(\d+)"', asked.get("filter", ""))
            if wanted is None:
                return self._answer(400, scimType="invalidFilter", detail="The filter cannot be read.")
            found = [each for each in self.accounts.values() if each["employeeNumber"] == wanted[1]]
            return self._answer(200, totalResults=len(found), Resources=found)
        number = place.path.removeprefix("/api/v1/absences/")
        back = self.away.get((number, asked["on"]))
        return self._answer(200, away=back is not None, **({"back": back} if back else {}))

    def do_PATCH(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        account = self.accounts.get(self.path.removeprefix("/scim/v2/Users/"))
        if account is None:
            return self._answer(404, scimType="noTarget", detail="There is no such account.")
        assert body["schemas"] == [PATCH]
        for each in body["Operations"]:
            account[each["path"]] = each["value"]
        return self._answer(200, **account)

    def _answer(self, status: int, **content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests print what fails."""


@contextmanager
def office() -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Its address, and its accounts."""
    accounts = {"2819c223": {"id": "2819c223", "userName": "sato", "employeeNumber": "00100582", "active": True}}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Office,), {"accounts": accounts}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", accounts
    finally:
        server.shutdown()
        server.server_close()


def told(url: str, id_: str, operation: str, **payload: object) -> Success | Failure:
    """What an order brings, as its case hears it."""
    sent = order(id_, operation, payload, url=url, secrets=(SECRET,))
    with Connectors() as connectors:
        reply = connectors.deliver(sent)
    assert isinstance(reply, Reply), reply
    described = SYSTEMS[id_].operations[operation]
    return verdict_on(reply, operation=described, outputs=[value.name for value in described.receive], now=NOW)


def test_an_account_is_found_locked_and_unlocked() -> None:
    with office() as (url, accounts):
        found = told(url, "directory", "アカウント照会", 職員番号="00100582")
        locked = told(url, "directory", "アカウント停止", アカウント="2819c223"), accounts["2819c223"]["active"]
        unlocked = told(url, "directory", "アカウント再開", アカウント="2819c223"), accounts["2819c223"]["active"]

    assert found == Success(outputs={"アカウント": "2819c223", "ログイン名": "sato", "有効": True})
    assert (locked, unlocked) == ((Success(outputs={}), False), (Success(outputs={}), True))


def test_whom_the_directory_does_not_know_is_a_failure_with_its_words() -> None:
    with office() as (url, _):
        nobody = told(url, "directory", "アカウント照会", 職員番号="00999999")
        refused = told(url, "directory", "アカウント停止", アカウント="none")

    assert isinstance(nobody, Failure)
    assert isinstance(refused, Failure)
    assert "There is no such account." in refused.detail


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2026-05-11", {"不在": True, "戻る日": "2026-05-14"}), ("2026-05-20", {"不在": False, "戻る日": None})],
)
def test_the_groupware_says_whether_somebody_is_away_and_until_when(day: str, answer: dict[str, object]) -> None:
    with office() as (url, _):
        assert told(url, "groupware", "不在の照会", 職員番号="00100582", 日=day) == Success(outputs=answer)
