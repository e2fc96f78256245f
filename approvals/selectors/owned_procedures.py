"""Which procedures belong to which office."""

from collections import defaultdict

from workflow.models import Procedure


def procedures_by_office() -> dict[str, list[Procedure]]:
    """The procedures of each unit that owns any, by the unit's code."""
    found: dict[str, list[Procedure]] = defaultdict(list)
    for procedure in Procedure.objects.order_by("key"):
        found[procedure.office].append(procedure)
    return dict(found)
