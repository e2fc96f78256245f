"""The office sees what differs from the month before as soon as a file is judged, and nobody else does."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from approvals.services.grants import recompute_groups
from integrations.models import ArrivedFile, FileJudgement
from integrations.services.pick_up import pick_up_files
from meguro_platform.models import User
from tests.support.issuance import a_kind
from tests.support.payroll_arrivals import SOME, Outgoing, a_month, payroll_system
from tests.support.payroll_case import PayrollOffice, payroll_office
from tests.support.payroll_month import started
from tests.support.platform_people import operator, stranger
from tests.support.ward import MONDAY
from workflow.models import JournalPayload

pytestmark = pytest.mark.django_db(transaction=True)
JUNE = date(2026, 6, 1)
NEW, MISSING, CHANGED = SOME[29], SOME[0], SOME[5]


@pytest.fixture
def office() -> PayrollOffice:
    found = payroll_office()
    a_kind()
    recompute_groups(now=MONDAY)
    return found


@pytest.fixture
def outgoing(office: PayrollOffice, tmp_path: Path) -> Iterator[Outgoing]:
    with payroll_system(tmp_path) as outgoing:
        yield outgoing


def june(outgoing: Outgoing) -> FileJudgement:
    """Arrives when May was taken in: one person is new, one is missing, one is paid much overtime."""
    file = a_month(JUNE, people=SOME[1:], corrected={CHANGED.number: {"ot": 900_000}})
    outgoing.put(file)
    assert pick_up_files(now=timezone.now()) == 1
    judgement = ArrivedFile.objects.select_related("judgement").get().judgement
    assert judgement is not None
    return judgement


def page(client: Client, person: UUID, judgement: FileJudgement) -> tuple[int, str]:
    client.force_login(User.objects.get(uuid=person))
    answer = client.get(f"/files/judged/{judgement.uuid}/comparison/")
    return answer.status_code, answer.content.decode()


def panel(html: str, name: str) -> str:
    return html[html.index(f'id="{name}"') :].partition("</section>")[0]


def test_who_is_new_missing_or_paid_otherwise_is_named_before_any_case_exists(
    office: PayrollOffice, outgoing: Outgoing, client: Client
) -> None:
    started(office, a_month(people=SOME[:29]))
    judgement = june(outgoing)

    status, html = page(client, office.clerk, judgement)

    assert status == 200
    named = {name: re.findall(r"\b\d{8}\b", panel(html, name)) for name in ("new", "missing", "changed")}
    assert named == {"new": [NEW.number], "missing": [MISSING.number], "changed": [CHANGED.number]}
    assert NEW.person.name in html
    looks = [bytes(body).decode() for body in JournalPayload.objects.values_list("body", flat=True)]
    assert sum("meisai_202606_1_01.csv" in look and "before" in look for look in looks) == 1


def test_sums_are_shown_only_after_somebody_entered_those_of_the_own_list(
    office: PayrollOffice, outgoing: Outgoing, client: Client
) -> None:
    may = a_month(people=SOME[:29])
    started(office, may)
    arrived = june(outgoing)
    file = a_month(JUNE, people=SOME[1:], corrected={CHANGED.number: {"ot": 900_000}})
    before = page(client, office.clerk, arrived)[1]

    started(office, file, pay_month="2026-06")
    taken_in = FileJudgement.objects.filter(month=JUNE).exclude(case=None).get()
    after = page(client, office.head, taken_in)[1]

    assert f"{may.totals['net']:,}" in before
    assert f"{file.totals['net']:,}" not in before
    assert f"{file.totals['net']:,}" in after


def test_a_first_file_has_nothing_before_it_and_a_broken_one_no_comparison(
    office: PayrollOffice, outgoing: Outgoing, client: Client
) -> None:
    judgement = june(outgoing)
    assert "くらべられる前のファイルがない" in page(client, office.clerk, judgement)[1]

    FileJudgement.objects.filter(pk=judgement.pk).update(verdict="rejected")

    assert page(client, office.clerk, judgement)[0] == 404


@pytest.mark.parametrize("who", ["colleague", "operator", "administrator"])
def test_whoever_does_not_issue_documents_of_it_sees_no_comparison(
    office: PayrollOffice, outgoing: Outgoing, client: Client, who: str
) -> None:
    started(office, a_month(people=SOME[:29]))
    judgement = june(outgoing)
    person = operator() if who == "operator" else stranger()
    if who == "administrator":
        person.is_superuser = True
        person.save()

    status, html = page(client, person.uuid, judgement)

    assert status == 403
    assert CHANGED.number not in html
