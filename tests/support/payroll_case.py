"""A payslip case in the test database, step by step: a file comes, is checked, released, published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from approvals.selectors.organisation import organisation_in_force
from forms.field_type import Attached, Json
from tests.support.ledger import claimed
from tests.support.ward import MONDAY, load_world, publish
from workflow.models import Case, Procedure, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.settle_effect import Answered, settle_effect
from workflow.services.start_case import start_case

PAYROLL = "04020300"
FILE = Attached(uuid="0b8f6d0e-3c1a-4f6e-9d35-1f2a3b4c5d6e", sha256="a" * 64, name="a.csv", size=1, type="text/csv")
ROWS: list[Json] = [{"職員番号": "00000001"}, {"職員番号": "00000002"}]


@dataclass(frozen=True, slots=True)
class PayrollOffice:
    """A clerk, and the head of the subsection, who in so small an office also makes the spot check."""

    clerk: UUID
    head: UUID


def payroll_office() -> PayrollOffice:
    """The people of 給与係, with the procedure in force."""
    load_world()
    if not Procedure.objects.filter(key="payslip-delivery").exists():
        publish("payslip-delivery")
    organisation, day = organisation_in_force(), MONDAY.date()
    post = organisation.head_post(PAYROLL)
    holder = organisation.holder(post.key, day) if post else None
    assert holder is not None
    clerk = next(seat.person for seat in organisation.members(PAYROLL, day) if seat.person != holder.person)
    return PayrollOffice(UUID(clerk), UUID(holder.person))


def registered(office: PayrollOffice, rows: Json = None) -> Case:
    """A month whose file was taken in, waiting for the spot check."""
    answers: dict[str, Json] = {
        "pay_month": "2026-05",
        "publish_at": "2026-05-15T08:30",
        "file": [FILE.uuid],
        "planned_count": 2,
        "planned_gross": 700_000,
        "planned_deduct": 140_000,
        "planned_net": 560_000,
    }
    started = start_case(
        procedure="payslip-delivery",
        applicant=office.clerk,
        person=office.clerk,
        answers=answers,
        files={FILE.uuid: FILE},
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    totals = {"件数": 2, "総支給額": 700_000, "控除額": 140_000, "差引支給額": 560_000, "形式誤り": 0}
    answer({"明細": rows if rows is not None else ROWS, **totals})
    return Case.objects.get(uuid=started.result["case"])


def answer(outputs: dict[str, Json], now: datetime = MONDAY) -> None:
    """The connected system answers the one call that is due."""
    (call,) = claimed()
    assert settle_effect(effect=call, outcome=Answered(outputs=outputs), now=now)


def act(
    case: Case,
    person: UUID,
    verdict: str,
    now: datetime = MONDAY,
    to: str = "",
    answers: Mapping[str, Json] | None = None,
) -> Outcome:
    """Act on the one open task of the case."""
    task = UserTask.objects.get(case=case, status="open")
    return complete_user_task(
        task=task.uuid,
        person=person,
        verdict=verdict,
        now=now,
        send_back_to=to,
        comment="理由",
        answers=answers or {},
    )


def released(office: PayrollOffice, rows: Json = None) -> Case:
    """A month that was checked and released: its documents are being made."""
    case = registered(office, rows)
    for verdict in ("checked", "approve"):
        done = act(case, office.head, verdict)
        assert isinstance(done, Done), done
    case.refresh_from_db()
    return case
