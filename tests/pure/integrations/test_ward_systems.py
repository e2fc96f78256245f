"""The files under definitions/systems against the running systems they describe."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from integrations.connectors.connectors import Connectors
from integrations.connectors.pickup import open_pickup
from integrations.errors import Trouble
from integrations.message import Call
from integrations.reply import Failure, NeverArrived, NoReply, Reply, Success
from integrations.systems.connection import Connection, OAuth
from integrations.systems.order import Order
from integrations.systems.verdict import verdict_on
from meguro_platform.embedded.ports import free_port
from tests.support.howto import blocks
from tests.support.orders import NOW, connection, described
from tests.support.stand_ins import SECRET, RunningSystem, running_system

DEFINITIONS = Path(__file__).parents[3] / "definitions" / "systems"
SUCCESSOR = blocks("connect-a-new-system.md", "yaml")[0]
"""The file that the page about connecting a system writes."""
FINANCE = (DEFINITIONS / "finance.yaml").read_text()
PURCHASE = {"件名": "清掃委託", "予算科目": "02-総務費", "金額": 8_000_000}
LOGIN = "meguro a-long-enough-password"


class Ward:
    """One connected system as the platform sees it."""

    def __init__(self, text: str, id_: str, to: Connection, connectors: Connectors) -> None:
        self.system = described(text, id_)
        self._to = to
        self._connectors = connectors

    def order(self, operation: str, payload: Mapping[str, object], key: str, files: Mapping[str, bytes]) -> Order:
        return Order(
            call=Call(key=key, operation=f"{self.system.name}.{operation}", case="c1", payload=payload),
            operation=self.system.operations[operation],
            connection=self._to,
            at=datetime.now(UTC),
            timeout=timedelta(seconds=10),
            files=files,
        )

    def reply(
        self,
        operation: str,
        payload: Mapping[str, object],
        key: str = "c1/k/1",
        files: Mapping[str, bytes] | None = None,
        seconds: float = 10,
    ) -> Reply | NoReply:
        order = self.order(operation, payload, key, files or {})
        return self._connectors.deliver(replace(order, timeout=timedelta(seconds=seconds)))

    def told(
        self,
        operation: str,
        payload: Mapping[str, object],
        key: str = "c1/k/1",
        files: Mapping[str, bytes] | None = None,
        sent: Mapping[str, str] | None = None,
    ) -> Success | Failure:
        """What a case would be told. `sent`: digests of what went with the call."""
        spec = self.system.operations[operation]
        outputs = [value.name for value in spec.receive]
        reply = self.reply(operation, payload, key, files)
        return verdict_on(reply, operation=spec, outputs=outputs, now=NOW, digests=sent or {})

    def asked(self, operation: str, payload: Mapping[str, object], key: str) -> Reply | NoReply | NeverArrived:
        return self._connectors.ask(self.order(operation, payload, key, {}))


def text_of(id_: str) -> str:
    return (DEFINITIONS / f"{id_}.yaml").read_text()


def signed(system: str, running: RunningSystem) -> Connection:
    return connection(system, url=running.url, secrets=(SECRET,))


@pytest.fixture
def connectors() -> Iterator[Connectors]:
    with Connectors() as made:
        yield made


@pytest.fixture(params=["finance", "finance-new"])
def finance(
    request: pytest.FixtureRequest, tmp_path: Path, connectors: Connectors
) -> Iterator[tuple[Ward, RunningSystem]]:
    """財務会計 before and after it was replaced: another file and other settings, nothing else."""
    new = request.param == "finance-new"
    with running_system(request.param, tmp_path / "ledger", secret=LOGIN if new else SECRET) as running:
        name, password = LOGIN.split()
        oauth = OAuth(token_url=f"{running.url}/oauth/token", client_id=name, client_secret=password)
        to = connection("財務会計", url=running.url, oauth=oauth) if new else None
        before = signed("財務会計", running)
        yield (
            Ward(SUCCESSOR if new else FINANCE, "finance-new" if new else "finance", to or before, connectors),
            running,
        )


def committed(running: RunningSystem) -> int:
    """How many commitments the finance system has made."""
    return sum(entry["operation"] in ("負担行為登録", "encumber") for entry in running.entries)


def test_a_commitment_is_registered_and_lowers_the_budget(finance: tuple[Ward, RunningSystem]) -> None:
    ward, running = finance
    check = {"予算科目": PURCHASE["予算科目"], "金額": PURCHASE["金額"]}

    before = ward.told("予算確認", check)
    made = ward.told("負担行為登録", PURCHASE)
    after = ward.told("予算確認", check)

    assert before == Success(outputs={"残額": 50_000_000})
    assert isinstance(made, Success)
    assert made.outputs["負担行為番号"]
    assert after == Success(outputs={"残額": 42_000_000})
    assert committed(running) == 1


def test_a_cancelled_commitment_gives_the_amount_back_once(finance: tuple[Ward, RunningSystem]) -> None:
    ward, _ = finance
    made = ward.told("負担行為登録", PURCHASE)
    assert isinstance(made, Success)
    cancel = {"負担行為番号": made.outputs["負担行為番号"]}

    assert [ward.told("負担行為取消", cancel, key) for key in ("a", "b")] == [Success(outputs={})] * 2
    check = {"予算科目": PURCHASE["予算科目"], "金額": 1}
    assert ward.told("予算確認", check) == Success(outputs={"残額": 50_000_000})


def test_too_large_an_amount_is_refused_in_our_words(finance: tuple[Ward, RunningSystem]) -> None:
    ward, running = finance

    refused = ward.told("負担行為登録", {**PURCHASE, "金額": 60_000_000})

    assert isinstance(refused, Failure)
    assert (refused.trouble, refused.code, refused.permanent) == (Trouble.REFUSED, "予算不足", True)
    assert committed(running) == 0


def test_an_answer_that_got_lost_is_asked_for(tmp_path: Path, connectors: Connectors) -> None:
    with running_system("finance", tmp_path / "ledger") as running:
        ward = Ward(FINANCE, "finance", signed("財務会計", running), connectors)
        running.fault(kind="swallow", operation="負担行為登録", seconds=0)

        assert ward.asked("負担行為登録", PURCHASE, "c1/k/1") == NeverArrived()
        lost = ward.reply("負担行為登録", PURCHASE)
        found = ward.asked("負担行為登録", PURCHASE, "c1/k/1")

        assert isinstance(lost, NoReply)
        assert isinstance(found, Reply)
        operation = ward.system.operations["負担行為登録"]
        told = verdict_on(found, operation=operation, outputs=["負担行為番号"], now=NOW)
        assert told == Success(outputs={"負担行為番号": "F-2026-000001"})
        assert committed(running) == 1


def test_the_old_finance_system_doubles_what_is_sent_twice(tmp_path: Path, connectors: Connectors) -> None:
    """Which is why its file says 確かめる."""
    with running_system("finance", tmp_path / "ledger") as running:
        ward = Ward(FINANCE, "finance", signed("財務会計", running), connectors)

        for _ in range(2):
            ward.told("負担行為登録", PURCHASE)

        assert committed(running) == 2
        assert ward.system.operations["負担行為登録"].repeat == "ask"


def test_a_token_that_is_no_longer_taken_is_replaced(tmp_path: Path, connectors: Connectors) -> None:
    port, name, password = free_port(), *LOGIN.split()
    url = f"http://127.0.0.1:{port}"
    oauth = OAuth(token_url=f"{url}/oauth/token", client_id=name, client_secret=password)
    ward = Ward(SUCCESSOR, "finance-new", connection("財務会計", url=url, oauth=oauth), connectors)
    for _ in range(2):  # started anew, it has forgotten its tokens
        with running_system("finance-new", tmp_path / "ledger", port=port, secret=LOGIN):
            assert isinstance(ward.told("予算確認", {"予算科目": "款", "金額": 1}), Success)


def test_a_wrong_client_secret_is_said(tmp_path: Path, connectors: Connectors) -> None:
    with running_system("finance-new", tmp_path / "ledger", secret=LOGIN) as running:
        oauth = OAuth(token_url=f"{running.url}/oauth/token", client_id="meguro", client_secret="wrong")
        ward = Ward(SUCCESSOR, "finance-new", connection("財務会計", url=running.url, oauth=oauth), connectors)

        reply = ward.reply("予算確認", {"予算科目": "款", "金額": 1})

    assert isinstance(reply, NoReply)
    assert reply.trouble is Trouble.DENIED


def test_a_document_is_registered_once_with_its_file(tmp_path: Path, connectors: Connectors) -> None:
    pdf = b"%PDF-1.7\n" + bytes(range(256)) * 400
    digest = hashlib.sha256(pdf).hexdigest()
    file = {"uuid": "u1", "sha256": digest, "name": "決定書.pdf", "size": len(pdf), "type": "application/pdf"}
    payload = {"案件番号": "2026-000001", "件名": "髙﨑の件", "文書番号": "8目人人第1号", "添付数": 3, "文書": [file]}
    with running_system("documents", tmp_path / "records.ledger") as running:
        ward = Ward(text_of("documents"), "documents", signed("文書管理", running), connectors)

        first, again = (ward.told("文書登録", payload, files={"u1": pdf}) for _ in range(2))
        numbers = [ward.told("採番", {"所属記号": "目総総", "年度": 2026}, key) for key in ("a", "a", "b")]
        missing = ward.told("文書登録", payload, key="other")
        other = ward.told("文書登録", payload, files={"u1": pdf}, sent={"文書": "0" * 64})

        assert first == again == Success(outputs={"登録番号": "D-0000001", "ハッシュ": digest})
        assert (tmp_path / "records.files" / f"{digest}.pdf").read_bytes() == pdf
        registered = running.entries[0]["payload"]
        assert (registered["title"], registered["attachments"]) == ("髙﨑の件", "3")
        given = [each.outputs["文書番号"] for each in numbers if isinstance(each, Success)]
        assert given == ["2026目総総第1号", "2026目総総第1号", "2026目総総第2号"]
        assert isinstance(missing, Failure)
        assert missing.trouble is Trouble.UNFIT
        assert isinstance(other, Failure)
        assert (other.trouble, other.permanent, other.may_be_done) == (Trouble.ALTERED, True, True)
        assert other.detail == f"ハッシュ: {digest}"


def test_a_mail_is_kept_once(tmp_path: Path, connectors: Connectors) -> None:
    smtp = free_port()
    payload = {"宛先アドレス": "staff@city.example.jp", "件名": "明細の公開", "本文": "ポータルをご覧ください。"}
    with running_system("mail", tmp_path / "mails", "--smtp-port", str(smtp)) as running:
        to = connection("メール", url=f"smtp://127.0.0.1:{smtp}", sender="flow@city.example.jp")
        ward = Ward(text_of("mail"), "mail", to, connectors)

        told = [ward.told("送信", payload) for _ in range(2)]
        two = ward.reply("送信", {**payload, "宛先アドレス": "a@example.jp, b@example.jp"}, key="other")

        assert told == [Success(outputs={})] * 2
        assert isinstance(two, NoReply)
        assert two.trouble is Trouble.UNFIT
        mails = running.request("GET", "/mails").content["mails"]
        assert [(mail["to"], mail["subject"], mail["text"].strip()) for mail in mails] == [
            (["staff@city.example.jp"], "明細の公開", "ポータルをご覧ください。")
        ]


def test_the_month_s_files_are_fetched_from_payroll_and_ours_left_there(tmp_path: Path, connectors: Connectors) -> None:
    with running_system("payroll", tmp_path, secret=LOGIN) as running:
        name, password = LOGIN.split()
        to = connection(
            "人事給与", url=running.url, user=name, password=password, known_hosts=str(tmp_path / "known_hosts")
        )
        ward = Ward(text_of("payroll"), "payroll", to, connectors)
        outgoing = tmp_path / "files" / "outgoing"
        for suffix in (".csv", ".ctl.json", ".csv.done"):
            (outgoing / f"meisai_202604{suffix}").write_bytes(suffix.encode())

        delivery = ward.system.deliveries["給与明細"]
        with open_pickup(ward.system.kind, to, delivery) as pickup:
            waiting = pickup.waiting(NOW)
            arrival = pickup.take(waiting[0])
            pickup.put_away(arrival)
            left = pickup.waiting(NOW)
        handed = ward.told("手当認定の送付", {"対象月": "2026-04", "内容": "00001234,扶養,13000\r\n"})
        foreign = ward.told("手当認定の送付", {"対象月": "2026-05", "内容": "𠮷田"})

        assert (waiting, left) == (("meisai_202604.csv",), ())
        assert arrival.control is not None
        assert (arrival.file.content, arrival.control.content) == (b".csv", b".ctl.json")
        assert len(list((outgoing / "taken").iterdir())) == 2
        assert handed == Success(outputs={})
        assert [file.read_bytes() for file in (tmp_path / "files" / "incoming").glob("*.csv")] == [
            "00001234,扶養,13000\r\n".encode("cp932")
        ]
        assert isinstance(foreign, Failure)
        assert (foreign.trouble, "U+20BB7" in foreign.detail) == (Trouble.UNFIT, True)
