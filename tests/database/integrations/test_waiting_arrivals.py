"""The files that wait for an office: all but those with which a case was begun, by one statement."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from forms.models import RowSet
from integrations.models import ArrivedFile, FileJudgement
from integrations.selectors.arrivals import waiting_arrivals
from tests.support.issuance import a_kind, kept, pay
from tests.support.ward import MONDAY

pytestmark = pytest.mark.django_db
CONTENT = "a" * 64


def arrived(name: str, sha256: str = CONTENT, *, judged: bool = True) -> ArrivedFile:
    judgement = judged_file(sha256) if judged else None
    return ArrivedFile.objects.create(
        message="給与.明細", name=name, size=1, status="waiting", arrived_at=MONDAY, sha256=sha256, judgement=judgement
    )


def judged_file(sha256: str, **more: Any) -> FileJudgement:
    return FileJudgement.objects.create(
        layout="payroll", verdict="accepted", name="n", sha256=sha256, sealed=b"", judged_at=MONDAY, **more
    )


def waiting() -> set[str]:
    return {each.name for each in waiting_arrivals(["給与.明細"])}


def test_a_file_waits_until_a_case_has_its_rows() -> None:
    a_kind()
    arrived("taken")
    arrived("another", "b" * 64)
    arrived("not judged", "c" * 64, judged=False)
    assert waiting() == {"taken", "another", "not judged"}

    judged_file(CONTENT, case=uuid4(), row_set=kept([pay(1)]).row_set)
    assert waiting() == {"another", "not judged"}


def test_a_file_waits_again_when_its_rows_were_thrown_away() -> None:
    arrived("taken")
    judged_file(CONTENT, case=uuid4(), row_set=uuid4())

    assert not RowSet.objects.exists()
    assert waiting() == {"taken"}


def test_many_files_cost_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        arrived(str(number))

    with django_assert_num_queries(1):
        assert len(waiting()) == 5
