"""Who asks."""

from uuid import UUID

from django.http import HttpRequest


def person_of(request: HttpRequest) -> UUID:
    """The person who is logged in; the log-in stands before every page."""
    assert request.user.is_authenticated
    return request.user.uuid
