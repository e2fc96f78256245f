"""Cases that begin others: the sweep begins them, tells of their end, stops what is not waited for any more.

Each thing is done in a transaction of its own and can be done again: a case is begun under a key, an end that was told
already comes too late.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from forms.errors import DraftTooLarge
from forms.field_type import Json
from forms.services.save_draft import as_typed, has_draft, save_draft
from workflow.engine.commands import Command, SettleChild, Stop
from workflow.engine.machine import Machine
from workflow.engine.outcome import Refused, TooLate
from workflow.errors import ProcedureNotFound
from workflow.models import Case, LinkedCase
from workflow.ports import CaseFacts
from workflow.selectors.programs import machine_in_force, machine_of
from workflow.services.dispatch import Done, dispatch
from workflow.services.request import CommandKey, Prepared
from workflow.services.start_case import start_case

MOST = 50
"""In one round."""
NOBODY = "申請者にする人が見つかりません。"
NOT_IN_FORCE = "手続「{procedure}」は公開されていません。"
TOO_LARGE = "引き継ぐ内容が大きすぎます。"
NOT_WAITED_FOR = "この案件を始めた案件が、これを待たなくなりました。"


def linked_cases_to_see_to() -> list[int]:
    """What is to be begun, told or stopped, the oldest first."""
    todo = Q(status__in=["wanted", "stopping"]) | Q(status="begun", child__status="ended")
    return list(LinkedCase.objects.filter(todo).order_by("asked_at", "id").values_list("pk", flat=True)[:MOST])


def see_to(*, linked_case: int, now: datetime) -> None:
    """Do what is next for one of them."""
    link = LinkedCase.objects.select_related("parent", "child").get(pk=linked_case)
    match link.status:
        case "wanted":
            _begin(link, now)
        case "begun":
            _tell(link, now)
        case "stopping":
            _stop(link, now)


def _begin(link: LinkedCase, now: datetime) -> None:
    try:
        machine = machine_in_force(link.procedure)
    except ProcedureNotFound:
        _refuse(link, NOT_IN_FORCE.format(procedure=link.procedure), now)
        return
    if link.applicant is None:
        _refuse(link, NOBODY, now)
        return
    answers = _by_key(machine, link.answers)
    if not link.submitted:
        _draft(link, answers, now)
        return
    outcome = start_case(
        procedure=link.procedure,
        applicant=link.applicant,
        person=link.applicant,
        answers=answers,
        now=now,
        warnings_accepted=True,
        drop_hidden=True,
        key=CommandKey.of(f"linked:{link.key}", str(link.applicant), link.procedure),
    )
    if isinstance(outcome, Done):
        with transaction.atomic():
            # whoever stopped it meanwhile finds the case to be stopped
            begun = LinkedCase.objects.select_for_update().get(pk=link.pk)
            begun.child_id = outcome.result["case"]
            if begun.status == "wanted":
                begun.status = "begun" if link.waited_for else "done"
            begun.save(update_fields=["child", "status"])
    else:
        reasons = [outcome.reason] if isinstance(outcome, TooLate) else [each.message for each in outcome.objections]
        _refuse(link, " ".join(reason.ja for reason in reasons), now)


def _draft(link: LinkedCase, answers: dict[str, Json], now: datetime) -> None:
    """What the person has typed already is never replaced: the draft waits until that was sent or discarded."""
    assert link.applicant is not None
    if has_draft(person=link.applicant, procedure=link.procedure):
        return
    texts = {key: as_typed(value) for key, value in answers.items()}
    try:
        save_draft(person=link.applicant, procedure=link.procedure, values=texts, at=now)
    except DraftTooLarge:
        _refuse(link, TOO_LARGE, now)
        return
    _mark(link, "wanted", "done")


def _tell(link: LinkedCase, now: datetime) -> None:
    child = link.child
    assert child is not None
    machine, state = machine_of(child.program_hash), dict(child.state)
    answers = state.get("answers", {})
    named = {item.name: answers.get(item.key) for item in machine.program.form.items}
    key = link.key.partition(":")[2]
    command = SettleChild(child=key, outcome=child.outcome, answers={**answers, **named})
    _dispatch(link.parent, command, now)
    _mark(link, "begun", "done")


def _stop(link: LinkedCase, now: datetime) -> None:
    if link.child is not None:
        _dispatch(link.child, Stop(reason=NOT_WAITED_FOR), now)
    _mark(link, "stopping", "done")


def _refuse(link: LinkedCase, detail: str, now: datetime) -> None:
    """It could not begin: a case that waits for it is told, and what failed stands on the page of the other."""
    if link.waited_for:
        said = f"「{link.step}」を始められません。{detail}"
        _dispatch(link.parent, SettleChild(child=link.key.partition(":")[2], outcome="", detail=said), now)
    LinkedCase.objects.filter(pk=link.pk, status="wanted").update(status="refused", detail=detail)


def _dispatch(case: Case, command: Command, now: datetime) -> Done | TooLate | Refused:
    def prepare(facts: CaseFacts, machine: Machine) -> Prepared:
        return Prepared(command=command)

    return dispatch(case=case.uuid, prepare=prepare, now=now)


def _mark(link: LinkedCase, before: str, after: str) -> None:
    LinkedCase.objects.filter(pk=link.pk, status=before).update(status=after)


def _by_key(machine: Machine, answers: dict[str, Json]) -> dict[str, Json]:
    """Answers by the keys of the items; definitions may write names."""
    keys = {item.name: item.key for item in machine.program.form.items}
    return {keys.get(name, name): value for name, value in answers.items() if value is not None}
