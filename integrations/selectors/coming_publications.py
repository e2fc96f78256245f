"""Cases whose hour of publication is near and of which nothing is being issued yet: no batch could be late for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from forms.tokyo_time import TOKYO
from workflow.engine.nodes import IssueNode
from workflow.engine.program import Program
from workflow.models import Case, Procedure
from workflow.selectors.programs import machine_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingPublication:
    """One case and the step by which it has to issue."""

    case: Case
    name: str
    """Of the procedure, and the number of the case."""
    node: str
    template: str
    publish_at: datetime


def publications_not_begun(now: datetime) -> list[ComingPublication]:
    """Those near enough that somebody should know, the next one first."""
    cases = Case.objects.filter(status="open", procedure__key__in=_procedures_that_issue())
    found = [each for case in cases.order_by("started_at") for each in _of_case(case)]
    near = [each for each in found if each.publish_at <= now + settings.ISSUANCE_ALARM_BEFORE]
    return sorted(near, key=lambda each: each.publish_at)


def _procedures_that_issue() -> list[str]:
    """By the version in force: whoever stops issuing has no new publications to be late for."""
    in_force = Procedure.objects.filter(in_force__isnull=False).values_list("key", "in_force__program_hash")
    return [key for key, program in in_force if any(_issuing(machine_of(program).program))]


def _of_case(case: Case) -> Iterator[ComingPublication]:
    program = machine_of(case.program_hash).program
    begun = {issue["node"] for issue in (case.state.get("issues") or {}).values()}
    for node in _issuing(program):
        at = _instant(program, node, case.state.get("answers") or {})
        if at is not None and node.id not in begun:
            name = f"{program.name} {case.number}"
            yield ComingPublication(case=case, name=name, node=node.id, template=node.template, publish_at=at)


def _issuing(program: Program) -> Iterator[IssueNode]:
    return (node for node in program.nodes if isinstance(node, IssueNode) and node.publish_at)


def _instant(program: Program, node: IssueNode, answers: Mapping[str, Any]) -> datetime | None:
    """The answer that 公開 names. What is computed is known only when the case comes there."""
    item = next((item for item in program.form.items if item.name == node.publish_at.strip()), None)
    written = answers.get(item.key) if item else None
    if not isinstance(written, str):
        return None
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=TOKYO)
