"""The steps of several cases at once and when they will be decided, for a short list of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from approvals.routing.organisation import Organisation
from approvals.selectors.case_route import route_stops, strip
from approvals.selectors.expected_decision import ExpectedDecision, expected_decision
from approvals.selectors.open_case import OpenCase
from approvals.selectors.step_pace import paces_of
from workflow.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a list shows of a case beside its name."""

    route: list[dict[str, object]]
    expected: ExpectedDecision | None


def glances_of(
    cases: Sequence[UUID], reader: UUID, organisation: Organisation, *, language: str, now: datetime
) -> dict[UUID, Glance]:
    """By case. The caller has checked that the reader may read them."""
    paces, found = cache(paces_of), {}
    for row in Case.objects.filter(uuid__in=cases):
        case = OpenCase(case=row, reader=reader, organisation=organisation, language=language, now=now)
        stops = route_stops(case)
        expected = expected_decision(case, paces(row.procedure_id), stops)
        found[row.uuid] = Glance(route=strip(stops), expected=expected)
    return found
