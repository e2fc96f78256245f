"""The inbox, the right to read and later views, as rows."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from approvals.models import CaseReader, InboxEntry, LaterView
from approvals.selectors.consistency import missing_readers
from approvals.selectors.inbox import (
    COUNTED,
    PAGE,
    InboxFilter,
    InboxPage,
    Order,
    inbox_count,
    inbox_of,
    inbox_row,
)
from approvals.selectors.visibility import visible_cases
from approvals.services.view_later import view_later
from tests.support.small_office import DAY, an_office
from workflow.models import Case, JournalEntry, Procedure, UserTask

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 11, tzinfo=UTC)
TARO, HANAKO = uuid4(), uuid4()


def a_case(number: str = "8-000001") -> Case:
    Procedure.objects.get_or_create(key="leave", defaults={"name": "休暇届", "office": "personnel"})
    return Case.objects.create(
        uuid=uuid4(),
        number=number,
        procedure_id="leave",
        program_hash="0" * 64,
        status="open",
        applicant=HANAKO,
        unit="tax-1",
        revision=1,
        content_revision=1,
        state={},
        state_hash="0" * 64,
        journal_seq=1,
        journal_head="0" * 64,
        started_at=NOW,
        changed_at=NOW,
    )


def some_entries(case: Case, count: int, person: UUID = TARO, **columns: object) -> list[InboxEntry]:
    tasks = UserTask.objects.bulk_create(
        UserTask(uuid=uuid4(), case=case, node="s", step="確認", kind="check", round=1, status="open", opened_at=NOW)
        for _ in range(count)
    )
    return InboxEntry.objects.bulk_create(
        InboxEntry(
            **{
                "person": person,
                "task": task,
                "case": case,
                "procedure": "leave",
                "node": "s",
                "step": "確認",
                "arrived_at": NOW + timedelta(minutes=number),
                "due_at": NOW - timedelta(minutes=number),
                "kind": "check",
                "capacity": "self",
                **columns,
            }
        )
        for number, task in enumerate(tasks)
    )


def test_the_newest_work_comes_first() -> None:
    entries = some_entries(a_case(), 3)

    page = inbox_of(TARO)

    assert [row.entry for row in page.rows] == [entry.id for entry in reversed(entries)]
    assert page.rows[0].number == "8-000001"


def test_by_deadline_work_without_one_comes_last() -> None:
    case = a_case()
    without = some_entries(case, 1, due_at=None)[0]
    some_entries(case, 2)

    assert inbox_of(TARO, order=Order.DEADLINE).rows[-1].entry == without.id


def test_a_page_holds_fifty_and_the_rest_follows() -> None:
    some_entries(a_case(), PAGE + 3)

    assert len(inbox_of(TARO).rows) == PAGE
    assert len(inbox_of(TARO, page=2).rows) == 3
    assert inbox_of(TARO, page=9) == InboxPage(rows=(), total=PAGE + 3)


def test_counting_stops_at_a_thousand() -> None:
    some_entries(a_case(), COUNTED + 5)

    assert inbox_of(TARO).total == COUNTED


def test_nobody_sees_the_work_of_others() -> None:
    entry = some_entries(a_case(), 1)[0]

    assert inbox_of(HANAKO).rows == ()
    assert inbox_row(HANAKO, entry.task_id) is None
    assert inbox_row(TARO, entry.task_id) is not None


def test_the_list_can_be_narrowed() -> None:
    case = a_case()
    some_entries(case, 2)
    some_entries(case, 1, kind="decide", procedure="card", principal=HANAKO)

    assert inbox_count(TARO, InboxFilter(kind="decide")) == 1
    assert inbox_count(TARO, InboxFilter(procedure="leave")) == 2
    assert inbox_count(TARO, InboxFilter(for_others=True)) == 1
    assert inbox_count(TARO, InboxFilter(due_before=NOW)) == 1


def test_a_page_with_its_count_is_one_statement_however_much_there_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    some_entries(a_case(), 60)

    with django_assert_num_queries(1):
        inbox_of(TARO)


def test_a_case_is_read_by_those_it_names_and_by_the_unit_in_charge() -> None:
    case = a_case()
    CaseReader.objects.create(case=case, subject=str(HANAKO))
    CaseReader.objects.create(case=case, subject="unit:personnel")
    member = UUID(int=7)
    office = an_office(more=[_member(member)])

    assert [set(visible_cases(person, office, DAY)) for person in (HANAKO, member, TARO)] == [
        {case.uuid},
        {case.uuid},
        set(),
    ]


def test_looking_later_fulfils_the_obligation_once_and_is_journaled() -> None:
    case = a_case()
    LaterView.objects.create(
        case=case, person=TARO, step="確認", unit="tax", post="課長", reason="absent", created_at=NOW
    )

    first, second = (view_later(case=case.uuid, person=TARO, now=NOW) for _ in range(2))

    assert (first, second) == (1, 0)
    assert JournalEntry.objects.filter(kind="person", stream=str(TARO), event="viewed_later").count() == 1


def test_nobody_can_look_for_somebody_else() -> None:
    case = a_case()
    LaterView.objects.create(
        case=case, person=TARO, step="確認", unit="tax", post="課長", reason="absent", created_at=NOW
    )

    assert view_later(case=case.uuid, person=HANAKO, now=NOW) == 0
    assert LaterView.objects.get().seen_at is None


def _member(person: UUID):  # type: ignore[no-untyped-def]
    from tests.support.small_office import member

    return member("personnel-1", str(person))


def test_whoever_has_work_on_a_case_and_cannot_read_it_is_found() -> None:
    case = a_case()
    some_entries(case, 1)
    CaseReader.objects.create(case=case, subject=str(HANAKO))

    assert list(missing_readers()) == [f"case 8-000001 can't be read by {TARO}"]
