"""Marks and unmarks a procedure as somebody's favourite; doing it twice changes nothing."""

from uuid import UUID

from meguro_platform.models import Favourite


def keep_favourite(*, person: UUID, procedure: str) -> None:
    """Mark it. Whether the person may start the procedure is asked by whoever shows the button."""
    Favourite.objects.get_or_create(person=person, procedure=procedure)


def drop_favourite(*, person: UUID, procedure: str) -> None:
    """Unmark it."""
    Favourite.objects.filter(person=person, procedure=procedure).delete()
