"""Systems of the ward that no shipped procedure calls yet: each sends and reads as its file says."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from integrations.connectors.connectors import Connectors
from integrations.message import Call
from integrations.reply import Reply, Success
from integrations.selectors.systems import check_systems
from integrations.systems.http_message import HttpMessage, http_message
from integrations.systems.order import Order
from integrations.systems.values import unfit
from integrations.systems.verdict import verdict_on
from tests.support.orders import NOW, connection
from tests.support.sftp_server import SftpServer

FOLDER = Path(__file__).parents[3] / "definitions" / "systems"
SYSTEMS = {system.id: system for system in check_systems(FOLDER)[0]}
CARD = {"カード番号": "0123456789ABCDEF", "職員番号": "00100582", "状態": "停止"}


def order(id_: str, operation: str, payload: Mapping[str, object], **to: object) -> Order:
    system = SYSTEMS[id_]
    call = Call(key="case/step/1", operation=f"{system.name}.{operation}", case="case", payload=payload)
    return Order(
        call=call,
        operation=system.operations[operation],
        connection=connection(system.name, **to),
        at=NOW,
        timeout=timedelta(seconds=10),
    )


def over_http(id_: str, operation: str, payload: Mapping[str, object]) -> HttpMessage:
    return http_message(order(id_, operation, payload, url="https://systems.example.jp", secrets=("whsec_x",)))


def test_an_account_is_found_by_the_staff_number_and_locked() -> None:
    found = over_http("directory", "アカウント照会", {"職員番号": "00100582"})
    lock = over_http("directory", "アカウント停止", {"アカウント": "2819c223"})

    assert (found.method, found.url) == (
        "GET",
        "https://systems.example.jp/scim/v2/Users?filter=employeeNumber+eq+%2200100582%22",
    )
    assert (lock.method, lock.url) == ("PATCH", "https://systems.example.jp/scim/v2/Users/2819c223")
    assert msgspec.json.decode(lock.body)["Operations"] == [{"op": "replace", "path": "active", "value": False}]


def test_what_the_directory_answers_is_read_and_nobody_found_is_a_failure() -> None:
    operation = SYSTEMS["directory"].operations["アカウント照会"]
    outputs = [value.name for value in operation.receive]
    known = {"Resources": [{"id": "2819c223", "userName": "sato", "active": True}]}
    one, none = (
        verdict_on(Reply(status=200, body=msgspec.json.encode(answer)), operation=operation, outputs=outputs, now=NOW)
        for answer in (known, {"totalResults": 0, "Resources": []})
    )

    assert one == Success(outputs={"アカウント": "2819c223", "ログイン名": "sato", "有効": True})
    assert not isinstance(none, Success)


def test_the_groupware_is_asked_whether_somebody_is_away() -> None:
    asked = over_http("groupware", "不在の照会", {"職員番号": "00100582", "日": "2026-05-11"})

    assert asked.url == "https://systems.example.jp/api/v1/absences/00100582?on=2026-05-11"


@pytest.mark.parametrize(
    ("system", "message", "data"),
    [
        ("groupware", "不在の登録", {"職員番号": "00100582", "初日": "2026-05-11", "最終日": "2026-05-13"}),
        ("groupware", "不在の取消", {"職員番号": "00100582", "初日": "2026-05-11"}),
        ("directory", "アカウントの停止", {"職員番号": "00100582", "いつ": "2026-03-31T24:00"}),
    ],
)
def test_what_they_tell_has_a_schema(system: str, message: str, data: dict[str, str]) -> None:
    announced = SYSTEMS[system].announcements[message]
    told = {name: value.replace("31T24:00", "31T23:59") for name, value in data.items()}

    assert unfit(announced.payload, told) == ()
    assert unfit(announced.payload, {**told, "職員番号": "582"}) != ()


@pytest.mark.parametrize(
    ("system", "operation", "payload", "name"),
    [
        (
            "payroll",
            "超過勤務実績の送付",
            {"対象月": "2026-05", "件数": 1, "合計時間": "12.5", "内容": "00100582,2026-05,125,12.5\r\n"},
            "chokin_2026-05_*.csv",
        ),
        (
            "travel-payments",
            "支払明細の送付",
            {"支払回": "2026-05-1", "件数": 1, "金額合計": 24_300, "内容": "R-2026-0012,髙橋,24300\r\n"},
            "ryohi_2026-05-1_*.csv",
        ),
    ],
)
def test_monthly_files_are_left_once_in_the_encoding_of_the_other_side(
    tmp_path: Path, system: str, operation: str, payload: Mapping[str, object], name: str
) -> None:
    (tmp_path / "incoming").mkdir()
    server = SftpServer(tmp_path)
    sent = order(
        system,
        operation,
        payload,
        url=f"sftp://127.0.0.1:{server.port}",
        user=server.user,
        password=server.password,
        host_keys=(server.host_key,),
    )
    try:
        with Connectors() as connectors:
            assert isinstance(connectors.deliver(sent), Reply)
            assert isinstance(connectors.ask(sent), Reply), "it is there already"
    finally:
        server.close()

    (left,) = (tmp_path / "incoming").glob(name)
    assert left.read_bytes() == str(payload["内容"]).encode("cp932")
    assert left.with_name(f"{left.name}.done").exists()


@pytest.mark.parametrize("operation", ["複合機への送付", "勤怠打刻への送付", "PCログオンへの送付"])
def test_a_card_is_told_to_each_of_its_readers_in_a_folder_of_its_own(tmp_path: Path, operation: str) -> None:
    folder = SYSTEMS["card-attributes"].operations[operation].carriage.folder  # type: ignore[union-attr]
    (tmp_path / folder).mkdir()
    sent = order("card-attributes", operation, CARD, folder=str(tmp_path))

    with Connectors() as connectors:
        assert isinstance(connectors.deliver(sent), Reply)

    (left,) = (tmp_path / folder).glob("card_*.csv")
    assert left.read_text("utf-8") == "0123456789ABCDEF,00100582,停止"
