"""The lists of the inbox that a person has given names."""

from uuid import UUID

from approvals.models import SavedView


def saved_views_of(person: UUID) -> list[tuple[str, str]]:
    """Name and query, in the order of their making."""
    return list(SavedView.objects.filter(person=person).order_by("id").values_list("name", "query"))
