"""The platform takes a payroll file in itself: judged whole, kept as rows, thrown away again."""

from datetime import date
from random import Random
from uuid import UUID

import pytest
from django.utils import timezone

from forms.models import RowSet
from forms.services.attach_file import attach_file
from forms.services.issuance.row_sets import every_row
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from tests.support.payroll_case import PayrollOffice, act, payroll_office
from tests.support.payroll_files import PayrollFile, amount, good_file
from workflow.models import Case, Effect, Procedure
from workflow.selectors.programs import machine_of
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


def a_file() -> PayrollFile:
    return good_file(Random(20260511))


def month_of(file: PayrollFile) -> str:
    return f"{file.header[2][:4]}-{file.header[2][4:]}"


def started(office: PayrollOffice, file: PayrollFile, content: bytes) -> Case:
    """The clerk sends the file with the figures of the payroll system's own list."""
    now = timezone.now()
    machine = machine_of(_hash())
    spec = machine.program.form.item("file")
    assert spec is not None
    attached = attach_file(person=office.clerk, item=spec, name="meisai.csv", content=content, at=now)
    outcome = start_case(
        procedure="payslip-delivery",
        applicant=office.clerk,
        person=office.clerk,
        answers={
            "pay_month": month_of(file),
            "publish_at": "2030-01-15T08:30",
            "file": [attached.uuid],
            "planned_count": len(file.rows),
            "planned_gross": sum(amount(row, "gross") for row in file.rows),
            "planned_net": sum(amount(row, "net") for row in file.rows),
        },
        files={attached.uuid: attached},
        now=now,
    )
    assert isinstance(outcome, Done), outcome
    case = Case.objects.get(uuid=UUID(outcome.result["case"]))
    deliver()
    case.refresh_from_db()
    return case


def _hash() -> str:
    procedure = Procedure.objects.select_related("in_force").get(key="payslip-delivery")
    assert procedure.in_force is not None
    return str(procedure.in_force.program_hash)


def deliver() -> None:
    with Connectors(FileImports()) as connectors:
        deliver_due(worker="test", connector=connectors, clock=timezone.now)


def test_a_good_file_is_kept_whole_and_waits_for_the_spot_check(office: PayrollOffice) -> None:
    file = a_file()

    case = started(office, file, file.content())

    kept = RowSet.objects.get()
    assert case.steps == ["抽出点検"]
    assert case.state["answers"]["明細"] == {"row_set": str(kept.uuid), "count": len(file.rows)}
    rows = list(every_row(kept.uuid))
    assert [row["emp_no"] for row in rows] == [row["emp_no"] for row in file.rows]
    assert {row["pay_ym"] for row in rows} == {month_of(file)}, "as documents write a month"


def test_a_file_with_one_wrong_row_is_not_taken_in_at_all(office: PayrollOffice) -> None:
    file = a_file()
    file.rows[3]["net"] = str(amount(file.rows[3], "net") + 1)

    case = started(office, file, file.content())

    assert case.steps == ["CSV登録"]
    assert not RowSet.objects.exists()


def test_a_file_of_another_month_is_not_taken_in(office: PayrollOffice) -> None:
    file = a_file()
    content = file.content()
    year, month = (int(part) for part in month_of(file).split("-"))
    later = date(year + month // 12, month % 12 + 1, 1)
    file.header[2] = f"{later:%Y%m}"

    assert started(office, file, content).steps == ["CSV登録"]
    assert not RowSet.objects.exists()


def test_sending_it_back_throws_the_rows_away(office: PayrollOffice) -> None:
    case = started(office, (file := a_file()), file.content())
    done = act(case, office.head, "send_back", timezone.now())
    assert isinstance(done, Done), done

    deliver()

    assert not RowSet.objects.exists()
    assert Case.objects.get(uuid=case.uuid).steps == ["CSV登録"]


def test_the_same_order_twice_keeps_the_rows_once(office: PayrollOffice) -> None:
    started(office, (file := a_file()), file.content())
    Effect.objects.update(status="waiting", settled_at=None)
    deliver()

    assert RowSet.objects.count() == 1


def test_a_file_that_two_people_would_have_to_decide_does_not_go_on_by_itself(office: PayrollOffice) -> None:
    file = a_file()
    for row in file.rows:
        row["pay_date"] = f"{int(file.header[2][:4]) + 1}{file.header[2][4:]}15"

    assert started(office, file, file.content()).steps == ["CSV登録"]
