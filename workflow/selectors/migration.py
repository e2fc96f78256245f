"""Whom a version would reach: every case under way, judged, before anything is moved (dry run)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.migration_plan import Plan
from workflow.engine.migration_verdict import Reason, Verdict, is_untouched, judge
from workflow.engine.state import CaseState
from workflow.models import Case, CaseMigration, DefinitionVersion
from workflow.selectors.programs import machine_of

Reach = DefinitionVersion.Reach
_BEGUN = Text("もう処理が始まっています。この版のまま終わらせます。", "It has begun. It ends under its version.")
BEGUN = Verdict(kind="stays", reasons=(Reason(code="begun", text=_BEGUN),))
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case under way, and whether it can go on under the version."""

    case: UUID
    number: str
    program: str
    """Hash of the version it goes by."""
    steps: tuple[str, ...]
    """Names of the steps where it waits."""
    verdict: Verdict


def judged_cases(procedure: str, target: Machine, *, reach: str, moves: Mapping[str, str]) -> Iterator[Judged]:
    """Every open case of a procedure that goes by another version, the oldest first. Nothing is changed."""

    @cache
    def plan(program: str) -> Plan:
        return Plan(before=machine_of(program), after=target, moves=moves)

    rows = (
        under_way(procedure, target.program.hash)
        .annotate(text=Cast("state", TextField()))
        .order_by("started_at", "uuid")
        .values_list("uuid", "number", "program_hash", "steps", "text")
    )
    for case, number, program, steps, text in rows.iterator(chunk_size=_AT_ONCE):
        verdict = verdict_of(plan(program), CaseState.from_bytes(text), reach)
        yield Judged(case=case, number=number, program=program, steps=tuple(steps), verdict=verdict)


def verdict_of(plan: Plan, state: CaseState, reach: str) -> Verdict:
    """What is found of one case, and whether the version reaches it at all."""
    if reach == Reach.UNTOUCHED and not is_untouched(state):
        return BEGUN
    return judge(plan, state)


def under_way(procedure: str, program: str) -> QuerySet[Case]:
    """Open cases of a procedure that go by another version."""
    return Case.objects.filter(Q(procedure_id=procedure, status="open") & ~Q(program_hash=program))


def versions_to_apply() -> list[int]:
    """Versions in force that reach cases which have not all been seen to."""
    waiting = DefinitionVersion.objects.filter(status=DefinitionVersion.Status.IN_FORCE, moved_at=None)
    return list(waiting.exclude(reach=Reach.NEW_ONLY).order_by("pk").values_list("pk", flat=True))


def cases_left(version: DefinitionVersion) -> QuerySet[Case]:
    """Cases that the version reaches and that were not seen to yet."""
    seen = CaseMigration.objects.filter(version=version).values("case")
    return under_way(version.procedure.key, version.program_hash).exclude(uuid__in=seen)
