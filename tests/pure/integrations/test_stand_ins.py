"""The invented systems, as real processes that keep to the contract."""

import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from integrations.message import Call
from integrations.signing import signed_headers, verified_id
from tests.support.stand_ins import SECRET, Answer, RunningSystem, running_system


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[RunningSystem]:
    with running_system("access-control", tmp_path / "doors.sqlite") as system:
        yield system


@pytest.fixture
def cards(tmp_path: Path) -> Iterator[RunningSystem]:
    with running_system("職員証発行", tmp_path / "cards.sqlite") as system:
        yield system


def a_stop(key: str = "c1/stop/1", card: str = "N-1", reason: str = "紛失") -> Call:
    return Call(key=key, operation="入退室.証の停止", case="c1", payload={"職員証番号": card, "事由": reason})


def an_activation(key: str = "c1/activate/1", card: str = "N-1") -> Call:
    return Call(key=key, operation="入退室.証の有効化", case="c1", payload={"職員証番号": card})


def an_order(key: str = "c1/order/1") -> Call:
    return Call(
        key=key, operation="職員証発行.作成依頼", case="c1", payload={"職員番号": "00001234", "氏名": "髙﨑 花子"}
    )


def a_cancellation(order: str, key: str = "c1/order/1/undo") -> Call:
    return Call(key=key, operation="職員証発行.作成取消", case="c1", payload={"受付番号": order})


def post(system: RunningSystem, call: Call, *, secret: str = SECRET, at: datetime | None = None) -> Answer:
    body = call.body()
    headers = signed_headers(body, secret=secret, message_id=call.id, at=at or datetime.now(UTC))
    return system.request("POST", "/", body, headers)


def test_a_call_is_done_and_kept_in_the_ledger(doors: RunningSystem) -> None:
    answer = post(doors, a_stop())

    assert answer.status == 200
    assert [(entry["key"], entry["operation"], entry["payload"]) for entry in doors.entries] == [
        ("c1/stop/1", "入退室.証の停止", {"職員証番号": "N-1", "事由": "紛失"})
    ]


def test_the_same_key_is_answered_the_same_and_done_once(cards: RunningSystem) -> None:
    answers = [post(cards, an_order()).content for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert [(entry["key"], entry["asked"]) for entry in cards.entries] == [("c1/order/1", 3)]


def test_the_same_key_with_other_contents_is_refused(doors: RunningSystem) -> None:
    post(doors, a_stop())

    assert post(doors, a_stop(card="N-2")).status == 422


def test_another_order_gets_other_numbers(cards: RunningSystem) -> None:
    first, second = post(cards, an_order("a")).content, post(cards, an_order("b")).content

    assert first["受付番号"] != second["受付番号"]
    assert first["職員証番号"] != second["職員証番号"]


def test_an_unsigned_call_is_refused(doors: RunningSystem) -> None:
    assert doors.request("POST", "/", a_stop().body()).status == 401
    assert doors.entries == []


def test_a_recorded_call_is_refused_later(doors: RunningSystem) -> None:
    assert post(doors, a_stop(), at=datetime.now(UTC) - timedelta(hours=1)).status == 401


def test_an_unknown_operation_is_refused(doors: RunningSystem) -> None:
    call = Call(key="k", operation="入退室.爆破", case="c1", payload={})

    assert post(doors, call).status == 404


def test_a_call_without_its_inputs_is_refused(doors: RunningSystem) -> None:
    call = Call(key="k", operation="入退室.証の停止", case="c1", payload={"職員証番号": "N-1"})

    assert post(doors, call).status == 422
    assert doors.entries == []


def test_a_stopped_card_is_never_activated(doors: RunningSystem) -> None:
    post(doors, a_stop())

    answer = post(doors, an_activation())

    assert (answer.status, answer.content["code"]) == (409, "停止済")


def test_the_ledger_survives_a_kill(tmp_path: Path) -> None:
    with running_system("access-control", tmp_path / "doors.sqlite") as doors:
        post(doors, a_stop())
        doors.process.kill()

    with running_system("access-control", tmp_path / "doors.sqlite") as doors:
        post(doors, a_stop())

        assert [(entry["key"], entry["asked"]) for entry in doors.entries] == [("c1/stop/1", 2)]


def test_an_error_is_answered_twice_and_then_no_more(doors: RunningSystem) -> None:
    doors.fault(kind="error", times=2)

    assert [post(doors, a_stop()).status for _ in range(3)] == [500, 500, 200]


def test_trouble_can_be_for_one_operation_only(doors: RunningSystem) -> None:
    doors.fault(kind="error", operation="証の有効化")

    assert [post(doors, a_stop()).status, post(doors, an_activation(card="N-9")).status] == [200, 500]


def test_a_busy_system_says_when_to_come_back(doors: RunningSystem) -> None:
    doors.fault(kind="busy", seconds=7)

    answer = post(doors, a_stop())

    assert (answer.status, answer.headers["retry-after"]) == (429, "7")


def test_a_swallowed_call_is_done_without_an_answer(doors: RunningSystem) -> None:
    doors.fault(kind="swallow")

    with pytest.raises(http.client.RemoteDisconnected):
        post(doors, a_stop())
    assert [entry["key"] for entry in doors.entries] == ["c1/stop/1"]


def test_a_dropped_call_is_not_done(doors: RunningSystem) -> None:
    doors.fault(kind="drop")

    with pytest.raises(http.client.RemoteDisconnected):
        post(doors, a_stop())
    assert doors.entries == []


def test_garbage_is_answered_after_the_work_is_done(doors: RunningSystem) -> None:
    doors.fault(kind="garbage")

    assert post(doors, a_stop()).body.startswith(b"<html>")
    assert len(doors.entries) == 1


def test_trouble_can_be_called_off(doors: RunningSystem) -> None:
    doors.fault(kind="error", times=100)

    doors.request("DELETE", "/faults")

    assert post(doors, a_stop()).status == 200


def test_trouble_cannot_be_ordered_by_a_form(doors: RunningSystem) -> None:
    body = json.dumps({"kind": "error"}).encode()

    assert doors.request("POST", "/faults", body, {"Content-Type": "text/plain"}).status == 415
    assert post(doors, a_stop()).status == 200


@pytest.fixture
def our_side() -> Iterator[tuple[str, Queue[tuple[dict[str, str], bytes]]]]:
    """Where messages arrive: the first is turned away, the next is taken."""
    arrived: Queue[tuple[dict[str, str], bytes]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(503 if arrived.empty() else 202)
            self.end_headers()
            arrived.put((dict(self.headers), body))

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/v1/messages/", arrived
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_card_maker_tells_when_a_card_is_ready(
    tmp_path: Path, our_side: tuple[str, Queue[tuple[dict[str, str], bytes]]]
) -> None:
    url, arrived = our_side
    arguments = ("--callback", url, "--callback-after", "0")
    with running_system("card-issuing", tmp_path / "cards.sqlite", *arguments) as cards:
        order = post(cards, an_order()).content["受付番号"]

        first, second = arrived.get(timeout=20), arrived.get(timeout=20)

    assert json.loads(second[1]) == {"name": "職員証発行.完了", "key": order, "data": {"受付番号": order}}
    assert verified_id(second[1], second[0], secrets=[SECRET], now=datetime.now(UTC))
    assert first[0]["webhook-id"] == second[0]["webhook-id"]


def test_a_cancelled_order_is_not_announced(cards: RunningSystem) -> None:
    order = post(cards, an_order()).content["受付番号"]

    post(cards, a_cancellation(order))

    assert [(callback["key"], callback["state"]) for callback in cards.callbacks] == [(order, "cancelled")]


def test_people_see_on_a_page_what_the_system_was_told(doors: RunningSystem) -> None:
    post(doors, a_stop(reason="<b>紛失</b>"))

    answer = doors.request("GET", "/screen")
    page = answer.body.decode()

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "入退室.証の停止" in page and "職員証番号: N-1" in page
    assert "事由: &lt;b&gt;紛失" in page and "<b>紛失" not in page
