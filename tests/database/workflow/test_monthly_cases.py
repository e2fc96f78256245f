"""開始.毎月 on stored cases: one for each month, whoever looks how often."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.ward import load_world, publish
from workflow.engine.outcome import Refused
from workflow.models import Case, MissedMonth
from workflow.ports import ports
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done
from workflow.services.start_monthly import (
    UNFORESEEN,
    DueMonth,
    due_months,
    start_month,
    start_month_or_say_why,
    this_month,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

KEY = "office-inspection"
DUE = datetime(2026, 5, 25, 0, 0, tzinfo=UTC)
"""Nine o'clock in Japan; it is published on 11 May."""
MAY = DueMonth(KEY, date(2026, 5, 1))


@pytest.fixture(autouse=True)
def published() -> None:
    load_world()
    publish(KEY)


def test_it_begins_at_its_instant_and_not_before() -> None:
    assert list(due_months(DUE - timedelta(seconds=1))) == []
    assert list(due_months(DUE)) == [MAY]


def test_the_case_of_a_month_is_started_once() -> None:
    first, second = start_month(MAY, DUE), start_month(MAY, DUE + timedelta(days=1))

    assert isinstance(first, Done) and isinstance(second, Done)
    assert (first.result["case"], second.again) == (second.result["case"], True)
    case = Case.objects.get()
    assert case.steps == ["点検"]
    assert case.state["passed"][0]["actor"]["kind"] == "timer"
    assert check_case(case) == []
    assert list(due_months(DUE + timedelta(days=2))) == []


def test_a_month_that_was_missed_is_made_up_for_in_the_next() -> None:
    assert list(due_months(DUE + timedelta(days=12))) == [MAY]
    assert list(due_months(DUE + timedelta(days=31))) == [MAY, DueMonth(KEY, date(2026, 6, 1))]


def test_nothing_is_started_for_the_time_before_it_was_published() -> None:
    assert MAY in due_months(DUE)
    assert DueMonth(KEY, date(2026, 4, 1)) not in due_months(DUE)


def test_a_new_version_neither_repeats_nor_loses_a_month() -> None:
    start_month(MAY, DUE)
    publish(KEY, _text().replace("5営業日", "3営業日"))

    assert list(due_months(DUE + timedelta(days=1))) == []


def test_the_clerk_sees_how_it_stands() -> None:
    assert (before := this_month(KEY, DUE)) and (before.number, before.late) == ("", False)
    assert (late := this_month(KEY, DUE + timedelta(hours=1))) and late.late

    start_month(MAY, DUE)

    after = this_month(KEY, DUE + timedelta(hours=1))
    assert after and (after.number, after.late) == (Case.objects.get().number, False)


def test_without_anybody_to_be_the_applicant_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(ports().people), "starters", lambda *_: ())

    outcome = start_month_or_say_why(MAY, DUE)

    assert isinstance(outcome, Refused)
    assert outcome.objections[0].code == "nobody_starts"
    assert list(due_months(DUE)) == [MAY]


def _text() -> str:
    return (Path(settings.DEFINITIONS_DIR) / "procedures" / f"{KEY}.yaml").read_text(encoding="utf-8")


def test_the_office_reads_why_it_could_not_be_started_until_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    an_hour_later = DUE + timedelta(hours=1)
    with monkeypatch.context() as nobody:
        nobody.setattr(type(ports().people), "starters", lambda *_: ())
        start_month_or_say_why(MAY, DUE)
        start_month_or_say_why(MAY, an_hour_later)
    before = this_month(KEY, an_hour_later)

    start_month_or_say_why(MAY, an_hour_later)

    assert before and before.why.ja == "申請者にする人が見つかりません。"
    assert not MissedMonth.objects.exists()


def test_a_start_that_breaks_is_told_without_its_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr(type(ports().people), "starters", breaks)

    with pytest.raises(KeyError):
        start_month_or_say_why(MAY, DUE)

    assert (found := this_month(KEY, DUE + timedelta(hours=1))) and found.why == UNFORESEEN
