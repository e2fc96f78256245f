"""The spot check: ten people drawn by the platform, opened one by one, what was seen and found is kept."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from approvals.services.grants import recompute_groups
from forms.models import IssueBatch, SampledRow
from integrations.models import FileJudgement
from meguro_platform.models import User
from tests.support.issuance import a_kind
from tests.support.payroll_arrivals import SOME, a_month
from tests.support.payroll_case import PayrollOffice, payroll_office
from tests.support.payroll_month import published, started
from tests.support.platform_people import operator, stranger
from tests.support.ward import MONDAY
from workflow.models import Case, JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
JUNE = date(2026, 6, 1)
NEW, CHANGED = SOME[29], SOME[5]


@pytest.fixture
def office() -> PayrollOffice:
    found = payroll_office()
    a_kind()
    recompute_groups(now=MONDAY)
    return found


@pytest.fixture
def june(office: PayrollOffice) -> FileJudgement:
    """Taken in after May: one person is new, one is paid much overtime."""
    started(office, a_month(people=SOME[:29]))
    started(office, a_month(JUNE, people=SOME, corrected={CHANGED.number: {"ot": 900_000}}), pay_month="2026-06")
    return FileJudgement.objects.filter(month=JUNE).exclude(row_set=None).get()


def sample(client: Client, person: UUID, judgement: FileJudgement, **sent: str) -> tuple[int, str]:
    client.force_login(User.objects.get(uuid=person))
    address = f"/files/judged/{judgement.uuid}/sample/"
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    return answer.status_code, answer.content.decode()


def drawn(html: str) -> dict[str, str]:
    """Why each was drawn, by staff number."""
    return dict(re.findall(r'<tr><th scope="row">(\d{8})<br>[^<]*</th><td>([^<]*)</td>', html))


def test_ten_are_drawn_the_same_for_everybody_and_no_figure_is_on_the_page(
    office: PayrollOffice, june: FileJudgement, client: Client
) -> None:
    status, html = sample(client, office.head, june)

    people = drawn(html)
    assert (status, len(people)) == (200, 10)
    assert (people[NEW.number], people[CHANGED.number]) == ("前の月にいない", "前の月から大きく変わった")
    assert list(people.values()).count("くじ") == 8
    assert drawn(sample(client, office.clerk, june)[1]) == people
    assert "slip__total" not in html
    assert not SampledRow.objects.exists()


def test_whoever_opens_one_is_recorded_before_he_sees_it_and_sees_what_changed(
    office: PayrollOffice, june: FileJudgement, client: Client
) -> None:
    status, html = sample(client, office.head, june, number=CHANGED.number, result="opened")

    assert status == 200
    assert "900,000" in html
    assert "前の月より" in html
    row = SampledRow.objects.get()
    assert (row.staff_number, row.viewer, row.result) == (CHANGED.number, office.head, "opened")
    assert JournalEntry.objects.filter(event="checked_sampled_row").count() == 1


def test_what_he_found_is_kept_and_the_case_says_how_many_agree(
    office: PayrollOffice, june: FileJudgement, client: Client
) -> None:
    first, second = list(drawn(sample(client, office.head, june)[1]))[:2]
    for number, result, note in ((first, "agrees", ""), (second, "differs", "通勤手当が1か月分多い")):
        sample(client, office.head, june, number=number, result="opened")
        sample(client, office.head, june, number=number, result=result, note=note)

    html = sample(client, office.clerk, june)[1]
    taken_by = Case.objects.get(uuid=str(june.case))
    case = client.get(f"/cases/{taken_by.number}/files/").content.decode()

    assert "通勤手当が1か月分多い" in html
    assert "抽出点検: 台帳と一致1人、相違1人" in case


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"number": "00000000", "result": "opened"}, "抽出されていません"),
        ({"result": "agrees"}, "開いて、台帳と比べてから"),
        ({"result": "differs"}, "開いて、台帳と比べてから"),
        ({"result": "else"}, "どうだったかを選んで"),
        ({"result": "opened", "note": "あ" * 501}, "500"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_shows_nothing(
    office: PayrollOffice, june: FileJudgement, client: Client, sent: dict[str, str], why: str
) -> None:
    number = next(iter(drawn(sample(client, office.head, june)[1])))

    status, html = sample(client, office.head, june, **({"number": number} | sent))

    assert status == 422
    assert why in html
    assert "slip__total" not in html
    assert not SampledRow.objects.exists()


def test_a_difference_needs_words_and_what_is_open_stays_open(
    office: PayrollOffice, june: FileJudgement, client: Client
) -> None:
    number = next(iter(drawn(sample(client, office.head, june)[1])))
    sample(client, office.head, june, number=number, result="opened")

    status, html = sample(client, office.head, june, number=number, result="differs")

    assert status == 422
    assert "何が違うかを書いてください" in html
    assert "slip__total" in html


def test_what_another_opened_is_not_open_for_me(office: PayrollOffice, june: FileJudgement, client: Client) -> None:
    number = next(iter(drawn(sample(client, office.head, june)[1])))
    sample(client, office.head, june, number=number, result="opened")

    status, html = sample(client, office.clerk, june, number=number, result="agrees")

    assert (status, "slip__total" in html) == (422, False)


@pytest.mark.parametrize("who", ["colleague", "operator", "administrator"])
def test_whoever_does_not_issue_documents_of_it_does_not_find_it(
    office: PayrollOffice, june: FileJudgement, client: Client, who: str
) -> None:
    person = operator() if who == "operator" else stranger()
    if who == "administrator":
        person.is_superuser = True
        person.save()

    status, html = sample(client, person.uuid, june, number=CHANGED.number, result="opened")

    assert status in (403, 404)
    assert "900,000" not in html
    assert not SampledRow.objects.exists()


def test_a_file_that_was_not_taken_in_has_no_spot_check(
    office: PayrollOffice, june: FileJudgement, client: Client
) -> None:
    FileJudgement.objects.filter(pk=june.pk).update(row_set=None)

    assert sample(client, office.head, june)[0] == 404


def test_the_person_reads_who_opened_the_row_before_it_was_a_payslip(office: PayrollOffice, client: Client) -> None:
    reader = UUID(CHANGED.person.uuid)
    published(office, a_month(people=SOME[:6]), reader)
    row_set = IssueBatch.objects.get().row_set
    assert row_set is not None
    SampledRow.objects.create(
        row_set=row_set, staff_number=CHANGED.number, viewer=office.head, at=MONDAY, result="opened"
    )
    client.force_login(User.objects.get(uuid=reader))

    html = client.get("/documents/").content.decode()

    assert "公開の前の抽出点検で" in html
