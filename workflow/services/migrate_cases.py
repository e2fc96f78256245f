"""移行: the cases that a version reaches are moved to it, a few at a time; what stops in between goes on later.

1. A case is judged again under its lock: what was counted before may be another thing by now.
2. Its move, its journal entry and the row that says it was seen to are one transaction.
3. A case that stays gets a row with the reason. When no case is left, the version is done.
"""

import json
import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from workflow.engine.machine import Machine
from workflow.engine.migrate import MOVED_ALREADY
from workflow.engine.migration_plan import Plan, command_for
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.state import Actor
from workflow.models import CaseMigration, DefinitionVersion
from workflow.ports import CaseFacts, Insert
from workflow.selectors.migration import Reach, cases_left, verdict_of
from workflow.selectors.programs import machine_of
from workflow.services.dispatch import Done, Outcome, dispatch
from workflow.services.journal_rows import Entry, append
from workflow.services.request import Prepared

logger = logging.getLogger(__name__)

MOST = 50
"""Cases in one go."""
FAILED = "移す途中で思わぬ誤りが起きました。この案件はいまの版のままです。"
OVER = "移す前に終わっていました。"


def migrate_some(*, version: int, now: datetime) -> int:
    """See to the next cases of a version in force; says how many. With none left the version is done."""
    chosen = DefinitionVersion.objects.select_related("procedure").get(pk=version)
    if chosen.status != DefinitionVersion.Status.IN_FORCE or chosen.reach == Reach.NEW_ONLY or chosen.moved_at:
        return 0
    cases = list(cases_left(chosen).order_by("started_at", "uuid").values_list("uuid", flat=True)[:MOST])
    for case in cases:
        _see_to(case, chosen, now)
    if not cases:
        _finish(version, now)
    return len(cases)


def migrate_case(*, case: UUID, version: DefinitionVersion, now: datetime) -> Outcome:
    """Move one case to a version that reaches it. Refused when it stays; TooLate when it is there, or over.

    The system does it for whoever proposed the version, because the second person put it in force. Raises CaseNotFound.
    """
    target = machine_of(version.program_hash)
    actor = Actor(kind="system", person=str(version.published_by_id or ""), principal=str(version.proposed_by_id or ""))

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if facts.state.status != "open" or facts.state.program == version.program_hash:
            return MOVED_ALREADY
        plan = Plan(before=machine, after=target, moves=version.moves)
        verdict = verdict_of(plan, facts.state, version.reach)
        if verdict.kind != "as_is":
            return Refused(tuple(Objection(code=each.code, message=each.text) for each in verdict.reasons))
        row = _row(version, case, "moved", "", now)
        write = Insert("workflow_casemigration", (row,), on_conflict_nothing=True)
        return Prepared(command=command_for(plan, actor, version.note), machine=target, writes=(write,))

    return dispatch(case=case, prepare=prepare, now=now)


def _see_to(case: UUID, version: DefinitionVersion, now: datetime) -> None:
    """One case that fails must not keep the others waiting."""
    try:
        outcome = migrate_case(case=case, version=version, now=now)
    except (AssertionError, KeyError, TypeError):
        logger.exception("case %s was not moved to version %s", case, version.pk)
        _note(version, case, "failed", FAILED, now)
        return
    match outcome:
        case Refused(objections=objections):
            _note(version, case, "stays", "\n".join(each.message.ja for each in objections), now)
        case TooLate():
            _note(version, case, "stays", OVER, now)
        case Done():
            pass


def _note(version: DefinitionVersion, case: UUID, result: str, reason: str, now: datetime) -> None:
    row = CaseMigration(**_row(version, case, result, reason, now))
    CaseMigration.objects.bulk_create([row], ignore_conflicts=True)


def _row(version: DefinitionVersion, case: UUID, result: str, reason: str, now: datetime) -> dict[str, object]:
    return {"version_id": version.pk, "case_id": case, "result": result, "reason": reason, "at": now}


@transaction.atomic
def _finish(version: int, now: datetime) -> None:
    """Every case was seen to: the procedure's journal says what became of them."""
    chosen = DefinitionVersion.objects.select_for_update().get(pk=version)
    if chosen.moved_at is not None:
        return
    chosen.moved_at = now
    chosen.save(update_fields=["moved_at"])
    results = CaseMigration.objects.filter(version=chosen).order_by().values_list("result").annotate(Count("pk"))
    body = {"version": chosen.pk, "program": chosen.program_hash, "reach": chosen.reach, "cases": dict(results)}
    append(
        Entry(
            kind="procedure",
            stream=chosen.procedure.key,
            event="cases_migrated",
            at=now,
            actor=Actor(kind="system"),
            program=chosen.program_hash,
            body=json.dumps(body, ensure_ascii=False, sort_keys=True).encode(),
        )
    )
