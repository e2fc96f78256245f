"""What the reader's page and the page of a batch say beside the figures themselves."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from forms.issuance.consent import Act
from forms.issuance.limit import Limit
from forms.models import Consent, DocumentKind, IssueBatch, IssueChunk, IssueRow
from forms.services.issuance.consents import notify
from forms.web.issuance import batch_page, people_compared
from meguro_platform.models import User
from tests.support.issuance import (
    CONSENT,
    a_clerk,
    a_kind,
    a_person,
    agrees,
    an_ask,
    fresh,
    kept,
    pay,
    run,
    start,
    told_cases,
)
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db

PEOPLE = range(1, 7)


@pytest.fixture(autouse=True)
def no_cases() -> Iterator[None]:
    with told_cases():
        yield


@pytest.fixture
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def reader(kind: DocumentKind) -> User:
    person = a_person(1, "佐藤 彩")
    agrees(person, timezone.now() - timedelta(days=900))
    return person


def a_month(
    month: str, days_ago: float, *, base: int = 245_800, limits: Mapping[str, Limit] | None = None, **more: object
) -> IssueBatch:
    """A month of six people that was published so many days ago, or will be."""
    for number in PEOPLE:
        a_person(number)
    at = timezone.now() - timedelta(days=days_ago)
    rows = kept([pay(each, base=base + each, month=month) for each in PEOPLE], limits=limits)
    number = int(month.replace("-", ""))
    batch = start(an_ask(rows, number=number, publish_at=at, title=month, **more), at - timedelta(days=2))
    run(timezone.now())
    return fresh(batch)


def own_page(client: Client, person: User) -> str:
    client.force_login(person)
    return client.get("/documents/").content.decode()


def test_what_made_the_difference_is_named_and_where_it_was_paid_into_is_not(client: Client, reader: User) -> None:
    a_month("2026-04", 30, base=245_000)
    a_month("2026-05", 1, base=251_000)

    page = own_page(client, reader)

    because = re.sub(r"<[^>]+>", "", page[page.index("おもなちがい:") :]).partition("\n")[0]
    assert because == "おもなちがい: 給料月額 ＋6,000、地域手当 ＋1,200"


def test_earnings_and_deductions_are_the_two_sides_of_the_slip(client: Client, reader: User) -> None:
    a_month("2026-05", 1, base=251_000)

    page = own_page(client, reader)

    captions = re.findall(r"<caption>(.*?)</caption>", page)
    assert captions == ["支給", "控除"]
    assert re.findall(r"<tfoot><tr><th scope=\"row\">(.*?)</th>", page) == ["支給額合計", "控除額合計"]
    assert "<dt>第1口座振込</dt><dd>295,371円</dd>" in page
    assert "第2口座振込" not in page


def test_the_leave_that_is_left_is_told_in_days_and_hours_as_in_the_document(client: Client, reader: User) -> None:
    a_month("2026-05", 1)

    assert "<dt>年休残</dt><dd>15日3時間</dd>" in own_page(client, reader)


def test_without_an_earlier_month_nothing_is_compared(client: Client, reader: User) -> None:
    a_month("2026-05", 1)

    assert "おもなちがい" not in own_page(client, reader)


def test_what_was_released_is_announced_without_a_figure(client: Client, reader: User) -> None:
    a_month("2026-04", 30)
    a_month("2026-05", -1, base=387_654)

    page = own_page(client, reader)

    assert "<h3>これから</h3>" in page
    assert "5月 例月給与" in page
    assert "387,65" not in page


def test_what_waits_for_its_release_is_not_announced(client: Client, reader: User) -> None:
    a_month("2026-04", 30)
    a_month("2026-05", -1, released_by=())

    assert "<h3>これから</h3>" not in own_page(client, reader)


def test_whoever_gets_paper_or_said_no_since_is_not_told_that_something_comes(client: Client, reader: User) -> None:
    on_paper = a_person(2)
    a_month("2026-05", -1)
    client.force_login(reader)
    client.post("/documents/consents/payslip/", {"act": "withdraw", "version": "1"})

    assert "<h3>これから</h3>" not in own_page(client, on_paper)
    assert "<h3>これから</h3>" not in own_page(client, reader)


def test_whoever_was_asked_reads_and_answers_on_the_own_page(client: Client, kind: DocumentKind) -> None:
    person, clerk = a_person(5), a_clerk(11, kind)
    notify(consent=CONSENT, people=[person.uuid], by=clerk.uuid, now=timezone.now())

    page = own_page(client, person)
    client.post("/documents/consents/payslip/", {"act": "agree", "version": "1"})

    assert "説明　第1版" in page
    assert 'action="/documents/consents/payslip/"' in page
    assert Consent.objects.get(person=person.uuid, act=Act.AGREE.value).text_version == 1


def test_the_batch_is_beside_the_one_before_without_a_name_and_without_a_record(
    client: Client, reader: User, kind: DocumentKind
) -> None:
    a_month("2026-04", 30, base=100_000)
    batch = a_month("2026-05", -1, base=251_000)
    client.force_login(a_clerk(11, kind))
    before = JournalEntry.objects.filter(event="viewed_comparison").count()

    page = client.get(f"/issuance/{batch.uuid}/").content.decode()
    counts = client.get(f"/issuance/{batch.uuid}/comparison/?counts=1").content.decode()

    assert f'hx-get="/issuance/{batch.uuid}/comparison/?counts=1"' in page
    assert "30%以上変わった人" in counts
    assert '<td class="n">6</td>' in counts
    assert not any(f"0000000{number}" in counts for number in PEOPLE)
    assert "佐藤" not in counts
    assert JournalEntry.objects.filter(event="viewed_comparison").count() == before


def test_a_long_list_of_people_says_how_many_there_are_and_names_everybody_when_asked(
    client: Client, reader: User, kind: DocumentKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_compared, "SHOWN", 2)
    a_month("2026-04", 30, base=100_000)
    batch = a_month("2026-05", -1, base=251_000)
    client.force_login(a_clerk(11, kind))

    some, whole = (
        client.get(f"/issuance/{batch.uuid}/comparison/{more}").content.decode() for more in ("", "?everybody=1")
    )

    named = [sum(f'<th scope="row">0000000{number}</th>' in page for number in PEOPLE) for page in (some, whole)]
    assert named == [2, 6]
    assert "6人のうち、はじめの2人を示しています。" in some and 'href="?everybody=1#changed"' in some
    assert "はじめの" not in whole


def test_each_total_is_judged_by_the_limit_it_was_taken_in_with(
    client: Client, reader: User, kind: DocumentKind
) -> None:
    limits = {"count": Limit(percent=5), "gross": Limit(percent=15), "net": Limit(percent=15, except_months=(5,))}
    a_month("2026-04", 30, base=200_000)
    batch = a_month("2026-05", -1, base=251_000, limits=limits)
    client.force_login(a_clerk(11, kind))

    counts = client.get(f"/issuance/{batch.uuid}/comparison/?counts=1").content.decode()

    said = re.findall(r"(範囲\w ±\d+%|5月は比べない)", counts)
    assert said == ["範囲内 ±5%", "範囲外 ±15%", "5月は比べない"]


def test_where_no_layout_sets_a_limit_there_is_no_judgement(client: Client, reader: User, kind: DocumentKind) -> None:
    a_month("2026-04", 30)
    batch = a_month("2026-05", -1)
    client.force_login(a_clerk(11, kind))

    assert "判定" not in client.get(f"/issuance/{batch.uuid}/comparison/?counts=1").content.decode()


def test_in_english_the_page_of_a_batch_names_month_and_totals_in_english(
    client: Client, reader: User, kind: DocumentKind
) -> None:
    a_month("2026-04", 30)
    batch = a_month("2026-05", -1)
    clerk = a_clerk(11, kind)
    User.objects.filter(pk=clerk.pk).update(language="en")
    client.force_login(clerk)

    page = client.get(f"/issuance/{batch.uuid}/").content.decode()
    counts = client.get(f"/issuance/{batch.uuid}/comparison/?counts=1").content.decode()

    assert "Payslip, May 2026, Monthly salary" in page
    assert "Payslip, April 2026, Monthly salary" in counts and "Total pay" in counts


def test_a_first_batch_is_compared_with_nothing(client: Client, reader: User, kind: DocumentKind) -> None:
    batch = a_month("2026-05", -1)
    client.force_login(a_clerk(11, kind))

    counts = client.get(f"/issuance/{batch.uuid}/comparison/?counts=1").content.decode()

    assert "<table" not in counts
    assert f"/issuance/{batch.uuid}/comparison/" in counts


def test_why_people_get_paper_is_counted(client: Client, reader: User, kind: DocumentKind) -> None:
    for number in (2, 3):
        client.force_login(a_person(number))
        client.post("/documents/consents/payslip/", {"act": "refuse", "version": "1"})
    batch = a_month("2026-05", -1)
    client.force_login(a_clerk(11, kind))

    page = client.get(f"/issuance/{batch.uuid}/").content.decode()

    assert "紙の内訳: 未通知 3、拒否 2" in page


@pytest.mark.parametrize(("days", "left"), [(16.9, "あと16日"), (1.98, "あと47時間"), (0.03, "あと43分")])
def test_the_time_to_publication_is_counted_in_days_until_the_last_two(
    client: Client, reader: User, kind: DocumentKind, days: float, left: str
) -> None:
    batch = a_month("2026-05", -days)
    client.force_login(a_clerk(11, kind))

    assert f"<b>{left}</b>" in client.get(f"/issuance/{batch.uuid}/").content.decode()


def test_the_list_of_batches_goes_on_behind_its_first_page(
    kind: DocumentKind, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_page, "_LISTED", 2)
    client.force_login(a_clerk(90, kind))
    for number in (1, 2, 3):
        at = timezone.now() + timedelta(minutes=number)
        IssueBatch.objects.create(
            key=f"k{number}", case=uuid4(), title=f"第{number}束", template=kind.template, ask={}, received_at=at
        )

    first, second = (client.get("/issuance/", {"page": page}).content.decode() for page in ("x", "2"))

    assert "第3束" in first and "第2束" in first and "第1束" not in first and 'href="?page=2"' in first
    assert "第1束" in second and "第2束" not in second and 'href="?page=1"' in second


def held_by_thousands(rows: int) -> IssueBatch:
    """A batch whose rows all have numbers that nobody has."""
    batch = start(an_ask(kept([pay(1)]), released_by=()), timezone.now())
    run(timezone.now())
    batch.rows.all().delete()
    IssueRow.objects.bulk_create(
        IssueRow(batch=batch, number=each, staff_number=f"{each:08d}", state="held", problem="unknown_person")
        for each in range(rows)
    )
    IssueChunk.objects.filter(batch=batch).update(first=0, behind=rows)
    return fresh(batch)


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<h3 class="task__title">(\d{8})', page)]


def test_every_one_of_ten_thousand_held_rows_can_be_reached(client: Client, kind: DocumentKind) -> None:
    batch = held_by_thousands(10_000)
    client.force_login(a_clerk(11, kind))

    seen, address = list[int](), f"/issuance/{batch.uuid}/?page=196"
    while address:
        page = client.get(address).content.decode()
        seen += listed(page)
        behind = re.search(r'<a [^>]*href="([^"#]+)#ex" rel="next"', page)
        address = behind[1] if behind else ""

    assert seen == list(range(195 * 50, 10_000))
    assert "10,000件のうち9,951～10,000件目" in page
    assert listed(client.get(f"/issuance/{batch.uuid}/").content.decode()) == list(range(50))
    assert listed(client.get(f"/issuance/{batch.uuid}/?page=99999").content.decode())[-1] == 9_999


def test_after_a_decision_the_list_stays_where_it_was_and_what_waits_comes_first(
    client: Client, kind: DocumentKind
) -> None:
    batch = held_by_thousands(120)
    client.force_login(a_clerk(11, kind))

    answer = client.post(
        f"/issuance/{batch.uuid}/rows/60/?page=2", {"decision": "leave", "reason": "本人に確かめる"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"/issuance/{batch.uuid}/?page=2#ex"
    assert listed(answer.content.decode()) == [*range(50, 60), *range(61, 101)]
    assert listed(client.get(f"/issuance/{batch.uuid}/?page=3").content.decode()) == [*range(101, 120), 60]
