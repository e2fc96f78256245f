"""A decision on spending in the test database, acted on by whoever has it in the inbox."""

from datetime import datetime
from uuid import UUID

from approvals.models.work import InboxEntry
from forms.field_type import Attached, Json
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.engine.commands import SettleCall
from workflow.engine.machine import Machine
from workflow.models import Case, Procedure, UserTask
from workflow.ports import CaseFacts
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, dispatch
from workflow.services.request import Prepared
from workflow.services.start_case import start_case

SPENDING = "spending-decision"
REASONS = Attached(
    uuid="5b0e3c8a-7f21-4c0d-8a55-2f7e7a0b9d11", sha256="b" * 64, name="理由.pdf", size=1, type="application/pdf"
)


def spending_world() -> None:
    """The ward, with the procedure in force."""
    load_world()
    if not Procedure.objects.filter(key=SPENDING).exists():
        publish(SPENDING)


def drafted(
    amount: int = 400_000, now: datetime = MONDAY, *, drafter: UUID | None = None, post: str = "", **more: Json
) -> Case:
    """A draft that was handed in, by an ordinary member; below 500,000 yen the subsection chief decides."""
    drafter = drafter or cast().applicant
    answers: dict[str, Json] = {
        "subject": "庁舎の清掃",
        "category": "委託",
        "amount": amount,
        "is_it": "いいえ",
        "exceptional": "いいえ",
        "budget_item": "02-総務費",
        **more,
    }
    started = start_case(
        procedure=SPENDING,
        applicant=drafter,
        person=drafter,
        post=post,
        answers=answers,
        files={REASONS.uuid: REASONS},
        now=now,
    )
    assert isinstance(started, Done), started
    return Case.objects.get(uuid=started.result["case"])


def with_budget(case: Case) -> Case:
    """The case when finance has answered that there is money enough: it is on its way to be decided."""
    case.refresh_from_db()
    call = next(key for key, record in case.state["calls"].items() if record.get("status", "pending") == "pending")

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared:
        return Prepared(command=SettleCall(call=call, succeeded=True, outputs={"残額": 100_000_000}))

    assert isinstance(dispatch(case=case.uuid, prepare=prepare, now=MONDAY), Done)
    case.refresh_from_db()
    return case


def acted(case: Case, *verdicts: str, now: datetime = MONDAY, **answers: Json) -> Case:
    """The case after these acts, each by the first person who has its open task; answers go with the last."""
    for verdict in verdicts:
        task = UserTask.objects.get(case=case, status="open")
        done = complete_user_task(
            task=task.uuid,
            person=InboxEntry.objects.filter(task=task).order_by("id").values_list("person", flat=True)[0],
            verdict=verdict,
            now=now,
            comment="理由",
            answers=answers if verdict is verdicts[-1] else None,
        )
        assert isinstance(done, Done), done
    case.refresh_from_db()
    return case
