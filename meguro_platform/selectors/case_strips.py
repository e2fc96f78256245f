"""The strip of steps of several cases at once, for a short list of one's own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from approvals.routing.organisation import Organisation
from approvals.selectors.case_route import route_stops, strip
from approvals.selectors.open_case import OpenCase
from workflow.models import Case


def strips_of(
    cases: Sequence[UUID], reader: UUID, organisation: Organisation, *, language: str, now: datetime
) -> dict[UUID, list[dict[str, object]]]:
    """By case. The caller has checked that the reader may read them."""
    return {
        row.uuid: strip(
            route_stops(OpenCase(case=row, reader=reader, organisation=organisation, language=language, now=now))
        )
        for row in Case.objects.filter(uuid__in=cases)
    }
