"""A later version of a payroll file corrects the people whom an approved report names, and nobody else."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone

from forms.models import IssueBatch, IssuedDocument
from forms.selectors.issuance.own_documents import current_versions, documents_of_kind, versions_of
from forms.services.issuance.document_values import open_values
from integrations.models import FileJudgement
from integrations.services.pick_up import pick_up_files
from tests.support.payroll_arrivals import SOME, Outgoing, a_month, payroll_system
from tests.support.payroll_case import PayrollOffice, act, payroll_office
from tests.support.payroll_month import deliver, make, published
from workflow.models import Case
from workflow.services.dispatch import Done
from workflow.services.raise_report import raise_report

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND, THIRD = SOME[:3]
OVERTIME = 99_000


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


@pytest.fixture
def outgoing(office: PayrollOffice, tmp_path: Path) -> Iterator[Outgoing]:
    with payroll_system(tmp_path) as outgoing:
        yield outgoing


@pytest.fixture
def month(office: PayrollOffice) -> Case:
    return published(office, a_month(), *(UUID(line.person.uuid) for line in (FIRST, SECOND, THIRD)))


def corrected(outgoing: Outgoing, changes: Mapping[str, Mapping[str, int]], version: int = 2) -> None:
    outgoing.put(a_month(version=version, corrected=changes))
    assert pick_up_files(now=timezone.now()) == 1


def reported(month: Case, office: PayrollOffice, numbers: str) -> Case:
    """The clerk files the report, the head approves it, the worker takes the corrections in."""
    answers = {"職員番号": numbers, "訂正の理由": "超過勤務の登録もれ"}
    filed = raise_report(case=month.uuid, report="訂正依頼", person=office.clerk, answers=answers, now=timezone.now())
    assert isinstance(filed, Done), filed
    approved = act(month, office.head, "approve", timezone.now())
    assert isinstance(approved, Done), approved
    deliver()
    make()
    month.refresh_from_db()
    return month


def overtime(line_person: str) -> list[object]:
    """What the person reads, the newest version first."""
    documents = documents_of_kind(UUID(line_person), "payslip", timezone.now())
    (newest,) = current_versions(documents)
    return [open_values(each).row["ot"] for each in versions_of(newest, documents)]


def test_those_named_get_a_new_version_and_still_see_the_old_one(
    month: Case, office: PayrollOffice, outgoing: Outgoing
) -> None:
    before = overtime(FIRST.person.uuid)
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME}, SECOND.number: {"ot": OVERTIME}})

    reported(month, office, f"{FIRST.number}、{SECOND.number}")

    assert overtime(FIRST.person.uuid) == [OVERTIME, *before]
    assert len(overtime(SECOND.person.uuid)) == 2
    assert len(overtime(THIRD.person.uuid)) == 1
    assert IssuedDocument.objects.filter(version=2).count() == 2


def test_two_different_people_stand_for_a_correction(month: Case, office: PayrollOffice, outgoing: Outgoing) -> None:
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME}})

    reported(month, office, FIRST.number)

    batch = IssueBatch.objects.exclude(corrects="").get()
    assert (batch.operator, batch.approver) == (office.clerk, office.head)


@pytest.mark.parametrize("named", [SECOND.number, f"{FIRST.number} {SECOND.number}"])
def test_other_people_than_the_file_corrects_keep_it_from_being_used(
    month: Case, office: PayrollOffice, outgoing: Outgoing, named: str
) -> None:
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME}})

    reported(month, office, named)

    assert "訂正の手での対応" in month.steps
    assert not IssuedDocument.objects.filter(version=2).exists()
    assert FileJudgement.objects.filter(corrects=True, verdict="rejected", row_set=None).count() == 1


def test_without_a_later_version_there_is_nothing_to_correct_with(
    month: Case, office: PayrollOffice, outgoing: Outgoing
) -> None:
    outgoing.put(a_month())
    pick_up_files(now=timezone.now())

    reported(month, office, FIRST.number)

    assert "訂正の手での対応" in month.steps


def test_one_file_corrects_once(month: Case, office: PayrollOffice, outgoing: Outgoing) -> None:
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME}})
    reported(month, office, FIRST.number)

    reported(month, office, FIRST.number)

    assert len(overtime(FIRST.person.uuid)) == 2
    assert "訂正の手での対応" in month.steps


def test_a_second_correction_makes_the_third_version(month: Case, office: PayrollOffice, outgoing: Outgoing) -> None:
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME}})
    reported(month, office, FIRST.number)
    corrected(outgoing, {FIRST.number: {"ot": OVERTIME + 1}}, version=3)

    reported(month, office, FIRST.number)

    assert overtime(FIRST.person.uuid)[:2] == [OVERTIME + 1, OVERTIME]
