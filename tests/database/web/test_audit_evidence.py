"""What auditors take away and search for by name: evidence that verifies elsewhere, and marks."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import LaterView
from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from meguro_platform.selectors.audit_cases import Search, find_cases
from meguro_platform.selectors.audit_marks import MARKS
from tests.support.card_story import a_case, acted
from tests.support.disposal import destroy_first_payload
from tests.support.platform_people import auditor, audits
from tests.support.ward import MONDAY, cast, load_world
from workflow.engine.journal import Header
from workflow.engine.state import Actor
from workflow.models import Case, JournalEntry, UserTask
from workflow.services.urge_case import urge_case
from workflow.services.withdraw_case import withdraw_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def audit(client: Client) -> Client:
    load_world()
    recompute_groups(now=MONDAY)
    return audits(client)


def unpacked(audit: Client, case: Case, folder: Path) -> Path:
    answer = audit.get(f"/audit/{case.number}/evidence/")
    assert answer["Content-Type"] == "application/zip"
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    return folder


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """The tool of the export, run by a Python that finds nothing of the platform."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_exported_evidence_verifies_without_the_platform(audit: Client, tmp_path: Path) -> None:
    case = acted(a_case(cast()), cast().head, "checked", comment="「急ぎ」です\n𠮷")
    destroy_first_payload(case)

    found = checked(unpacked(audit, case, tmp_path))

    assert found.returncode == 0, found.stdout + found.stderr
    assert f"{case.journal_seq} entries, 1 of them lawfully disposed of" in found.stdout
    assert case.journal_head in found.stdout
    assert case.journal_head in (tmp_path / "README.txt").read_text("utf-8")
    names = ["README.txt", "journal.jsonl", "manifest.json", "readers.csv", "record.csv", "verify.py"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_evidence_that_was_changed_on_the_way_does_not(audit: Client, tmp_path: Path) -> None:
    case = acted(a_case(cast()), cast().head, "checked", comment="急ぎです")
    journal = unpacked(audit, case, tmp_path) / "journal.jsonl"
    journal.write_text(journal.read_text("utf-8").replace("急ぎです", "急ぎません"), "utf-8")

    found = checked(tmp_path)

    assert (found.returncode, "its payload was changed" in found.stdout) == (1, True)


def test_an_export_of_evidence_is_recorded_before_it_is_given(audit: Client) -> None:
    case = a_case(cast())

    audit.get(f"/audit/{case.number}/evidence/")

    entry = auditor_entry()
    assert (entry["event"], entry["number"]) == ("exported_evidence", case.number)


def auditor_entry() -> dict[str, object]:
    entry = JournalEntry.objects.get(kind="person", stream=str(auditor().uuid))
    return {"event": entry.event, **json.loads(bytes(entry.payload.body))}


def numbers(*marks: str) -> list[str]:
    return [case.number for case in find_cases(Search(marks=marks)).cases]


def as_deputy(case: Case) -> None:
    entry_by(case, Actor(person=str(cast().head), capacity="deputy"))


def entry_by(case: Case, actor: Actor, event: str = "complete_user_task") -> None:
    """An entry that only searches look at."""
    header = Header(
        kind="case",
        stream=str(case.uuid),
        seq=99,
        event=event,
        at=MONDAY,
        actor=actor,
        payload="",
        prev="",
    )
    JournalEntry.objects.create(
        kind="case", stream=str(case.uuid), seq=99, event=header.event, at=MONDAY, header=header.to_bytes(), hash=""
    )


def owed(case: Case, days: int, reason: str = "deputy") -> None:
    LaterView.objects.create(
        case=case,
        person=cast().head,
        step="決定",
        unit="",
        post="",
        reason=reason,
        created_at=timezone.now() - timedelta(days=days),
    )


def decided_by_applicant(case: Case) -> None:
    task = UserTask.objects.filter(case=case).first()
    assert task is not None
    UserTask.objects.filter(pk=task.pk).update(
        status="completed", verdict="decide", closed_at=MONDAY, closed_by=case.applicant
    )


MAKE: dict[str, Callable[[Case], object]] = {
    "deputy": as_deputy,
    "proxy": lambda case: entry_by(case, Actor(person=str(cast().head), capacity="proxy")),
    "pull_up": lambda case: entry_by(case, Actor(person=str(cast().head), capacity="pull_up")),
    "later_view": lambda case: owed(case, 1),
    "long_later_view": lambda case: owed(case, 11),
    "send_back": lambda case: acted(case, cast().head, "send_back", comment="写真を替えてください"),
    "withdraw": lambda case: withdraw_case(case=case.uuid, person=case.applicant, comment="", now=MONDAY),
    "urge": lambda case: urge_case(case=case.uuid, person=case.applicant, now=MONDAY + timedelta(days=30)),
    "pull_back": lambda case: entry_by(case, Actor(person=str(cast().head)), "pull_back"),
    "incident": lambda case: entry_by(case, Actor(person=str(cast().head)), "settle_incident"),
    "own_decision": decided_by_applicant,
}


@pytest.mark.parametrize("mark", MAKE)
def test_cases_are_found_by_their_marks(audit: Client, mark: str) -> None:
    marked, _plain = a_case(cast()), a_case(cast())
    assert numbers(mark) == []

    MAKE[mark](marked)

    assert numbers(mark) == [marked.number]


def test_every_mark_is_tried() -> None:
    assert set(MAKE) == set(MARKS)


@pytest.mark.parametrize("reason", ["absent", "deputy", "pulled_up", "enough"])
def test_a_later_view_is_one_for_whatever_reason_it_is_owed(audit: Client, reason: str) -> None:
    case = a_case(cast())

    owed(case, 1, reason)

    assert numbers("later_view") == [case.number]


def test_what_was_only_put_before_somebody_is_no_later_view(audit: Client) -> None:
    owed(a_case(cast()), 11, "shown")

    assert numbers("later_view") == numbers("long_later_view") == []


def test_every_chosen_mark_narrows(audit: Client) -> None:
    both, one = a_case(cast()), a_case(cast())
    for case in (both, one):
        as_deputy(case)
    owed(both, 1)

    assert numbers("deputy", "later_view") == [both.number]
    assert numbers("deputy", "later_view", "long_later_view") == []


def test_words_that_look_like_a_mark_are_none(audit: Client) -> None:
    case = a_case(cast())
    entry_by(case, Actor(person=str(cast().head), post='","capacity":"deputy"'))

    assert numbers("deputy") == []


def test_every_mark_can_be_searched_on_the_page(audit: Client) -> None:
    page = audit.get("/audit/", {"mark": list(MARKS)}).content.decode()

    assert page.count('name="mark"') == len(MARKS)
    assert "見つかりません" in page


def test_the_chain_is_drawn_with_what_is_not_proven(audit: Client) -> None:
    case = a_case(cast())

    page = audit.get(f"/audit/{case.number}/").content.decode()

    assert "番号もハッシュも合う・封印なし" in page
    assert "末尾が切り捨てられても証明できません" in page


def test_the_auditor_is_named_in_what_was_exported(audit: Client, tmp_path: Path) -> None:
    case = a_case(cast())

    manifest = json.loads((unpacked(audit, case, tmp_path) / "manifest.json").read_text("utf-8"))

    assert manifest["exported_by"] == User.objects.get(pk=auditor().pk).name
    assert (manifest["case"], manifest["entries"], manifest["head"]) == (
        case.number,
        case.journal_seq,
        case.journal_head,
    )
