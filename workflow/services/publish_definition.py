"""Publishing a definition: one person proposes a text, another decides that it comes into force, at once or on its day.

1. Proposed by one, published by another: who proposed it cannot.
2. A version whose 施行日 has not come waits for that day; the sweep puts it in force when the day begins in Japan.
3. The version before it is replaced at that moment. Running cases stay with theirs, or are moved as the plan says.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from forms.spec import Text
from forms.tokyo_time import TOKYO
from workflow.engine.program import Program
from workflow.engine.state import Actor
from workflow.errors import PublicationRefused
from workflow.models import DefinitionVersion, Procedure
from workflow.services.journal_rows import Entry, append

SECOND_PERSON = Text(
    "自分が公開を申し出た版は、自分では公開できません。もう一人の担当に頼んでください。",
    "You proposed this version; another person has to publish it.",
)
OVERTAKEN = Text(
    "この画面を開いたあとに、別の版が公開されました。下の違いを見てから、もう一度決めてください。何も変えていません。",
    "Another version was published after you opened this page. Look at the difference again. Nothing was changed.",
)
PLANNED_BY_OTHER = Text(
    "進行中の案件の扱いは、この版を申し出た人だけが決められます。",
    "Only whoever proposed this version says what happens to cases under way.",
)
REPLANNED = Text(
    "この画面を開いたあとに、進行中の案件の扱いが変わりました。下の判定を見てから、もう一度決めてください。何も変えていません。",
    "What happens to cases under way was changed after you opened this page. Look again. Nothing was changed.",
)
NOT_PROPOSED = Text("この版は公開待ちではありません。", "This version is not waiting to be published.")


@transaction.atomic
def propose_definition(
    *, program: Program, source: str, by: UUID | None, note: str, now: datetime
) -> DefinitionVersion:
    """Store a checked text and its program, to be published by a second person. `by` None: set up by the system."""
    procedure, _ = Procedure.objects.get_or_create(
        key=program.key,
        defaults={"name": program.name, "name_en": program.en, "office": office_of(program)},
    )
    version = DefinitionVersion.objects.create(
        procedure=procedure,
        source=source,
        program=program.to_bytes(),
        program_hash=program.hash,
        note=note,
        proposed_by_id=by,
        proposed_at=now,
    )
    record(version, "definition_proposed", by, now, note)
    return version


@transaction.atomic
def plan_migration(*, version: int, by: UUID, reach: str, moves: Mapping[str, str], now: datetime) -> DefinitionVersion:
    """Say which cases under way a proposed version reaches, and where those are taken that wait at a step it lacks.

    Raises PublicationRefused when it is not waiting, or somebody else proposed it; ValueError for an unknown reach.
    """
    chosen = DefinitionVersion.objects.select_for_update().get(pk=version)
    if chosen.status != DefinitionVersion.Status.PROPOSED:
        raise PublicationRefused(NOT_PROPOSED)
    if by != chosen.proposed_by_id:
        raise PublicationRefused(PLANNED_BY_OTHER)
    chosen.reach, chosen.moves = DefinitionVersion.Reach(reach), dict(moves)
    chosen.save(update_fields=["reach", "moves"])
    record(chosen, "migration_planned", by, now, "")
    return chosen


def plan_shown(reach: str, moves: Mapping[str, str]) -> str:
    """Names what a page showed of the plan, so that nobody approves another one."""
    return hashlib.sha256(json.dumps([reach, moves], sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def publish_definition(
    *, version: int, by: UUID | None, now: datetime, instead_of: int | None = None, plan: str | None = None
) -> DefinitionVersion:
    """Put a proposed version in force, or let it wait for its 施行日.

    Raises PublicationRefused when it is not waiting, or the proposer tries.

    `instead_of`: the version whoever publishes saw in force, 0 for none; another one there by now is a refusal, too.
    `plan`: what was seen of the plan for cases under way, as `plan_shown` names it.
    """
    chosen = DefinitionVersion.objects.select_related("procedure").select_for_update().get(pk=version)
    if chosen.status != DefinitionVersion.Status.PROPOSED:
        raise PublicationRefused(NOT_PROPOSED)
    if by is not None and by == chosen.proposed_by_id:
        raise PublicationRefused(SECOND_PERSON)
    if plan is not None and plan != plan_shown(chosen.reach, chosen.moves):
        raise PublicationRefused(REPLANNED)
    procedure = Procedure.objects.select_for_update().get(pk=chosen.procedure_id)
    if instead_of is not None and instead_of != (procedure.in_force_id or 0):
        raise PublicationRefused(OVERTAKEN)
    program = Program.from_bytes(bytes(chosen.program))
    chosen.published_by_id, chosen.approved_at = by, now
    day = day_to_wait_for(program, now)
    if day is not None and not (by is None and procedure.in_force_id is None):  # setting up begins with what there is
        chosen.in_force_on = day
        chosen.schedule()
        chosen.save(update_fields=["status", "published_by", "approved_at", "in_force_on"])
    else:
        _put_in_force(chosen, procedure, program, now)
    record(chosen, "definition_published", by, now, chosen.note)
    return chosen


def day_to_wait_for(program: Program, now: datetime) -> date | None:
    """施行日, if it is still to come."""
    day = date.fromisoformat(program.effective_from) if program.effective_from else None
    return day if day is not None and day > now.astimezone(TOKYO).date() else None


def versions_due(now: datetime) -> list[int]:
    """Versions that waited for a day which has come; of one procedure in the order of their days."""
    waiting = DefinitionVersion.objects.filter(status=DefinitionVersion.Status.SCHEDULED)
    due = waiting.filter(in_force_on__lte=now.astimezone(TOKYO).date())
    return list(due.order_by("in_force_on", "approved_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def put_in_force(*, version: int, now: datetime) -> bool:
    """Put a version in force whose day has come; says whether it still waited for it."""
    chosen = DefinitionVersion.objects.select_related("procedure").select_for_update(of=("self",)).get(pk=version)
    if chosen.status != DefinitionVersion.Status.SCHEDULED or chosen.in_force_on is None:
        return False
    if chosen.in_force_on > now.astimezone(TOKYO).date():
        return False
    procedure = Procedure.objects.select_for_update().get(pk=chosen.procedure_id)
    _put_in_force(chosen, procedure, Program.from_bytes(bytes(chosen.program)), now)
    record(chosen, "definition_in_force", None, now, chosen.note)
    return True


def _put_in_force(chosen: DefinitionVersion, procedure: Procedure, program: Program, now: datetime) -> None:
    """New cases use it from now on; the one before is replaced. Both rows are locked."""
    for old in DefinitionVersion.objects.filter(procedure=procedure, status=DefinitionVersion.Status.IN_FORCE):
        old.replace()
        old.save(update_fields=["status"])
    chosen.publish()
    chosen.published_at = now
    chosen.save(update_fields=["status", "published_by", "approved_at", "published_at"])
    procedure.in_force, procedure.name, procedure.name_en = chosen, program.name, program.en
    procedure.office = office_of(program)
    procedure.save()


@transaction.atomic
def reject_definition(*, version: int, by: UUID, reason: str, now: datetime) -> DefinitionVersion:
    """Say no to a version that waits for a second person or for its day, or take one's own back.

    Raises PublicationRefused when it is not waiting.
    """
    chosen = DefinitionVersion.objects.select_for_update().get(pk=version)
    if chosen.status not in (DefinitionVersion.Status.PROPOSED, DefinitionVersion.Status.SCHEDULED):
        raise PublicationRefused(NOT_PROPOSED)
    chosen.reject()
    chosen.save(update_fields=["status"])
    record(chosen, "definition_rejected", by, now, reason)
    return chosen


def office_of(program: Program) -> str:
    """Key of the unit that owns the procedure."""
    return program.office.base.removeprefix("unit:")


def record(version: DefinitionVersion, event: str, by: UUID | None, now: datetime, note: str) -> None:
    """Journal it in the procedure's own stream."""
    body: dict[str, object] = {"version": version.pk, "program": version.program_hash, "note": note}
    if version.reach != DefinitionVersion.Reach.NEW_ONLY:
        body |= {"reach": version.reach, "moves": version.moves}
    if version.in_force_on is not None:
        body["in_force_on"] = version.in_force_on.isoformat()
    append(
        Entry(
            kind="procedure",
            stream=version.procedure.key,
            event=event,
            at=now,
            actor=Actor(person=str(by)) if by else Actor(kind="system"),
            program=version.program_hash,
            body=json.dumps(body, ensure_ascii=False, sort_keys=True).encode(),
        )
    )
