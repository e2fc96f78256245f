"""Names of the people who did something, also of those who have left."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth import get_user_model


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """By uuid; nobody is left out silently: an unknown one is missing."""
    wanted = {person for person in people if person}
    return dict(get_user_model().objects.filter(uuid__in=wanted).values_list("uuid", "name")) if wanted else {}
