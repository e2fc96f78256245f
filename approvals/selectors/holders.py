"""Who keeps work of a list to himself (保留), and is still there to let it go."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from approvals.routing.holder import holder_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import route_of
from approvals.selectors.inbox import InboxRow
from workflow.models import Case


def holders_of(rows: Iterable[InboxRow], organisation: Organisation, on: date) -> dict[UUID, UUID]:
    """By task. The row remembers who put the hold on; whether it still counts is in the route of the step."""
    held = {row.task: row.case for row in rows if row.held_by}
    if not held:
        return {}
    tasks = dict(Case.objects.filter(uuid__in=held.values()).values_list("uuid", "state__tasks"))
    found = {}
    for task, case in held.items():
        opened = (tasks.get(case) or {}).get(str(task), {})
        holder = holder_of(route_of(opened.get("route", {})), organisation, on)
        if holder is not None:
            found[task] = UUID(holder.person)
    return found
