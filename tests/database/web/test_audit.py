"""The auditor's pages: everything is found, every look is recorded, nothing can be changed."""

import csv
import io
import json
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from meguro_platform.web.audit_csv import guarded
from meguro_platform.web.audit_trail import recorded
from tests.support.card_story import a_case, acted
from tests.support.disposal import destroy_first_payload
from tests.support.platform_people import PURPOSE, auditor, audits, stranger
from tests.support.spending_case import REASONS, drafted, spending_world, with_budget
from tests.support.ward import MONDAY, cast, damaged_card, load_world
from workflow.models import Case, JournalEntry
from workflow.selectors.journal import state_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def world() -> None:
    load_world()
    recompute_groups(now=MONDAY)


@pytest.fixture
def audit(world: None, client: Client) -> Client:
    """A member of the audit office, logged in."""
    return audits(client)


def entries_of(person: User) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(kind="person", stream=str(person.uuid)).order_by("seq"))


ADDRESSES = ["/audit/", "/audit/{number}/", "/audit/{number}/csv/", "/audit/{number}/evidence/"]
SENT_TO = "/audit/{number}/disclosure/"


@pytest.mark.parametrize("address", [*ADDRESSES, SENT_TO, "/audit/?person=山&page=2&mark=deputy&mark=send_back"])
def test_each_look_leaves_exactly_one_entry(audit: Client, address: str) -> None:
    case = a_case(cast())

    answer = audit.get(address.format(number=case.number))

    assert answer.status_code == 200
    assert len(entries_of(auditor())) == 1


def test_the_case_is_shown_as_it_was_after_any_entry(audit: Client) -> None:
    case = acted(a_case(cast()), cast().head, "checked")

    first, newest = (audit.get(f"/audit/{case.number}/{query}").content.decode() for query in ("?at=1", ""))

    assert "待っていた手順: 所属長確認" in first and "待っていた手順: 人事係審査" in newest
    assert "1つ前" not in first and "1つ後" not in newest
    assert json.loads(bytes(entries_of(auditor())[0].payload.body))["as_of_entry"] == 1


def test_an_auditor_reads_by_which_article_and_why_it_was_that_decider(audit: Client) -> None:
    spending_world()
    case = with_budget(drafted(exceptional="はい", is_it="はい", reasons=[REASONS.uuid]))

    page = audit.get(f"/audit/{case.number}/").content.decode()

    assert "根拠: 事案決定規程 別表第2" in page
    assert "一段上げた事案なので、「課長」が決めます。代決はできません。" in page
    assert "情報政策課（協議）の根拠: 情報システムの調達に関する要綱" in page


@pytest.mark.parametrize("at", ["0", "99999", "-1", "１", "x", "1" * 5000, "%00"])
def test_an_entry_that_is_none_leads_to_the_newest(audit: Client, at: str) -> None:
    case = acted(a_case(cast()), cast().head, "checked")

    answer = audit.get(f"/audit/{case.number}/?at={at}")

    assert answer.status_code == 200 and "待っていた手順: 人事係審査" in answer.content.decode()
    assert "as_of_entry" not in json.loads(bytes(entries_of(auditor())[0].payload.body))


def test_a_moment_that_the_record_does_not_lead_to_any_more_is_not_invented(audit: Client) -> None:
    case = acted(a_case(cast()), cast().head, "checked")
    newest = state_after(case, case.journal_seq)
    assert newest is not None and json.loads(newest.to_bytes()) == case.state
    destroy_first_payload(case)

    page = audit.get(f"/audit/{case.number}/").content.decode()

    assert "記録からこの時点を再現できません" in page and "待っていた手順" not in page


def test_a_search_is_recorded_with_its_conditions(audit: Client) -> None:
    audit.get("/audit/", {"person": "佐藤", "outcome": "open"})

    entry = entries_of(auditor())[0]
    assert entry.event == "searched_cases"
    assert json.loads(bytes(entry.payload.body)) == {
        "conditions": {"person": "佐藤", "outcome": "open"},
        "page": 1,
        "purpose": PURPOSE,
    }


def test_a_case_that_is_not_there_is_not_found(audit: Client) -> None:
    assert audit.get("/audit/2026-999999/").status_code == 404
    assert audit.get("/audit/%00/").status_code == 404


@pytest.mark.parametrize("address", [*ADDRESSES, SENT_TO, "/audit/purpose/"])
def test_nobody_else_may_audit(world: None, client: Client, address: str) -> None:
    case = a_case(cast())
    client.force_login(stranger())

    answer = client.get(address.format(number=case.number))

    assert answer.status_code == 403
    assert entries_of(stranger()) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_sent_to_the_pages(audit: Client, address: str) -> None:
    case = a_case(cast())

    assert audit.post(address.format(number=case.number)).status_code == 405


def test_after_the_record_the_database_accepts_no_change(audit: Client) -> None:
    case = a_case(cast())

    look = recorded(person=auditor().uuid, event="audited_case", now=timezone.now(), body={})
    with pytest.raises(DatabaseError, match="read-only"), look:
        Case.objects.filter(uuid=case.uuid).update(number="changed")


def test_cases_are_found_by_whoever_acted_in_them(audit: Client) -> None:
    people = cast()
    case = acted(a_case(people), people.head, "checked")
    head = User.objects.get(uuid=people.head)

    by_head = audit.get("/audit/", {"person": head.staff_number}).content.decode()
    by_stranger = audit.get("/audit/", {"person": stranger().staff_number}).content.decode()

    assert case.number in by_head
    assert case.number not in by_stranger


@pytest.mark.parametrize(
    ("conditions", "is_found"),
    [
        ({"procedure": "id-card-reissue"}, True),
        ({"procedure": "leave-of-absence"}, False),
        ({"outcome": "open"}, True),
        ({"outcome": "交付済み"}, False),
        ({"since": "2026-05-11", "until": "令和8年5月11日"}, True),
        ({"until": "R8.5.10"}, False),
        ({"since": "2026-05-12"}, False),
        ({"number": "no such number"}, False),
        ({"mark": "deputy"}, False),
        ({"mark": "no such mark"}, True),
    ],
)
def test_each_condition_narrows(audit: Client, conditions: dict[str, str], is_found: bool) -> None:
    case = a_case(cast())

    page = audit.get("/audit/", conditions).content.decode()

    assert (f"/audit/{case.number}/" in page) is is_found


@pytest.mark.parametrize(
    "conditions",
    [
        {"since": "きのう"},
        {"since": "9999-99-99", "until": "\0"},
        {"page": "-1"},
        {"page": "9" * 40},
        {"person": "\0" * 9 + "%_" * 200},
        {"since": "2026-05-12", "until": "2026-05-11"},
        {"outcome": "'; drop table workflow_case; --"},
    ],
)
def test_any_condition_at_all_gets_a_page(audit: Client, conditions: dict[str, str]) -> None:
    assert audit.get("/audit/", conditions).status_code == 200


def test_the_case_is_told_with_who_what_and_hash(audit: Client) -> None:
    people = cast()
    case = acted(a_case(people), people.head, "checked", comment="急ぎです")

    page = audit.get(f"/audit/{case.number}/").content.decode()

    assert User.objects.get(uuid=people.head).name in page
    assert "急ぎです" in page
    assert case.journal_head in page
    assert "封印" in page


def test_who_has_read_the_case_is_listed(audit: Client) -> None:
    people = cast()
    case = a_case(people)
    audit.force_login(User.objects.get(uuid=people.head))
    audit.get(f"/cases/{case.number}/")
    audits(audit)

    page = audit.get(f"/audit/{case.number}/").content.decode()

    readers = page.partition('id="looks"')[2]
    assert User.objects.get(uuid=people.head).name in readers


def test_a_changed_record_is_named(audit: Client) -> None:
    case = a_case(cast())
    Case.objects.filter(uuid=case.uuid).update(journal_head="0" * 64)

    page = audit.get(f"/audit/{case.number}/").content.decode()

    assert "最後として覚えている記載で終わっていません" in page


def test_the_export_opens_in_a_spreadsheet_and_runs_nothing(audit: Client) -> None:
    people = cast()
    answers = damaged_card() | {"reason_detail": "=HYPERLINK(1) 机から落として割れた事故です"}
    case = acted(a_case(people, answers), people.head, "checked", comment="@SUM(1)")

    answer = audit.get(f"/audit/{case.number}/csv/")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == case.journal_seq + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    assert any(cell == "'@SUM(1)" for line in lines for cell in line)


@pytest.mark.parametrize("cell", ["=1+1", "＝1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_a_later_page_of_many_cases_is_shown(audit: Client) -> None:
    a_case(cast())
    copies_of_the_case(300)

    page = audit.get("/audit/", {"page": "3"}).content.decode()

    assert "101 から 150" in page


def copies_of_the_case(count: int) -> None:
    """Rows that only lists look at."""
    copies = [Case.objects.get() for _ in range(count)]
    for number, copy in enumerate(copies):
        copy.uuid, copy.number = uuid4(), f"2026-9{number:05d}"
    Case.objects.bulk_create(copies)
