"""The page of a payslip case: how far its documents are, and the correction that may be filed from it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from approvals.selectors.case_reports import reports_of
from approvals.selectors.open_case import open_case
from forms.models import IssueBatch
from tests.support.payroll_case import PayrollOffice, payroll_office, released
from tests.support.ward import MONDAY, cast
from workflow.models import Case, UserTask
from workflow.services.settle_issue import settle_issue

pytestmark = pytest.mark.django_db
AsPerson = Callable[[UUID], Client]


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


def page_of(case: Case) -> str:
    return reverse("approvals:case", args=[case.number])


def form_of(case: Case, name: str = "訂正依頼") -> str:
    return reverse("approvals:report", args=[case.number, name])


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_says_when_documents_are_published_and_shows_nothing_of_what_was_imported(
    office: PayrollOffice, as_person: AsPerson
) -> None:
    page = read(as_person(office.head), page_of(released(office)))

    assert "給与明細の交付" in page
    assert "「給与明細の交付」を始めました（2件）" in page
    assert "00000001" not in page


def test_the_office_files_a_correction_from_the_page(office: PayrollOffice, as_person: AsPerson) -> None:
    case = released(office)
    client = as_person(office.clerk)
    assert form_of(case) in read(client, page_of(case))

    key = client.get(form_of(case)).context["key"]
    answer = client.post(
        form_of(case), {"act.key": key, "職員番号": "00000001", "訂正の理由": "通勤手当の誤り"}, follow=True
    )

    assert answer.redirect_chain == [(page_of(case), 302)]
    assert "「訂正依頼」を出しました" in answer.content.decode()
    assert UserTask.objects.filter(case=case, status="open", step="訂正の承認").exists()


def test_english_readers_file_it_under_its_english_name(office: PayrollOffice, as_person: AsPerson) -> None:
    case = released(office)
    client = as_person(office.clerk)
    client.post("/preferences/language/", {"language": "en"})
    form = client.get(form_of(case))

    sent = {"act.key": form.context["key"], "職員番号": "00000001", "訂正の理由": "通勤手当の誤り"}
    page = client.post(form_of(case), sent, follow=True).content.decode()

    assert "Correction…" in read(client, page_of(case))
    assert "<title>Correction" in form.content.decode() and "訂正依頼</h1>" not in form.content.decode()
    assert "“Correction” was filed." in page and "filed “Correction”" in page


def test_sending_it_twice_files_it_once(office: PayrollOffice, as_person: AsPerson) -> None:
    case = released(office)
    client = as_person(office.clerk)
    sent = {"act.key": client.get(form_of(case)).context["key"], "職員番号": "00000001", "訂正の理由": "通勤手当の誤り"}

    for _ in range(2):
        client.post(form_of(case), sent)

    assert UserTask.objects.filter(case=case, step="訂正の承認").count() == 1


def test_what_comes_without_a_key_is_taken_for_no_other_filing(office: PayrollOffice, as_person: AsPerson) -> None:
    first, client = released(office), as_person(office.clerk)
    sent = {"職員番号": "00000001", "訂正の理由": "通勤手当の誤り"}

    answers = [client.post(form_of(first), sent | {"訂正の理由": reason}) for reason in ("通勤手当の誤り", "")]

    assert [answer.status_code for answer in answers] == [302, 422]


def test_what_is_missing_is_said_beside_the_item_and_nothing_is_filed(
    office: PayrollOffice, as_person: AsPerson
) -> None:
    case = released(office)

    answer = as_person(office.clerk).post(form_of(case), {"act.key": "k", "職員番号": " "})

    assert answer.status_code == 422
    assert "職員番号" in answer.content.decode()
    assert not UserTask.objects.filter(case=case, step="訂正の承認").exists()


def test_a_case_that_is_over_still_takes_it_for_a_time(office: PayrollOffice) -> None:
    case, end = released(office), MONDAY + timedelta(days=5)
    settle_issue(key=IssueBatch.objects.get().key, outcome="issued", counts={}, now=end)

    def filed(after: timedelta) -> list[str]:
        opened = open_case(office.clerk, case.number, language="ja", now=end + after)
        return [report.name for report in reports_of(opened)]

    assert Case.objects.get(uuid=case.uuid).status == "ended"
    assert filed(timedelta(days=89)) == ["訂正依頼"]
    assert filed(timedelta(days=95)) == []


def test_for_everybody_else_there_is_no_such_form(office: PayrollOffice, as_person: AsPerson) -> None:
    case = released(office)

    assert as_person(cast().stranger).get(form_of(case)).status_code == 404
    assert as_person(office.clerk).get(form_of(case, "苦情")).status_code == 404
