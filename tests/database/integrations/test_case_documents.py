"""Every decided case that asks for it reaches records management as PDF/A-3 with its record inside."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from pytest_django import Settings

from approvals.selectors.journal_sentences import sentences
from forms.documents.press.engine import WHAT_TO_INSTALL
from forms.errors import PrintingUnavailable, RenderingStopped
from integrations.connectors.connectors import Connectors
from integrations.models import CaseDocument
from integrations.services import case_documents
from integrations.services.deliver import deliver_due
from integrations.services.lanes import Lane
from tests.support.documents import needs_printing, plain_pdf
from tests.support.leave_story import a_sick_leave
from tests.support.spending_case import acted, drafted, spending_world
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import cast, publish
from workflow.engine.journal import Stored, check_chain
from workflow.models import Case, Effect, JournalPayload

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("ward_of_the_file")]
REGISTER = "文書管理.文書登録"


@pytest.fixture(scope="module", autouse=True)
def printing() -> None:
    needs_printing()


@dataclass(frozen=True, slots=True)
class Office:
    """Both systems, and a worker for each lane."""

    finance: RunningSystem
    records: RunningSystem
    files: Path
    now: Callable[[], int]
    slow: Callable[[], int]

    def decided(self) -> Case:
        """A case that was decided and waits for its document to be registered."""
        case = drafted()
        for verdicts in (("proper", "decide"), ()):
            self.now()
            case = acted(case, *verdicts)
        self.now()
        case.refresh_from_db()
        return case

    def registered(self) -> list[dict[str, str]]:
        return [entry["payload"] for entry in self.records.entries if entry["operation"] == "文書登録"]

    def file(self) -> bytes:
        (payload,) = self.registered()
        return (self.files / f"{payload['sha256']}.pdf").read_bytes()


@pytest.fixture
def office(tmp_path: Path, settings: Settings, db: None) -> Iterator[Office]:
    spending_world()
    with (
        running_system("finance", tmp_path / "finance.sqlite") as finance,
        running_system("documents", tmp_path / "documents.sqlite") as records,
        Connectors() as connector,
    ):
        settings.CONNECTED_SYSTEMS = {
            name: {"url": system.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}
            for name, system in (("財務会計", finance), ("文書管理", records))
        }

        def look(lane: Lane) -> int:
            Effect.objects.filter(status="waiting").update(next_at=timezone.now())
            return deliver_due(worker="test", connector=connector, clock=timezone.now, lane=lane)

        yield Office(
            finance,
            records,
            tmp_path / "documents.files",
            lambda: look(Lane.ORDINARY),
            lambda: look(Lane.DOCUMENTS),
        )


def after(case: Case) -> Case:
    case.refresh_from_db()
    return case


def call() -> Effect:
    return Effect.objects.get(operation=REGISTER)


def test_a_decided_case_is_registered_with_its_number_and_ends(office: Office) -> None:
    case = office.decided()
    waited = case.steps

    office.slow()

    assert waited == ["文書の登録"]
    assert (after(case).outcome, case.state["answers"]["registration"]) == ("完結", "D-0000002")
    (told,) = office.registered()
    assert (told["title"], told["number"]) == ("庁舎の清掃", case.state["answers"]["document_no"])
    assert told["decided_on"] == "2026-05-11"


def test_what_is_registered_is_an_archive_file_that_tells_who_decided_and_proves_it(office: Office) -> None:
    case = office.decided()
    office.slow()

    with pikepdf.open(io.BytesIO(office.file())) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        record = json.loads(pdf.attachments["record.json"].get_file().read_bytes())

    assert (record["number"], record["decision"]["outcome"]) == (case.number, "decide")
    assert record["answers"]["subject"]["value"] == "庁舎の清掃"
    journal = [
        Stored(
            seq=entry["seq"],
            header=entry["header"].encode(),
            hash=entry["hash"],
            salt=bytes.fromhex(entry["salt"]),
            body=entry["payload"].encode(),
        )
        for entry in record["journal"]
    ]
    assert check_chain("case", str(case.uuid), journal, journal[-1].hash) is None


def test_only_the_slow_lane_makes_documents(office: Office) -> None:
    office.decided()

    assert [office.now(), call().attempts, office.slow(), call().attempts] == [0, 0, 1, 1]


def test_every_try_sends_the_same_bytes_without_making_them_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.decided()
    office.records.fault(kind="garbage", operation="文書登録")
    office.slow()
    first = CaseDocument.objects.get()
    monkeypatch.setattr(case_documents, "case_record", lambda *_, **__: pytest.fail("made again"))

    office.slow()

    assert call().status == "done"
    assert [each["sha256"] for each in office.registered()] == [first.sha256]


def test_a_document_made_again_is_the_same_whatever_happened_to_the_case_since(office: Office) -> None:
    office.decided()
    office.records.fault(kind="garbage", operation="文書登録")
    office.slow()
    first = CaseDocument.objects.get().sha256
    CaseDocument.objects.all().delete()

    office.slow()

    assert [each["sha256"] for each in office.registered()] == [first]


def test_it_is_kept_encrypted_until_it_was_sent_and_then_only_its_hash(office: Office) -> None:
    office.decided()
    office.records.fault(kind="error", operation="文書登録")
    office.slow()
    waiting = bytes(CaseDocument.objects.get().content or b"")

    office.slow()

    assert waiting and b"%PDF" not in waiting and b"record.json" not in waiting
    sent = CaseDocument.objects.get()
    assert (sent.content, sent.sha256) == (None, office.registered()[0]["sha256"])


def test_no_journal_no_ledger_and_no_log_has_it(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.decided()
    office.slow()

    assert "文書" not in call().payload
    kept = b"".join(bytes(body) for body in JournalPayload.objects.values_list("body", flat=True))
    assert b"%PDF" not in kept and b"JVBERi" not in kept
    assert "%PDF" not in caplog.text


def test_a_machine_that_cannot_print_says_what_to_install_and_sends_it_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.decided()

    def unavailable(*_: object, **__: object) -> bytes:
        raise PrintingUnavailable(WHAT_TO_INSTALL, "no library called pango")

    with monkeypatch.context() as without:
        without.setattr(case_documents, "case_record", unavailable)
        office.slow()
    waiting = call()

    assert (waiting.status, waiting.trouble) == ("waiting", "not_printed")
    assert "apt-get install" in waiting.error and "libpango" in waiting.error
    office.slow()
    assert call().status == "done"


def test_a_document_that_cannot_be_made_is_left_to_the_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.decided()

    def stopped(*_: object, **__: object) -> bytes:
        raise RenderingStopped("20 seconds")

    monkeypatch.setattr(case_documents, "case_record", stopped)
    office.slow()

    assert after(case).steps == ["文書の手での登録"]
    assert call().error.startswith("送る文書を作れないか、読めません。")


def test_deciding_it_again_cancels_the_commitment(office: Office) -> None:
    case = office.decided()
    office.records.fault(kind="reject", operation="文書登録")
    office.slow()

    acted(case, "決定からやり直す")
    office.now()

    assert [entry["operation"] for entry in office.finance.entries] == ["負担行為登録", "負担行為取消"]


def test_a_leave_that_was_granted_is_registered_with_the_certificate_inside(
    office: Office, tmp_path: Path, settings: Settings
) -> None:
    publish("leave-of-absence")
    content = plain_pdf(3)
    case = a_sick_leave(cast(), content)
    acted(case, "no_objection", "decide")
    with running_system("attendance", tmp_path / "attendance.sqlite") as attendance:
        attended = {"庶務事務": {"url": attendance.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}}
        settings.CONNECTED_SYSTEMS = {**settings.CONNECTED_SYSTEMS, **attended}
        office.now()

    office.slow()

    (told,) = office.registered()
    assert (told["case"], told["title"]) == (case.number, "休暇届")
    with pikepdf.open(io.BytesIO(office.file())) as pdf:
        inside = {each.filename: each.get_file().read_bytes() for each in pdf.attachments.values()}
        record = json.loads(inside["record.json"])
    assert inside["診断書.pdf"] == content
    (named,) = record["files"]
    assert named["sha256"] == hashlib.sha256(content).hexdigest()
    said = sentences(after(case))[-1].text
    assert said == f"「決定した案件の登録」が済みました（ハッシュ {told['sha256']}、登録番号 D-0000001）"
