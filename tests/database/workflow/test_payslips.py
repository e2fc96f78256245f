"""The payslip procedure on stored cases: its batch, the end, and a correction after the end."""

from datetime import timedelta
from uuid import uuid4

import pytest

from approvals.models import InboxEntry
from forms.issuance.ask import IssueAsk, Keep, Receipt
from forms.issuance.batch import BatchStatus
from forms.models import IssueBatch
from forms.services.issuance.batch_rows import all_rows, ask_of
from tests.support.payroll_case import ROWS, PayrollOffice, act, answer, payroll_office, registered, released
from tests.support.ward import MONDAY, publish
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.record import CaseRecord
from workflow.errors import ReportNotFound
from workflow.models import Case, JournalEntry
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done, Outcome
from workflow.services.fire_timers import due_timers, fire_timer
from workflow.services.raise_report import raise_report
from workflow.services.request import CommandKey
from workflow.services.settle_incident import settle_incident
from workflow.services.settle_issue import settle_issue
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db
PUBLISHED = MONDAY + timedelta(days=5)


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


def finished(office: PayrollOffice) -> Case:
    """A month that everybody has received."""
    case = released(office)
    settled = settle_issue(key=IssueBatch.objects.get().key, outcome="issued", counts={"received": 2}, now=PUBLISHED)
    assert isinstance(settled, Done)
    case.refresh_from_db()
    return case


def file(case: Case, office: PayrollOffice, **more: object) -> Outcome:
    values = {
        "person": office.clerk,
        "answers": {"職員番号": "00000001", "訂正の理由": "通勤手当の誤り"},
        "now": PUBLISHED,
    } | more
    return raise_report(case=case.uuid, report="訂正依頼", **values)  # type: ignore[arg-type]


def test_the_release_writes_the_batch_with_the_case(office: PayrollOffice) -> None:
    case = released(office)

    batch = IssueBatch.objects.get()
    ask: IssueAsk = ask_of(batch)
    assert (batch.case, batch.status) == (case.uuid, BatchStatus.RECEIVED)
    assert all_rows(batch) == ROWS
    assert (ask.template, ask.consent, ask.recipient) == ("payslip.html", "給与明細の電子交付", "職員番号")
    assert ask.receipt == Receipt(within=timedelta(days=30), remind_every=timedelta(days=7), remind_at_most=3)
    assert ask.keep == Keep(months=84)
    assert ask.released_by == tuple(map(str, (office.clerk, office.head)))
    assert set(map(str, (office.clerk, office.head))) <= set(ask.paper_by)
    assert case.steps == ["給与明細の交付"]
    assert check_case(case) == []


def test_imported_rows_stay_where_they_are(office: PayrollOffice) -> None:
    row_set = str(uuid4())

    case = released(office, {"row_set": row_set, "count": 2})

    assert str(IssueBatch.objects.get().row_set) == row_set
    assert case.state["answers"]["明細"] == {"row_set": row_set, "count": 2}


def test_the_clerk_who_registered_it_does_not_check_it(office: PayrollOffice) -> None:
    refused = act(registered(office), office.clerk, "checked")

    assert isinstance(refused, Refused)
    assert refused.objections[0].message.ja.startswith("兼務不可: 「CSV登録」")


def test_the_case_ends_when_everybody_has_it_and_is_told_once(office: PayrollOffice) -> None:
    case = finished(office)

    assert (case.status, case.outcome) == ("ended", "配信完了")
    again = settle_issue(key=IssueBatch.objects.get().key, outcome="issued", counts={}, now=PUBLISHED)
    assert isinstance(again, TooLate)
    case.refresh_from_db()
    assert check_case(case) == []


CALLED_BACK = """書式: 1
手続: 急ぎの通知
id: urgent-notice
所管: 人事課給与係
使う: レイアウト.payroll-payslip
開始: {できる人: 人事課給与係}
結果: {済み: 成立, 間に合わない: 不成立}
様式:
  - {項目: 公開日時, id: publish_at, 型: 日時, 必須: はい}
内部:
  - {項目: 明細, id: rows, 型: 表, レイアウト: レイアウト.payroll-payslip}
連携先:
  給与.訂正取込: {送る: [職員番号, 支給年月], 受取る: [明細]}
手順:
  - {申請: 登録, 担当: 人事課給与係}
  - 連携: 取込
    呼出: 給与.訂正取込
    送る: {職員番号: 申請者.職員番号, 支給年月: 「2026-05」}
    受取る: {明細: 明細}
  - まとまり: 配信
    手順:
      - {交付: 通知, 対象: 明細, 宛先: {行: 職員番号}, 帳票: payslip.html, 公開: 公開日時}
    期限: 1日
    期限切れ: {そのとき: 引き取る, 手順: [{終了: 間に合わない}]}
  - 終了: 済み
"""


@pytest.mark.parametrize(
    ("publish_at", "status"),
    [("2026-05-15T08:30", BatchStatus.CALLED_BACK), ("2026-05-11T10:00", BatchStatus.RECEIVED)],
    ids=["before", "after"],
)
def test_a_batch_is_called_back_before_its_publication_and_stays_afterwards(
    office: PayrollOffice, publish_at: str, status: BatchStatus
) -> None:
    publish("urgent-notice", CALLED_BACK)
    started = start_case(
        procedure="urgent-notice",
        applicant=office.clerk,
        person=office.clerk,
        answers={"publish_at": publish_at},
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    answer({"明細": ROWS})

    for due in list(due_timers(now=PUBLISHED)):
        fire_timer(due=due, now=MONDAY + timedelta(days=2))

    case = Case.objects.get(uuid=started.result["case"])
    assert case.outcome == "間に合わない"
    assert IssueBatch.objects.get().status == status
    assert check_case(case) == []


def test_an_administrator_stops_a_stuck_correction_without_stopping_the_case(office: PayrollOffice) -> None:
    case = released(office)
    file(case, office, now=MONDAY)
    act(case, office.head, "approve")
    answer({"明細": ROWS[:1]})
    case.refresh_from_db()
    (incident,) = case.state["incidents"]  # nothing is published yet that could be corrected

    settle_incident(
        case=case.uuid, incident=incident, action="cancel", administrator=office.head, reason="取消", now=MONDAY
    )

    case.refresh_from_db()
    assert (case.status, case.steps) == ("open", ["給与明細の交付"])
    assert IssueBatch.objects.get().status == BatchStatus.RECEIVED
    assert check_case(case) == []


def test_after_the_end_a_correction_makes_a_batch_of_its_own(office: PayrollOffice) -> None:
    case = finished(office)

    assert isinstance(file(case, office), Done)
    assert set(InboxEntry.objects.filter(case_id=case.uuid).values_list("person", flat=True)) == {office.head}
    assert isinstance(act(case, office.head, "approve", PUBLISHED), Done)
    answer({"明細": ROWS[:1]}, PUBLISHED)

    first, second = IssueBatch.objects.order_by("pk")
    assert (second.corrects, second.publish_at) == (first.key, None)
    assert ask_of(second).released_by == (str(office.clerk), str(office.head))
    settle_issue(key=second.key, outcome="issued", counts={"published": 1}, now=PUBLISHED)
    case.refresh_from_db()
    assert (case.status, case.outcome, case.steps) == ("ended", "配信完了", [])
    assert check_case(case) == []


def test_whoever_files_a_correction_does_not_approve_it(office: PayrollOffice) -> None:
    case = finished(office)

    file(case, office, person=office.head)

    people = set(InboxEntry.objects.filter(case_id=case.uuid).values_list("person", flat=True))
    assert people
    assert office.head not in people


def test_only_the_office_files_and_only_what_the_procedure_knows(office: PayrollOffice) -> None:
    case = finished(office)

    stranger = file(case, office, person=uuid4())
    empty = file(case, office, answers={})

    assert isinstance(stranger, Refused) and stranger.objections[0].code == "missing_right"
    assert isinstance(empty, Refused) and empty.objections[0].item == "職員番号"
    assert isinstance(file(case, office, now=PUBLISHED + timedelta(days=91)), TooLate)
    with pytest.raises(ReportNotFound):
        raise_report(case=case.uuid, report="苦情", person=office.clerk, answers={}, now=PUBLISHED)


def test_the_same_key_files_one_report(office: PayrollOffice) -> None:
    case = finished(office)
    key = CommandKey.of("k-1", str(office.clerk))

    first, second = (file(case, office, key=key) for _ in range(2))

    assert isinstance(first, Done) and isinstance(second, Done)
    assert (first.again, second.again) == (False, True)
    assert JournalEntry.objects.filter(stream=str(case.uuid), event="raise_report").count() == 1


def test_the_journal_says_how_many_documents_there_are_and_not_what_they_say(office: PayrollOffice) -> None:
    released(office)

    payloads = JournalEntry.objects.filter(event="complete_user_task").values_list("payload__body", flat=True)
    effects = [effect for body in payloads for effect in CaseRecord.from_bytes(bytes(body)).effects]
    (told,) = (effect for effect in effects if effect["kind"] == "StartIssue")
    assert told["rows"] == len(ROWS)
