"""A case that waits for documents or for another case waits for something; the doctor calls only others stuck."""

import pytest

from forms.models import IssueBatch
from meguro_platform.selectors.invariants import INVARIANTS
from tests.support.issuance import a_kind, kept, pay, told_cases
from tests.support.payroll_case import payroll_office, released
from workflow.models import Timer, UserTask

pytestmark = pytest.mark.django_db


def stuck() -> list[str]:
    return list(next(each for each in INVARIANTS if each.id == "I3").broken())


def test_a_case_whose_documents_are_being_issued_is_not_stuck_until_they_are_lost() -> None:
    office = payroll_office()
    a_kind()
    with told_cases():
        rows = kept([pay(1)])
        case = released(office, {"row_set": rows.row_set, "count": rows.count})
    Timer.objects.all().delete()

    assert not UserTask.objects.filter(case=case, status="open").exists()
    assert stuck() == []
    IssueBatch.objects.filter(case=case.uuid).update(status="closed")
    assert stuck() == [f"case {case.number} is open and waits for nobody and nothing"]
