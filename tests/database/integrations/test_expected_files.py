"""The page of connections says of the payroll file, due on the tenth at 19:00, what came and what is late."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from forms.tokyo_time import TOKYO
from integrations.models import ArrivedFile
from integrations.selectors.expected import Expected, expected_files

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 10, 19, 0, tzinfo=TOKYO)


def came(at: datetime, **values: Any) -> None:
    given = {"name": "meisai_202612.csv", "sha256": "a" * 64, "size": 1, "status": "waiting", "put_away_at": at}
    ArrivedFile.objects.create(message="人事給与.給与明細", arrived_at=at, **{**given, **values})


def payslips(now: datetime) -> Expected:
    return next(each for each in expected_files(now, systems=None) if each.name == "人事給与.給与明細")


def test_a_file_that_did_not_come_is_late_from_its_time_on() -> None:
    came(DUE - timedelta(days=31))

    found = payslips(DUE + timedelta(minutes=20))

    assert (found.tone, found.late, found.due) == ("bad", timedelta(minutes=20), DUE)
    assert found.next_due == datetime(2027, 1, 8, 19, 0, tzinfo=TOKYO)


def test_a_file_that_came_before_its_time_is_there() -> None:
    came(DUE - timedelta(days=1))

    found = payslips(DUE + timedelta(days=2))

    assert (found.tone, found.late, found.file) == ("done", None, "meisai_202612.csv")


def test_a_file_that_came_late_is_there() -> None:
    came(DUE + timedelta(hours=3))

    assert payslips(DUE + timedelta(hours=4)).tone == "done"


def test_a_late_file_is_not_taken_for_the_next_one() -> None:
    came(DUE - timedelta(days=31))
    came(DUE + timedelta(hours=3))

    assert payslips(DUE + timedelta(hours=4)).tone == "done"
    assert payslips(datetime(2027, 1, 8, 20, 0, tzinfo=TOKYO)).late == timedelta(hours=1)


def test_a_file_that_cannot_be_used_is_no_file_but_is_not_called_late() -> None:
    came(DUE - timedelta(hours=2), status="refused")

    found = payslips(DUE + timedelta(hours=1))

    assert (found.tone, found.usable, found.late) == ("bad", False, None)


def test_a_second_file_that_can_be_used_settles_it() -> None:
    came(DUE - timedelta(hours=2))
    came(DUE - timedelta(hours=1), name="again.csv", sha256="b" * 64, status="refused")

    assert payslips(DUE + timedelta(hours=1)).tone == "done"


def test_operators_of_other_systems_do_not_see_it() -> None:
    assert expected_files(DUE, systems=["財務会計"]) == []
