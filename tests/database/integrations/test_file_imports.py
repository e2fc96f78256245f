"""The platform takes a payroll file in itself: judged whole, kept as rows, thrown away again."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from forms.issuance.totals import compared
from forms.models import RowSet
from forms.services.issuance.row_sets import every_row, totals_of_rows
from integrations.models import FileJudgement
from meguro_platform.demo.payroll_file import PayrollFile, payroll_file
from tests.support.payroll_arrivals import MAY, SOME, a_month, payee
from tests.support.payroll_case import PayrollOffice, act, payroll_office
from tests.support.payroll_month import deliver, started
from workflow.engine.outcome import Refused
from workflow.models import Case, Effect
from workflow.services.dispatch import Done

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


def judgements() -> list[tuple[str, bool]]:
    """Verdicts, and whether rows were kept."""
    return [(row.verdict, row.row_set is not None) for row in FileJudgement.objects.order_by("judged_at")]


def broken(file: PayrollFile) -> PayrollFile:
    """The same with a trailer that counts one too many."""
    return replace(file, content=file.content.replace(b"\r\nT,30,", b"\r\nT,31,"))


def held() -> PayrollFile:
    """A file right in itself, with a pay day outside its month: two people have to explain it."""
    return payroll_file([payee(line) for line in SOME], MAY, date(2026, 6, 15))


def test_a_good_file_is_kept_whole_and_waits_for_the_spot_check(office: PayrollOffice) -> None:
    file = a_month()

    case = started(office, file)

    kept = RowSet.objects.get()
    assert case.steps == ["抽出点検"]
    assert case.state["answers"]["明細"] == {"row_set": str(kept.uuid), "count": 30}
    rows = list(every_row(kept.uuid))
    assert [row["emp_no"] for row in rows] == [line.number for line in SOME]
    assert {row["pay_ym"] for row in rows} == {"2026-05"}, "as documents write a month"


def test_its_totals_stand_beside_those_of_trailer_control_file_and_hand(office: PayrollOffice) -> None:
    started(office, a_month())

    totals = totals_of_rows(RowSet.objects.get().uuid)
    assert [told.en for told in totals.told] == ["Entered by hand", "Trailer of the file", "Control file"]
    assert all(line.agrees and None not in line.told for line in compared(totals))


def test_totals_entered_otherwise_send_it_back(office: PayrollOffice) -> None:
    file = a_month()

    case = started(office, file, planned_deduct=file.totals["deduct"] + 1)

    assert case.steps == ["CSV登録"]
    deliver()
    assert not RowSet.objects.exists()


def test_a_file_with_one_wrong_row_is_not_taken_in_at_all(office: PayrollOffice) -> None:
    assert started(office, broken(a_month())).steps == ["CSV登録"]
    assert not RowSet.objects.exists()
    assert judgements() == [("rejected", False)]


def test_a_control_file_that_says_otherwise_keeps_the_file_out(office: PayrollOffice) -> None:
    file = replace(a_month(), control=a_month(version=2).control)

    assert started(office, file).steps == ["CSV登録"]
    assert not RowSet.objects.exists()


def test_a_file_of_another_month_is_not_taken_in(office: PayrollOffice) -> None:
    assert started(office, a_month(date(2026, 6, 1))).steps == ["CSV登録"]
    assert not RowSet.objects.exists()


def test_sending_it_back_throws_the_rows_away_and_the_file_counts_as_never_taken_in(office: PayrollOffice) -> None:
    case = started(office, a_month())
    done = act(case, office.head, "send_back", timezone.now())
    assert isinstance(done, Done), done

    deliver()

    assert not RowSet.objects.exists()
    assert Case.objects.get(uuid=case.uuid).steps == ["CSV登録"]
    assert started(office, a_month()).steps == ["抽出点検"]


def test_the_same_order_twice_keeps_the_rows_once(office: PayrollOffice) -> None:
    started(office, a_month())
    Effect.objects.update(status="waiting", settled_at=None)
    deliver()

    assert RowSet.objects.count() == 1
    assert FileJudgement.objects.count() == 1


def test_a_second_case_cannot_take_the_same_file_in(office: PayrollOffice) -> None:
    first = started(office, a_month())

    second = started(office, a_month())

    assert (first.steps, second.steps) == (["抽出点検"], ["CSV登録"])
    assert RowSet.objects.count() == 1


def test_the_same_version_with_other_content_is_not_taken_in(office: PayrollOffice) -> None:
    started(office, a_month())

    assert started(office, a_month(corrected={SOME[0].number: {"ot": 999}})).steps == ["CSV登録"]


def test_the_month_before_is_what_the_file_is_compared_with(office: PayrollOffice) -> None:
    started(office, a_month())
    july = a_month(date(2026, 7, 1), people=SOME[:20])

    case = started(office, july, pay_month="2026-07")

    assert case.steps == ["保留の確認"], "a third of the people is missing"


def test_a_held_file_passes_through_two_people_who_did_not_register_it(office: PayrollOffice) -> None:
    case = started(office, held())
    assert case.steps == ["保留の確認"]
    now = timezone.now()

    own = act(case, office.clerk, "checked", now, answers={"why_pass": "支給日の前倒し"})
    assert isinstance(own, Refused), "who registered it does not decide about it"
    without = act(case, office.head, "checked", now)
    assert isinstance(without, Refused), "nobody lets it pass without a reason"
    first = act(case, office.head, "checked", now, answers={"why_pass": "支給日の前倒し"})
    assert isinstance(first, Done), first
    again = act(case, office.head, "approve", now)
    assert isinstance(again, Refused), "one person is not two"
    case.refresh_from_db()
    assert case.steps == ["保留の承認"]


def test_a_rejected_file_offers_nobody_to_let_it_pass(office: PayrollOffice) -> None:
    case = started(office, broken(held()))

    assert case.steps == ["CSV登録"]
